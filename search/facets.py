"""Filters beside the results: their values, in stable order, with counts."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import ngettext

from knowledge.models import CitySize, CostBand, Stage, Voivodeship
from networks.models import Step

from .arrays import Snapshot
from .models import Kind

MOST_TAGS = 20
LONG = {"miasto", "siec", "rok"}  # only values that narrow the results: nobody reads 118 zeros
# Not filled in everywhere: absent where nothing has a value.
SPARSE = LONG | {"edycja", "koszt", "etap", "stan"}
CLOSED = SPARSE | {"tag"}  # folded until someone opens them or chooses

Choices = dict[str, list[tuple[str, str]]]


@dataclass
class Choice:
    """One value of a filter, and how many results it would show."""

    value: str
    label: str
    count: int
    selected: bool

    @property
    def matters(self) -> bool:
        """Chosen, or good for narrowing."""
        return self.selected or bool(self.count)

    @property
    def results(self) -> str:
        """The count in words, for those who listen."""
        return ngettext("%(counter)s wynik", "%(counter)s wyniki", self.count) % {
            "counter": self.count
        }


@dataclass
class Facet:
    """One filter; its counts ignore its own choice and respect all the others."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def selected_count(self):
        """How many of its values are chosen."""
        return sum(choice.selected for choice in self.choices)

    @property
    def is_open(self):
        """Whether its values are in view from the start."""
        return self.name not in CLOSED or bool(self.selected_count)


def vocabulary(snapshot: Snapshot, visible: np.ndarray) -> Choices:
    """Every value a filter may take: nothing that only hidden pages have.

    The same for all who may read the same pages, so it is kept beside the mask of these.
    """
    held = snapshot.choices.get(id(visible))
    if held is None:
        held = snapshot.choices[id(visible)] = _vocabulary(snapshot, visible)
    return held


def _vocabulary(snapshot: Snapshot, visible: np.ndarray) -> Choices:
    columns = snapshot.columns
    tags, years = columns["tag"].count(visible), columns["rok"].count(visible)
    cities = columns["miasto"].count(visible & columns["rodzaj"].mask([Kind.CITY]))
    networks = columns["siec"].count(visible & columns["rodzaj"].mask([Kind.NETWORK]))
    editions = columns["edycja"].count(visible)
    return {
        "rodzaj": _KINDS,
        "temat": [(slug, theme.name) for slug, theme in snapshot.themes.items()],
        "wielkosc": _SIZES,
        "woj": _VOIVODESHIPS,
        "miasto": [pair for pair in snapshot.city_titles.items() if cities.get(pair[0])],
        "siec": [pair for pair in snapshot.network_titles.items() if networks.get(pair[0])],
        "edycja": [pair for pair in snapshot.edition_names.items() if editions.get(pair[0])],
        "rok": [(year, year) for year in sorted(years, reverse=True) if years[year]],
        "koszt": _COSTS,
        "etap": _STAGES,
        "stan": _RECOMMENDATION_STATES,
        "tag": [(slug, name) for slug, name in snapshot.tag_names.items() if tags.get(slug)],
    }


def facet(
    name: str,
    label: str,
    values: list[tuple[str, str]],
    counts: dict[str, int],
    chosen: list[str],
) -> Facet:
    """A filter with its values; of tags only the most frequent and the chosen."""
    if name in LONG or name == "tag":
        values = [pair for pair in values if counts.get(pair[0]) or pair[0] in chosen]
    choices = [
        Choice(value, label, counts.get(value, 0), value in chosen) for value, label in values
    ]
    if name == "tag":
        choices = _most_frequent(choices)
    if name in SPARSE and not any(choice.matters for choice in choices):
        choices = []
    return Facet(name, label, choices)


def _most_frequent(choices: list[Choice]) -> list[Choice]:
    ranked = sorted(choices, key=lambda choice: -choice.count)
    kept = {choice.value for choice in ranked[:MOST_TAGS]}
    return [choice for choice in choices if choice.selected or choice.value in kept]


# Asking an enumeration for its choices makes every lazy label anew.
_KINDS, _SIZES, _VOIVODESHIPS = (
    list(Kind.choices),
    list(CitySize.choices),
    list(Voivodeship.choices),
)
_COSTS, _STAGES = list(CostBand.choices), list(Stage.choices)
_RECOMMENDATION_STATES = list(Step.State.choices)
