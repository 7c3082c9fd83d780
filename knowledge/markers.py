"""Cities as marks on the map: the sign of their class, and a name where there is room for it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from .maps import HEIGHT, WIDTH, Point, is_on_map, project

LETTER = 8.2  # the width of an average letter of a label, in units of the drawing
LINE = 18  # the height of a label
DOT = 8  # half the side of the square that a mark takes
GAP = 4
SMALLEST, LARGEST = 9, 22  # radius of a mark that holds a number


@dataclass(frozen=True)
class Label:
    """Where a name is written, and from which end."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Marker:
    """A city on the map: its place, sign and, where it fits, its name."""

    name: str
    kind: str
    at: Point
    leads: bool = False
    label: Label | None = None
    number: int = 0
    cities: tuple[str, ...] = ()  # of a mark that stands for several

    @property
    def title(self) -> str:
        """Every city that the mark stands for."""
        return ", ".join(self.cities) or self.name

    @property
    def radius(self) -> float:
        """How far the mark reaches; one with a number grows with it."""
        if self.number:
            return round(min(SMALLEST + 2.5 * math.sqrt(self.number), LARGEST), 1)
        return (2 if self.leads else 1) * DOT

    @property
    def ring(self) -> float:
        """A line inside the edge, by which a mark of several cities is known."""
        return self.radius - 2.5


@dataclass(frozen=True)
class Box:
    """A rectangle of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def fits(self) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


def mark(city, *, leads: bool = False, number: int = 0) -> Marker | None:
    """The city's mark; none for a city abroad or without coordinates."""
    if city.is_foreign or city.latitude is None or city.longitude is None:
        return None
    place = project(city.latitude, city.longitude)
    if not is_on_map(place):
        return None
    return Marker(city.title, city.size_class, place, leads, number=number)


def gathered(markers: Iterable[Marker]) -> list[Marker]:
    """Numbered marks, those that would cover each other as one where the fullest of them lies."""
    found = sorted(markers, key=lambda marker: (-marker.number, marker.at))
    before = None
    while before != len(found):  # a mark that took in others is larger and may meet new ones
        before, apart = len(found), []
        for marker in found:
            met = next((place for place, other in enumerate(apart) if meet(marker, other)), None)
            if met is None:
                apart.append(marker)
            else:
                apart[met] = together(apart[met], marker)
        found = apart
    return found


def meet(one: Marker, other: Marker) -> bool:
    """Whether two marks leave no line of land between them."""
    return math.dist(one.at, other.at) < one.radius + other.radius + 1


def together(one: Marker, other: Marker) -> Marker:
    """Both as one mark in the place of the first, named after its city."""
    cities = (*(one.cities or (one.name,)), *(other.cities or (other.name,)))
    name = _("%(city)s i in.") % {"city": cities[0]}
    return replace(one, name=name, cities=cities, number=one.number + other.number)


def with_labels(markers: Iterable[Marker]) -> list[Marker]:
    """Write the names beside the marks; a name that would cover something is left to the list."""
    markers = sorted(markers, key=lambda marker: (not marker.leads, -marker.number, marker.at))
    taken = [square(marker) for marker in markers]
    named = []
    for marker in markers:
        label, box = free_place(marker, taken)
        if box:
            taken.append(box)
        named.append(replace(marker, label=label))
    return named


def free_place(marker: Marker, taken: list[Box]) -> tuple[Label | None, Box | None]:
    """The first place beside the mark where the name covers nothing."""
    for label, box in places(marker):
        if box.fits() and not any(box.meets(other) for other in taken):
            return label, box
    return None, None


def places(marker: Marker) -> Iterable[tuple[Label, Box]]:
    """Where a name may stand: right of the mark, left of it, a little up or down, above, below."""
    (x, y), width = marker.at, LETTER * len(marker.name)
    reach = marker.radius + GAP
    for shift in (0, -LINE / 2, LINE / 2):
        for start, anchor in ((x + reach, "start"), (x - reach - width, "end")):
            text_at = start if anchor == "start" else start + width
            top = y + shift - LINE / 2
            yield Label(text_at, y + shift + 5, anchor), Box(start, top, start + width, top + LINE)
    for top in (y - reach - LINE, y + reach):
        box = Box(x - width / 2, top, x + width / 2, top + LINE)
        yield Label(x, top + LINE - 4, "middle"), box


def square(marker: Marker) -> Box:
    (x, y), half = marker.at, marker.radius if marker.number else DOT
    return Box(x - half, y - half, x + half, y + half)
