"""Lines between lights: the shortest net that joins them all, drawn for the eye only."""

from functools import lru_cache
from math import dist


@lru_cache(maxsize=8)
def constellation(points: tuple) -> list[tuple]:
    """Pairs of points that join all of them with the least line (Prim's algorithm)."""
    if not points:
        return []
    start, *others = points
    nearest = dict.fromkeys(others, start)
    lines = []
    while nearest:
        point = min(nearest, key=lambda each: dist(each, nearest[each]))
        joined = nearest.pop(point)
        lines.append((joined, point))
        for other in nearest:
            if dist(other, point) < dist(other, nearest[other]):
                nearest[other] = point
    return lines
