"""What forms of networks and calls refuse, in words that say what to do."""

from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet

from knowledge.rows import RowsPanel


class OnceFormSet(BaseChildFormSet):
    """Refuses what stands twice, at the row that repeats it."""

    fields = ()  # the first is where the error stands

    def validate_unique(self):
        named = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.is_valid():
                continue
            if self.fields[0] not in form.cleaned_data:
                continue
            values = tuple(form.cleaned_data[name] for name in self.fields)
            if values in named:
                form.add_error(self.fields[0], self.repeated(form.instance))
            named.add(values)

    def repeated(self, row):
        """What to do about a row that repeats another."""
        raise NotImplementedError


class MemberFormSet(OnceFormSet):
    """A city stands once in each role."""

    fields = ("city", "role")

    def repeated(self, row):
        return _(
            "%(city)s jest już na liście w roli: %(role)s. Usuń ten wiersz albo zmień rolę; "
            "datę końca dopisz w pierwszym wierszu."
        ) % {"city": row.city.title, "role": row.get_role_display()}


class ChoiceFormSet(OnceFormSet):
    """A network stands once among those that a call offers."""

    fields = ("network",)

    def repeated(self, row):
        return _("Sieć „%(title)s” jest już na liście. Usuń ten wiersz.") % {
            "title": row.network.title
        }


class OncePanel(RowsPanel):
    """Rows with a formset of ours."""

    def __init__(self, *args, formset, **kwargs):
        super().__init__(*args, **kwargs)
        self.formset = formset

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "formset": self.formset}

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = self.formset
        return options
