"""Poland as a drawing: outlines of the voivodeships and where a place falls among them."""

import json
import math
import random
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii
from django.utils.text import slugify

from .models.geography import Voivodeship

GEOMETRY = json.loads((Path(__file__).parent / "geo" / "wojewodztwa.json").read_text())
VIEW_BOX = GEOMETRY["viewBox"]
WIDTH, HEIGHT = (int(side) for side in VIEW_BOX.split()[2:])
CENTRAL_MERIDIAN = 19
MARGIN = 4  # the drawing's distance from the edge of its box
TRIES = 24  # candidates for each light: the one farthest from the others wins
# Names too long for their voivodeship; the table beside each map writes them out.
SHORT_NAMES = {
    Voivodeship.KUJAWSKO_POMORSKIE: "kujawsko-pom.",
    Voivodeship.WARMINSKO_MAZURSKIE: "warmińsko-maz.",
    Voivodeship.ZACHODNIOPOMORSKIE: "zachodniopom.",
}
# Centres of gravity that fall beside the widest part of their voivodeship.
LABEL_SHIFTS = {
    Voivodeship.LODZKIE: (0, 6),
    Voivodeship.MAZOWIECKIE: (12, 0),
    Voivodeship.OPOLSKIE: (0, 8),
    Voivodeship.POMORSKIE: (-6, 12),
    Voivodeship.ZACHODNIOPOMORSKIE: (-6, 10),
}


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float


@dataclass(frozen=True)
class Outline:
    """A voivodeship as drawn: its path, its corners and where its label stands."""

    voivodeship: Voivodeship
    path: str
    corners: tuple[Point, ...]
    label_at: Point

    @property
    def name(self) -> str:
        return self.voivodeship.label

    @property
    def short_name(self) -> str:
        """The name as it fits on the map."""
        return SHORT_NAMES.get(self.voivodeship, self.name)

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside: a ray to the left crosses the border an odd number."""
        inside = False
        for (x1, y1), (x2, y2) in self.edges():
            if (y1 > point.y) != (y2 > point.y):
                inside ^= point.x < (x2 - x1) * (point.y - y1) / (y2 - y1) + x1
        return inside

    def edges(self):
        """The sides of the outline, the last one closing it."""
        return zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)

    def distance_to_border(self, point: Point) -> float:
        """How far the point lies from the nearest side."""
        return min(distance_to_segment(point, *edge) for edge in self.edges())


def project(latitude: float, longitude: float) -> Point:
    """Where a place lies in the drawing: transverse Mercator on the central meridian."""
    phi, lam = math.radians(latitude), math.radians(longitude - CENTRAL_MERIDIAN)
    scale, (left, top, *_) = GEOMETRY["k"], GEOMETRY["b"]
    return Point(
        round((math.atanh(math.cos(phi) * math.sin(lam)) - left) * scale + MARGIN, 1),
        round((-math.atan2(math.tan(phi), math.cos(lam)) - top) * scale + MARGIN, 1),
    )


def is_on_map(point: Point) -> bool:
    """Whether the point falls inside the drawing: places abroad do not."""
    return 0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT


@lru_cache(maxsize=512)
def scatter(voivodeship: str, number: int) -> tuple[Point, ...]:
    """Conventional places for so many lights inside a voivodeship, the same on every call.

    Each light is the best of several candidates: far from the others and from the border.
    """
    outline, dice = OUTLINES[voivodeship], random.Random(voivodeship)
    lights: list[Point] = []
    for _ in range(number):
        candidates = [random_point(outline, dice) for _ in range(TRIES)]
        lights.append(max(candidates, key=lambda point: room_around(point, outline, lights)))
    return tuple(lights)


def random_point(outline: Outline, dice: random.Random) -> Point:
    xs, ys = zip(*outline.corners, strict=True)
    while True:
        point = Point(
            round(dice.uniform(min(xs), max(xs)), 1), round(dice.uniform(min(ys), max(ys)), 1)
        )
        if outline.contains(point):
            return point


def room_around(point: Point, outline: Outline, others: list[Point]) -> float:
    """The free distance around a point; the border counts double, as neighbours lie behind it."""
    return min(
        [2 * outline.distance_to_border(point), *(math.dist(point, other) for other in others)]
    )


def distance_to_segment(point: Point, start: Point, end: Point) -> float:
    dx, dy = end.x - start.x, end.y - start.y
    along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / (dx * dx + dy * dy or 1)
    along = min(max(along, 0), 1)
    return math.dist(point, (start.x + along * dx, start.y + along * dy))


def corners(path: str) -> tuple[Point, ...]:
    """The corners of a path that starts with an absolute point and goes on by relative steps."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    points = [Point(*numbers[:2])]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        points.append(Point(points[-1].x + dx, points[-1].y + dy))
    return tuple(points)


def read_outlines() -> dict[str, Outline]:
    """The outlines by voivodeship, in the order of the vocabulary."""
    drawn = {slugify(anyascii(shape["nazwa"])): shape for shape in GEOMETRY["wojewodztwa"]}
    outlines = {}
    for voivodeship in Voivodeship:
        shape, (dx, dy) = drawn[voivodeship.value], LABEL_SHIFTS.get(voivodeship, (0, 0))
        outlines[voivodeship.value] = Outline(
            voivodeship,
            shape["d"],
            corners(shape["d"]),
            Point(shape["cx"] + dx, shape["cy"] + dy),
        )
    return outlines


OUTLINES = read_outlines()
