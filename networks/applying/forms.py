"""The forms a city fills in: where it applies, and what it writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.models import NetworkPage

from .completing import answers_of, field_name
from .judging import possible_assessors
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


class FormalForm(forms.Form):
    """Whether the rules of the call are kept."""

    passed = forms.TypedChoiceField(
        label=_("Warunki formalne"),
        choices=[("tak", _("spełnia")), ("nie", _("nie spełnia"))],
        coerce=lambda value: value == "tak",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Powód"),
        help_text=_("Konieczny, gdy nie spełnia. Miasto przeczyta go razem z wynikiem."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("passed") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Napisz, którego warunku brakuje."))
        return cleaned


class Person(forms.ModelChoiceField):
    """People by the names they bear."""

    def label_from_instance(self, person):
        return person.get_full_name() or person.get_username()


class AssignForm(forms.Form):
    """Who assesses."""

    assessor = Person(None, label=_("Kto ocenia"), empty_label=_("wybierz z listy"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assessor"].queryset = possible_assessors()


class AssessmentForm(forms.Form):
    """Points for every criterion, and why; a draft may lack some, what is handed in may not."""

    comment = forms.CharField(
        label=_("Uzasadnienie"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, assessment, hand_in=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.hand_in = hand_in
        self.criteria = list(assessment.application.call.criteria.all())
        given = {score.key: score.points for score in assessment.scores.all()}
        self.fields["comment"].initial = assessment.comment
        for criterion in self.criteria:
            self.fields[self.name_of(criterion)] = forms.IntegerField(
                label=_("%(name)s, od 0 do %(points)s")
                % {"name": criterion.name, "points": criterion.points},
                help_text=criterion.hint,
                min_value=0,
                max_value=criterion.points,
                required=hand_in,
                initial=given.get(criterion.key),
            )
        self.order_fields([*map(self.name_of, self.criteria), "comment"])

    @staticmethod
    def name_of(criterion):
        return f"points-{criterion.key.hex}"

    def clean_comment(self):
        comment = self.cleaned_data["comment"]
        if self.hand_in and not comment:
            raise forms.ValidationError(_("Uzasadnij punkty w dwóch zdaniach."))
        return comment

    @property
    def points(self):
        """By the key of the criterion; only what was given."""
        given = {each.key: self.cleaned_data[self.name_of(each)] for each in self.criteria}
        return {key: points for key, points in given.items() if points is not None}
