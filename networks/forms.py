"""What a network's form refuses, in words that say what to do."""

from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel


class MemberFormSet(BaseChildFormSet):
    """Refuses a city that stands twice in one role, at the row that repeats it."""

    def validate_unique(self):
        named = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.is_valid() or "city" not in form.cleaned_data:
                continue
            member = form.cleaned_data["city"].pk, form.cleaned_data["role"]
            if member in named:
                form.add_error("city", self.repeated(form.instance))
            named.add(member)

    def repeated(self, membership):
        return _(
            "%(city)s jest już na liście w roli: %(role)s. Usuń ten wiersz albo zmień rolę; "
            "datę końca dopisz w pierwszym wierszu."
        ) % {"city": membership.city.title, "role": membership.get_role_display()}


class MembersPanel(InlinePanel):
    """The rows of members, with their own formset."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = MemberFormSet
        return options
