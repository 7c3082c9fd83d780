"""The list of cities: who is in it, under which letter, and what narrows it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .alphabet import LETTERS, alphabetical, first_letter
from .models.geography import CitySize, Voivodeship

JOINT_BODIES = {CitySize.FUNCTIONAL_AREA, CitySize.ASSOCIATION}


class AtlasForm(forms.Form):
    """What may stand after the question mark of the list of cities."""

    woj = forms.ChoiceField(
        label=_("Województwo"),
        choices=[("", _("wszystkie")), *Voivodeship.choices],
        required=False,
        error_messages={"invalid_choice": _("Nie ma takiego województwa.")},
    )
    wielkosc = forms.ChoiceField(
        label=_("Wielkość"),
        choices=[("", _("każda")), *CitySize.choices],
        required=False,
        error_messages={"invalid_choice": _("Nie ma takiej wielkości miasta.")},
    )
    litera = forms.ChoiceField(
        label=_("Pierwsza litera"),
        choices=[("", _("każda")), *((letter, letter) for letter in LETTERS)],
        required=False,
        error_messages={"invalid_choice": _("Nie ma takiej litery.")},
    )


@dataclass
class Section:
    """Cities listed under one heading: a letter, or what they are."""

    title: str
    cities: list = field(default_factory=list)


class Atlas:
    """The cities a reader may see, narrowed by the address."""

    def __init__(self, cities, practices, params):
        self.all = sorted(cities.defer_streamfields(), key=lambda city: alphabetical(city.title))
        self.form = AtlasForm(params)
        counts = Counter(path[: -Page.steplen] for path in practices.values_list("path", flat=True))
        for city in self.all:
            city.practice_count = counts[city.path]

    @cached_property
    def asked(self):
        """The filters in use; none when an unknown value was asked for."""
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return {name: value for name, value in values.items() if value}

    @cached_property
    def cities(self):
        """The cities asked for; nothing when a filter has an unknown value."""
        return [city for city in self.all if self.matches(city)] if self.form.is_valid() else []

    def matches(self, city):
        found = {
            "woj": city.voivodeship,
            "wielkosc": city.size_class,
            "litera": first_letter(city.title),
        }
        return all(found[name] == value for name, value in self.asked.items())

    @cached_property
    def at_home(self):
        """Polish cities, without their unions and functional areas."""
        return [c for c in self.cities if not c.is_foreign and c.size_class not in JOINT_BODIES]

    @cached_property
    def letters(self):
        """Polish cities under their first letters."""
        by_letter = groupby(self.at_home, key=lambda city: first_letter(city.title))
        return [Section(letter, list(cities)) for letter, cities in by_letter]

    @cached_property
    def joint_bodies(self):
        """Functional areas, unions and associations of Polish cities."""
        return [c for c in self.cities if not c.is_foreign and c.size_class in JOINT_BODIES]

    @cached_property
    def abroad(self):
        """Cities of other countries whose practices stand in the library."""
        return [city for city in self.cities if city.is_foreign]

    @cached_property
    def on_map(self):
        """Cities that the map of Poland can show."""
        return [city for city in self.cities if not city.is_foreign]

    @cached_property
    def size_classes(self):
        """The classes that the map's legend has to explain."""
        drawn = {city.size_class for city in self.on_map if city.latitude is not None}
        return [size for size in CitySize if size.value in drawn]

    @cached_property
    def voivodeships(self):
        """All voivodeships with the number of their cities in the library."""
        counts = Counter(city.voivodeship for city in self.all)
        return [
            {"value": value, "label": label, "count": counts[value]}
            for value, label in Voivodeship.choices
        ]
