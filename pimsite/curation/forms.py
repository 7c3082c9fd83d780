"""Forms of the queue: a decision with its reply, and who takes a submission."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from .models import ReplyTemplate
from .waiting import reviewers

Decision = ReplyTemplate.Decision


class TemplateSelect(forms.Select):
    """Each option carries the text that it fills in."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["data-text"] = value.instance.text
        return option


class TemplateField(forms.ModelChoiceField):
    """Templates of replies, grouped by what they go with."""

    widget = TemplateSelect(attrs={"data-fills": "id_comment"})

    def __init__(self, decisions=tuple(Decision), **kwargs):
        templates = ReplyTemplate.objects.filter(decision__in=decisions)
        super().__init__(
            templates, required=False, empty_label=_("Własnymi słowami"), label=_("Szablon")
        )

    def label_from_instance(self, template):
        return f"{template.get_decision_display()}: {template.name}"


class ReplyForm(forms.Form):
    """A remark to the author. The script copies a chosen template; without it we do."""

    template = TemplateField()
    comment = forms.CharField(
        label=_("Uwaga dla autora"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "curation-remark"}),
        help_text=_("Autor dostanie ją mailem i zobaczy nad formularzem."),
    )
    needs_comment = False

    def clean(self):
        cleaned = super().clean()
        template = cleaned.get("template")
        if template and not cleaned.get("comment", "").strip():
            cleaned["comment"] = template.text
        if self.needs_comment and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Napisz, o co chodzi, albo wybierz szablon."))
        return cleaned


class DecisionForm(ReplyForm):
    """The buttons of a submission; the revision is the one that was on the screen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=Decision.choices)

    def clean_decision(self):
        decision = self.cleaned_data["decision"]
        self.needs_comment = decision != Decision.APPROVE
        return decision


class PersonField(forms.ModelChoiceField):
    """People of the secretariat by their names."""

    def __init__(self, **kwargs):
        super().__init__(
            reviewers(), required=False, empty_label=_("nikt"), label=_("Zajmuje się"), **kwargs
        )

    def label_from_instance(self, person):
        return get_user_display_name(person)


class AssignForm(forms.Form):
    """Who takes it."""

    person = PersonField()
