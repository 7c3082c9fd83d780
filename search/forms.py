"""What may stand after the question mark: the page, a feed or an alert share it."""

from copy import copy

from django import forms
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200
LONGEST_ECHO = 60  # of a value that we do not know


class Sort(models.TextChoices):
    """Orders of results; values stand in addresses."""

    RELEVANCE = "trafnosc", _("najtrafniejsze")
    NEWEST = "najnowsze", _("najnowsze")
    ALPHABETICAL = "alfabetycznie", _("alfabetycznie")


class QueryField(forms.CharField):
    """Words of the reader; a control character is as good as a space."""

    def to_python(self, value):
        text = "".join(letter if letter.isprintable() else " " for letter in value or "")
        return " ".join(super().to_python(text).split())


class FilterField(forms.Field):
    """Values of one filter, each once; an empty one asks for nothing.

    Not a choice field: that would look at the labels of all choices for every request.
    """

    widget = forms.SelectMultiple

    def __init__(self, label, unknown):
        super().__init__(label=label, required=False, error_messages={"invalid_choice": unknown})
        self.allowed = frozenset()

    def __deepcopy__(self, memo):
        return copy(
            self
        )  # a form only sets `allowed`; a deep copy of ten fields took a millisecond

    def to_python(self, value):
        return [each for each in dict.fromkeys(value or []) if each]

    def validate(self, value):
        unknown = next((each for each in value if each not in self.allowed), None)
        if unknown is not None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": Truncator(unknown).chars(LONGEST_ECHO)},
            )


class View(models.TextChoices):
    """Ways of showing results; the list is no value in an address."""

    LIST = "", _("Lista")
    MAP = "mapa", _("Mapa")


class ViewField(forms.ChoiceField):
    """The way asked for; one we do not know is the list."""

    def to_python(self, value):
        return value if value in View.values else ""


class SortField(forms.ChoiceField):
    """The order asked for; one we do not know is no order."""

    def to_python(self, value):
        return value if value in Sort.values else ""


class SearchForm(forms.Form):
    """A query string; an unknown filter value is an error, never everything."""

    q = QueryField(
        label=_("Szukaj"),
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={"max_length": _("Skróć zapytanie do %(limit_value)d znaków.")},
    )
    rodzaj = FilterField(_("Rodzaj treści"), _("Nie ma takiego rodzaju treści: „%(value)s”."))
    temat = FilterField(_("Temat"), _("Nie ma takiego tematu: „%(value)s”."))
    wielkosc = FilterField(_("Wielkość miasta"), _("Nie ma takiej wielkości miasta: „%(value)s”."))
    woj = FilterField(_("Województwo"), _("Nie ma takiego województwa: „%(value)s”."))
    miasto = FilterField(_("Miasto"), _("Nie ma takiego miasta: „%(value)s”."))
    siec = FilterField(_("Sieć"), _("Nie ma takiej sieci: „%(value)s”."))
    edycja = FilterField(_("Edycja programu"), _("Nie ma takiej edycji programu: „%(value)s”."))
    rok = FilterField(_("Rok"), _("Nie ma niczego z takiego roku: „%(value)s”."))
    koszt = FilterField(_("Koszt wdrożenia"), _("Nie ma takiego przedziału kosztu: „%(value)s”."))
    etap = FilterField(_("Etap"), _("Nie ma takiego etapu: „%(value)s”."))
    stan = FilterField(_("Stan rekomendacji"), _("Nie ma takiego stanu rekomendacji: „%(value)s”."))
    tag = FilterField(_("Tag"), _("Nie ma takiego tagu: „%(value)s”."))
    widok = ViewField(label=_("Widok"), required=False, choices=View)
    sort = SortField(label=_("Sortuj"), required=False, choices=Sort)
    dokladnie = forms.BooleanField(required=False)

    def __init__(self, params, choices):
        super().__init__(params)
        for name, values in choices.items():
            self.fields[name].allowed = {value for value, _ in values}

    @property
    def filters(self):
        """The valid values of each filter, in the order of the address."""
        cleaned = getattr(self, "cleaned_data", {})
        return {
            name: cleaned.get(name, [])
            for name, field in self.fields.items()
            if isinstance(field, FilterField)
        }
