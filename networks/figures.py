"""A call in numbers: typed by the secretariat, or counted once all its results are published."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from .progress import is_over


@dataclass(frozen=True)
class NetworkFigure:
    """What one network drew, and how many of that were chosen; None where nobody knows."""

    name: str
    network_id: int | None
    applications: int
    selected: int | None = None


@dataclass(frozen=True)
class Figures:
    """Numbers of a call by network, place and size, beside totals that were not added up."""

    networks: list[NetworkFigure]
    voivodeships: dict[str, int]
    sizes: dict[str, int]
    applications: int | None
    entities: int | None
    selected: int | None = None  # entities, each once
    published_at: datetime | None = None
    is_counted: bool = False


def figures_of(call, answers, now, *, is_decided) -> Figures | None:
    """What everybody may know; of applications nothing until all their results are published.

    What was typed wins as a whole: its sources stand on the page, and mixed sums would lie.
    """
    if is_given(call):
        return given(call)
    return counted(answers) if is_decided and is_over(call, now) else None


def is_given(call) -> bool:
    """Whether the secretariat typed any figure."""
    totals = (call.applications_total, call.entities_total, call.selected_total)
    rows = (call.network_counts, call.voivodeship_counts, call.size_counts)
    return any(total is not None for total in totals) or any(list(each.all()) for each in rows)


def given(call) -> Figures:
    """The figures as they were typed; nothing is added to them."""
    return Figures(
        networks=[
            NetworkFigure(count.name, count.network_id, count.applications, count.selected)
            for count in call.network_counts.all()
        ],
        voivodeships={row.voivodeship: row.entities for row in call.voivodeship_counts.all()},
        sizes={row.size_class: row.entities for row in call.size_counts.all()},
        applications=call.applications_total,
        entities=call.entities_total,
        selected=call.selected_total,
    )


def counted(answers) -> Figures:
    """The figures of applications that were submitted and not withdrawn."""
    applications = answers.applications
    won = [each for each in applications if each.is_won]
    drew = Counter(each.network_id for each in applications)
    chose = Counter(each.network_id for each in won)
    cities = {each.city_id: each for each in applications}.values()
    return Figures(
        networks=[
            NetworkFigure(page.title, page.pk, drew[page.pk], chose[page.pk])
            for page in answers.networks
        ],
        voivodeships=known(city.city__voivodeship for city in cities),
        sizes=known(city.city__size_class for city in cities),
        applications=len(applications),
        entities=len(cities),
        selected=len({each.city_id for each in won}),
        published_at=max(each.published_at for each in answers.results),
        is_counted=True,
    )


def known(values) -> dict[str, int]:
    """How often each value is there; those that nobody knows are left out."""
    return Counter(value for value in values if value)
