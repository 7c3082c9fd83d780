"""Results by city: what the map draws, and the same as a list beside it."""

from collections import defaultdict
from dataclasses import dataclass, field

from knowledge.alphabet import alphabetical
from knowledge.markers import mark
from knowledge.models import CityPage

from .addresses import Address
from .arrays import Snapshot
from .models import LibraryEntry

WITH_TITLES = 24  # cities; the others are named with their numbers
TITLES = 3  # of one city; the rest is one click away


@dataclass
class Place:
    """A city with its results: how many, the first of them, and where all of them are."""

    city: CityPage
    number: int
    url: str
    pages: list[LibraryEntry] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are not named here."""
        return self.number - len(self.pages)


class Places:
    """Every result counted once: on the map, beside it, or without a city."""

    def __init__(self, snapshot: Snapshot, rows, user, address: Address):
        by_city = defaultdict(list)
        for city, row in zip(snapshot.cities[rows].tolist(), list(rows), strict=True):
            by_city[city].append(row)
        cities = CityPage.objects.visible_to(user).defer_streamfields().in_bulk(list(by_city))
        self.all = sorted(
            (
                Place(city, len(by_city[pk]), str(address.only("miasto", city.slug)))
                for pk, city in cities.items()
            ),
            key=lambda place: (-place.number, alphabetical(place.city.title)),
        )
        self.without_city = len(rows) - sum(place.number for place in self.all)
        self._name(snapshot, {pk: by_city[pk][:TITLES] for pk in cities})

    @property
    def on_map(self) -> list[Place]:
        """Cities that the map of Poland shows."""
        return [place for place in self.all if mark(place.city)]

    @property
    def abroad(self) -> list[Place]:
        """Cities of other countries."""
        return [place for place in self.all if place.city.is_foreign]

    @property
    def unplaced(self) -> list[Place]:
        """Polish cities and unions whose place on the map is not known."""
        return [p for p in self.all if not p.city.is_foreign and not mark(p.city)]

    @property
    def named(self) -> list[Place]:
        """The cities with most results, with titles."""
        return self.all[:WITH_TITLES]

    @property
    def others(self) -> list[Place]:
        """The rest, by name."""
        return sorted(self.all[WITH_TITLES:], key=lambda place: alphabetical(place.city.title))

    @property
    def size_classes(self):
        """What the legend has to explain: full marks for larger cities, empty for small ones."""
        return {place.city.size_class for place in self.on_map}

    def _name(self, snapshot: Snapshot, rows: dict[int, list[int]]) -> None:
        wanted = {place.city.pk: rows[place.city.pk] for place in self.named}
        pks = {row: int(snapshot.entries[row]) for each in wanted.values() for row in each}
        entries = LibraryEntry.objects.select_related("page").only("title", "page__url_path")
        found = entries.in_bulk(pks.values())
        for place in self.named:
            shown = (found.get(pks[row]) for row in wanted[place.city.pk])
            place.pages = [entry for entry in shown if entry]  # withdrawn while we looked
