"""A call in numbers: typed by the secretariat, or counted once all its results are published."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

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


def figures_of(call, now, *, is_decided) -> Figures | None:
    """What everybody may know; of applications nothing until all their results are published.

    What was typed wins as a whole: its sources stand on the page, and mixed sums would lie.
    """
    if is_given(call):
        return given(call)
    return counted(call) if is_decided and is_over(call, now) else None


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


def counted(call) -> Figures:
    """The figures of applications that were submitted and not withdrawn."""
    applications = call.applications.submitted().order_by()
    won = call.applications.won().order_by()
    drew, chose = by_network(applications), by_network(won)
    choices = call.network_choices.values_list("network", "network__title")
    return Figures(
        networks=[
            NetworkFigure(title, pk, drew.get(pk, 0), chose.get(pk, 0)) for pk, title in choices
        ],
        voivodeships=entities_by(applications, "city__voivodeship"),
        sizes=entities_by(applications, "city__size_class"),
        applications=applications.count(),
        entities=applications.values("city").distinct().count(),
        selected=won.values("city").distinct().count(),
        **call.compositions.aggregate(published_at=Max("published_at")),
        is_counted=True,
    )


def by_network(applications) -> dict[int, int]:
    """How many there are for each network that has any."""
    return dict(applications.values_list("network").annotate(Count("pk")))


def entities_by(applications, field) -> dict[str, int]:
    """Cities by a fact of theirs, each once; those of which it is not known are left out."""
    known = applications.exclude(**{field: ""})
    return dict(known.values_list(field).annotate(Count("city", distinct=True)))
