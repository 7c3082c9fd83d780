"""The forms a city fills in: where it applies, and what it writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.models import NetworkPage

from .completing import answers_of, field_name
from .models import Application

LONGEST_ANSWER = 50_000  # what is too long for the call is saved, and told; this is a wall


class BeginForm(forms.Form):
    """For which city, to which network."""

    city = forms.ModelChoiceField(None, label=_("Miasto"), empty_label=_("wybierz z listy"))
    network = forms.ModelChoiceField(None, label=_("Sieć"), empty_label=_("wybierz z listy"))

    def __init__(self, *args, call, cities, **kwargs):
        super().__init__(*args, **kwargs)
        choices = call.network_choices.values("network")
        networks = NetworkPage.objects.filter(pk__in=choices).order_by("title")
        for name, queryset in (("city", cities), ("network", networks)):
            field = self.fields[name]
            field.queryset = queryset
            only = list(queryset[:2])
            if len(only) == 1:
                field.initial, field.empty_label = only[0], None


class ApplicationForm(forms.ModelForm):
    """All that a city writes; nothing is required here, so that every draft can be saved."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    contact_email = forms.CharField(  # an address with a slip is saved, and told as missing
        label=_("Służbowy adres e-mail"),
        max_length=150,
        required=False,
        help_text=_("Na niego wyślemy numer wniosku i wynik."),
        widget=forms.EmailInput,
    )

    class Meta:
        model = Application
        fields = ["wants_to_lead", "contact_name", "contact_email", "contact_phone", "mayor_agrees"]
        help_texts = {
            "wants_to_lead": _("Lider prowadzi sieć i zwołuje spotkania. Jest tylko jeden."),
            "contact_phone": _("Nieobowiązkowy."),
        }

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["version"].initial = instance.version
        self.questions = list(instance.call.questions.all())
        answers = answers_of(instance)
        for question in self.questions:
            self.fields[field_name(question)] = forms.CharField(
                label=question.text,
                help_text=question.hint,
                max_length=LONGEST_ANSWER,
                required=False,
                initial=answers.get(question.key, ""),
                widget=forms.Textarea(attrs={"rows": 8, "data-limit": question.limit}),
            )

    @property
    def answer_fields(self):
        """Questions with the fields that take their answers."""
        return [(each, self[field_name(each)]) for each in self.questions]

    @property
    def other_fields(self):
        return [self[name] for name in self.Meta.fields]

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def answers(self):
        """By the key of the question, with line breaks counted as one character."""
        return {
            each.key: self.cleaned_data[field_name(each)].replace("\r\n", "\n")
            for each in self.questions
        }

    def _post_clean(self):
        """The row is written under a lock, by `drafting.save`."""
