"""Numbers by voivodeship as shades of a map: classes chosen at natural gaps, at most five."""

from dataclasses import dataclass
from itertools import pairwise

from .maps import OUTLINES, Outline

STEPS = {1: [3], 2: [2, 5], 3: [1, 3, 5], 4: [1, 2, 3, 5], 5: [1, 2, 3, 4, 5]}
GOOD_ENOUGH = 0.96  # of the variance explained: fewer classes than that would hide differences
DARK_FROM = 4  # the step from which a label flips to the light colour


@dataclass(frozen=True)
class Shade:
    """One class of the legend: its limits and its step of the colour scale."""

    low: int
    high: int
    step: int

    @property
    def limits(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True)
class Region:
    """A voivodeship with its number and shade; step 0 stands for nobody."""

    outline: Outline
    value: int
    step: int

    @property
    def has_light_label(self) -> bool:
        return self.step >= DARK_FROM


@dataclass(frozen=True)
class Choropleth:
    """What the map draws and what its legend says."""

    regions: tuple[Region, ...]
    shades: tuple[Shade, ...]

    @property
    def has_empty_region(self) -> bool:
        return any(region.step == 0 for region in self.regions)


def choropleth(values: dict[str, int]) -> Choropleth:
    """Shade every voivodeship by its value; a voivodeship without one counts as zero."""
    shades = legend([value for value in values.values() if value])
    regions = []
    for slug, outline in OUTLINES.items():
        value = values.get(slug, 0)
        step = next((shade.step for shade in shades if shade.low <= value <= shade.high), 0)
        regions.append(Region(outline, value, step))
    return Choropleth(tuple(regions), tuple(shades))


def legend(values: list[int]) -> list[Shade]:
    """The classes of these values, from the lowest."""
    classes = natural_classes(sorted(values))
    return [
        Shade(group[0], group[-1], step)
        for group, step in zip(classes, STEPS.get(len(classes), []), strict=True)
    ]


def natural_classes(values: list[int]) -> list[list[int]]:
    """The fewest groups of sorted values that leave little variance inside (Fisher and Jenks)."""
    if not values:
        return []
    whole = spread(values)
    for number in range(1, max(STEPS) + 1):
        groups = best_split(values, number)
        if sum(map(spread, groups)) <= (1 - GOOD_ENOUGH) * whole:
            break
    return groups


def best_split(values: list[int], number: int) -> list[list[int]]:
    """Cut sorted values into so many groups with the least spread; equal values stay together."""
    ends = [at for at, (left, right) in enumerate(pairwise(values), start=1) if left != right]
    ends.append(len(values))
    best = {0: (0.0, [])}  # where a group may end: the least spread up to there, and the groups
    for _ in range(min(number, len(ends))):
        best = {
            end: min(
                (cost + spread(values[start:end]), [*groups, values[start:end]])
                for start, (cost, groups) in best.items()
                if start < end
            )
            for end in ends
            if end > min(best)
        }
    return best[len(values)][1]


def spread(values: list[int]) -> float:
    """The sum of squared distances from the mean."""
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)
