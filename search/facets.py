"""Filters beside the results: their values, in stable order, with counts."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import ngettext

from knowledge.models import CitySize, Voivodeship

from .arrays import Snapshot
from .models import Kind

MOST_TAGS = 20

Choices = dict[str, list[tuple[str, str]]]


@dataclass
class Choice:
    """One value of a filter, and how many results it would show."""

    value: str
    label: str
    count: int
    selected: bool

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


def vocabulary(snapshot: Snapshot, visible: np.ndarray) -> Choices:
    """Every value a filter may take: nothing that only hidden pages have."""
    tags = snapshot.columns["tag"].count(visible)
    return {
        "rodzaj": list(Kind.choices),
        "temat": [(slug, theme.name) for slug, theme in snapshot.themes.items()],
        "wielkosc": list(CitySize.choices),
        "woj": list(Voivodeship.choices),
        "tag": [(slug, name) for slug, name in snapshot.tag_names.items() if tags.get(slug)],
    }


def facet(
    name: str,
    label: str,
    values: list[tuple[str, str]],
    counts: dict[str, int],
    chosen: list[str],
) -> Facet:
    """A filter with all its values; of tags only the most frequent and the chosen."""
    choices = [
        Choice(value, label, counts.get(value, 0), value in chosen) for value, label in values
    ]
    if name == "tag":
        choices = _most_frequent(choices)
    return Facet(name, label, choices)


def _most_frequent(choices: list[Choice]) -> list[Choice]:
    ranked = sorted(choices, key=lambda choice: -choice.count)
    kept = {choice.value for choice in ranked[:MOST_TAGS]}
    return [choice for choice in choices if choice.selected or choice.value in kept]
