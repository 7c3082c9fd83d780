"""Refuses a call without dates, and the loss of what was already answered or scored."""

from django.utils.translation import gettext as _

from knowledge.forms import LibraryPageForm

from .plan_forms import is_kept


class CallForm(LibraryPageForm):
    """The form of a call; what cities rely on stays once they do."""

    def clean(self):
        cleaned = super().clean()
        if kept_rows(self.formsets["network_choices"]):
            for name in ("opens", "closes"):
                if name in cleaned and not cleaned[name]:
                    text = _("Podaj ten dzień, bo nabór przyjmuje wnioski do sieci.")
                    self.add_error(name, text)
        if self.instance.pk:
            self.keep_networks()
            self.keep_questions()
            self.keep_criteria()
        return cleaned

    def keep_networks(self):
        rows = self.formsets["network_choices"]
        kept = {form.cleaned_data["network"].pk for form in kept_rows(rows)}
        lost = self.instance.applications.exclude(network__in=kept).select_related("network")
        if rows.is_valid() and (application := lost.first()):
            text = _("Do sieci „%(title)s” są już wnioski. Nie można jej usunąć z naboru.")
            self.add_error(None, text % {"title": application.network.title})

    def keep_questions(self):
        for question in removed_rows(self.formsets["questions"]):
            if self.instance.applications.filter(answers__key=question.key).exists():
                text = _("Na pytanie „%(text)s” są już odpowiedzi. Nie można go usunąć.")
                self.add_error(None, text % {"text": question.text})

    def keep_criteria(self):
        """Once there are points, the scale they were given on stays."""
        rows = self.formsets["criteria"]
        changed = [
            form.instance
            for form in kept_rows(rows)
            if {"points", "weight"} & set(form.changed_data) and form.instance.pk
        ]
        applications = self.instance.applications
        for criterion in [*changed, *removed_rows(rows)]:
            if applications.filter(assessments__scores__key=criterion.key).exists():
                text = _("Według kryterium „%(name)s” są już punkty. Nie można go zmienić.")
                self.add_error(None, text % {"name": criterion.name})


def kept_rows(formset):
    """Forms of the rows that stay; none of a formset that has errors of its own."""
    return [form for form in formset.forms if is_kept(form)] if formset.is_valid() else []


def removed_rows(formset):
    """Rows that the form takes away."""
    return [form.instance for form in formset.deleted_forms] if formset.is_valid() else []
