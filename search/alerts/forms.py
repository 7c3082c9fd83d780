"""What a reader leaves to follow a search."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import SavedSearch

WRONG = _("Podaj pełny adres e-mail, np. biuro@miasto.pl.")


class FollowForm(forms.Form):
    """An address and how often; a field that people do not see tells programs apart."""

    email = forms.EmailField(
        label=_("Adres e-mail"),
        max_length=254,
        error_messages={
            "required": WRONG,
            "invalid": WRONG,
            "max_length": _("Ten adres jest za długi."),
        },
    )
    czestotliwosc = forms.ChoiceField(
        label=_("Jak często najwyżej"),
        choices=SavedSearch.Frequency.choices,
        error_messages={
            "required": _("Wybierz, jak często."),
            "invalid_choice": _("Wybierz jedną z podanych możliwości."),
        },
    )
    www = forms.CharField(required=False)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    @property
    def from_a_program(self):
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data["www"])
