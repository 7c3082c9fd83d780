"""The lights of the home page as two strokes of a pen: dots, and the least line joining them."""

from functools import lru_cache
from math import dist
from typing import NamedTuple

from .maps import Point


class Constellation(NamedTuple):
    """Data of two SVG paths; a dot is a line of no length with a round end."""

    dots: str
    lines: str


@lru_cache(maxsize=8)
def constellation(points: tuple[Point, ...]) -> Constellation:
    """Dots at these points, and lines between them that mean nothing but belonging together."""
    return Constellation(
        dots="".join(f"M{point.x} {point.y}h0" for point in points),
        lines="".join(f"M{a.x} {a.y}L{b.x} {b.y}" for a, b in shortest_net(points)),
    )


def shortest_net(points) -> list[tuple[Point, Point]]:
    """Pairs of points that join all of them with the least line (Prim's algorithm)."""
    nearest = dict.fromkeys(points[1:], points[0])
    pairs = []
    while nearest:
        point = min(nearest, key=lambda each: dist(each, nearest[each]))
        pairs.append((nearest.pop(point), point))
        for other in nearest:
            if dist(other, point) < dist(other, nearest[other]):
                nearest[other] = point
    return pairs
