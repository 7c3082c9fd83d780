"""What a good description still lacks, and why a reader needs it. No draft is ever blocked."""

import re
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

TITLE_LENGTH = 90
LEAD_LENGTH = 300


@dataclass(frozen=True)
class Criterion:
    """One thing to have, the reason for it, and the field of the form that holds it."""

    name: str
    reason: str
    anchor: str
    met: bool
    required: bool = True  # to send it; what is not, is only advised


def is_checked(page):
    """Whether pages of this type have such criteria, which they tell themselves."""
    return hasattr(page, "criteria")


def of_opening(page):
    """What every text begins with."""
    title, lead = page.title.strip(), page.lead.strip()
    return [
        Criterion(
            _("tytuł do 90 znaków"),
            _("Dłuższy nie mieści się na liście wyników."),
            "id_title-label",
            0 < len(title) <= TITLE_LENGTH,
        ),
        Criterion(
            _("wprowadzenie do 300 znaków"),
            _("Po nim czytelnik poznaje, czy czytać dalej."),
            "id_lead-label",
            0 < len(lead) <= LEAD_LENGTH,
        ),
    ]


def criteria(practice):
    """The quality criteria of a practice, in the order of its form."""
    return [
        *of_opening(practice),
        Criterion(
            _("problem z liczbą"),
            _("Liczba mówi, czy w innym mieście jest podobnie."),
            "id_problem-label",
            bool(re.search(r"\d", told(practice.problem))),
        ),
        Criterion(
            _("wynik z opisem pomiaru"),
            _("Bez sposobu pomiaru nie da się wyniku porównać."),
            "id_figures-ADD",
            any(figure.value and figure.method.strip() for figure in practice.figures.all()),
        ),
        Criterion(
            _("wnioski: co zrobilibyście inaczej"),
            _("To najczęściej czytana część."),
            "id_lessons-label",
            bool(told(practice.lessons)),
        ),
        Criterion(
            _("koszt: kwota lub przedział"),
            _("O koszt pyta każdy, kto chce to powtórzyć."),
            "id_cost_band-label",
            bool(practice.cost_band or practice.costs.strip()),
        ),
        Criterion(
            _("warunki przeniesienia"),
            _("Czytelnik sprawdza, czy to zadziała u niego."),
            "id_transferability-label",
            bool(told(practice.transferability)),
        ),
        Criterion(
            _("kontakt do komórki urzędu"),
            _("Ktoś zechce dopytać, także za rok."),
            "id_contact_unit-label",
            bool(practice.contact_unit.strip() and practice.contact_email.strip()),
            required=False,
        ),
    ]


def told(rich_text):
    """The words of a rich text; tags and entities are none."""
    return re.sub(r"&#?\w+;", " ", strip_tags(rich_text or "")).strip()


def progress(page):
    """What of the criteria is met and what is missing, for the list beside the form."""
    every = page.criteria()
    missing = [each for each in every if not each.met]
    return {"missing": missing, "met": len(every) - len(missing), "count": len(every)}


class ChecklistPanel(Panel):
    """Beside the form: which criteria the saved text meets, with links to the others' fields."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/panels/checklist.html"

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), **progress(self.instance)}
