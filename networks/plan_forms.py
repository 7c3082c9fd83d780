"""Refuses a second Plan Ulepszeń of a network, dates out of order and a rewritten history."""

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm

from knowledge.forms import LibraryPageForm
from knowledge.wording import ends_before

from .barriers import barriers_below


class OutputForm(LibraryPageForm):
    """The form of an output; what it refuses it says beside the entry concerned."""

    def share_choices(self):
        """Say which barriers there are before the first row is made."""
        rows = self.formsets["recommendations"]
        rows.offered = barriers_below(self.parent_page, self.for_user)
        super().share_choices()

    def clean(self):
        cleaned = super().clean()
        is_plan = cleaned.get("kind") == self.instance.Kind.IMPROVEMENT_PLAN
        others = self.instance.plans_of(self.parent_page).exclude(pk=self.instance.pk)
        if is_plan and (other := others.first()):
            self.add_error("kind", second_plan(other))
        if cleaned.get("members_only") and not hasattr(self.parent_page.specific, "memberships"):
            text = _(
                "Ten produkt nie należy do jednej sieci, więc nie ma członków. Odznacz to pole."
            )
            self.add_error("members_only", text)
        rows = self.formsets["recommendations"]
        if rows.is_valid():
            kept = [form for form in rows.forms if is_kept(form)]
            if kept and "kind" in cleaned and not is_plan:
                self.add_error("kind", _("Rekomendacje ma tylko Plan Ulepszeń."))
            self.keep_recommendations(kept)
            for form in kept:
                check_steps(form)
        return cleaned

    def keep_recommendations(self, kept):
        """A recommendation with a public history stays."""
        keys = [form.instance.key for form in kept]
        if lost := self.instance.public_recommendations().exclude(key__in=keys).first():
            text = _("Rekomendacja „%(text)s” ma opublikowaną historię i nie można jej usunąć.")
            self.add_error(None, text % {"text": lost.text})


class OutputCopyForm(CopyForm):
    """Copies an output, but never to a network that has its plan."""

    def clean(self):
        cleaned = super().clean()
        target = cleaned.get("new_parent_page") or self.page.get_parent()
        output = self.page.specific
        other = output.plans_of(target).first()
        if other and output.kind == output.Kind.IMPROVEMENT_PLAN:
            self.add_error("new_parent_page", second_plan(other))
        return cleaned


def second_plan(other) -> str:
    """Why there is no second one, and where to write instead."""
    text = _("Ta sieć ma już Plan Ulepszeń: „%(title)s”. Dopisz rekomendacje w nim.")
    return text % {"title": other.title}


def check_steps(recommendation):
    """Dates only go forward; what was published stays as it was."""
    forms = recommendation.formsets["steps"].forms
    if any(form.instance.recorded_at and set(form.changed_data) - {"ORDER"} for form in forms):
        text = _("Opublikowanego wpisu nie można zmienić ani usunąć. Dodaj następny wpis.")
        recommendation.add_error(None, text)
    kept = sorted(filter(is_kept, forms), key=place)
    for before, after in zip(kept, kept[1:], strict=False):
        earlier, later = before.instance.date, after.instance.date
        if ends_before(earlier, later):
            text = _("Ta data jest wcześniejsza niż w poprzednim wpisie (%(date)s).")
            after.add_error("date", text % {"date": earlier})


def is_kept(form) -> bool:
    """Whether this row was filled in and not struck out."""
    if form.empty_permitted and not form.has_changed():
        return False
    return not form.cleaned_data.get("DELETE")


def place(form) -> int:
    return form.cleaned_data.get("ORDER") or 0
