"""The published figures of a call: bars, shares and whether the sums agree."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.alphabet import alphabetical
from knowledge.models import CitySize, Voivodeship

from .course import course_of
from .figures import Figures, figures_of, is_given
from .progress import awaited, call_state, is_over, progress_of

BY_NAME, BY_NUMBER = "nazwa", "podmioty"


@dataclass(frozen=True)
class Bar:
    """A number with its part of the whole, and of the longest bar."""

    label: str
    value: int
    share: float
    length: float
    selected: int | None = None
    network: Any = None
    theme: Any = None


@dataclass(frozen=True)
class Sum:
    """Numbers added up, beside the total that was declared or counted apart."""

    label: str
    counted: int | None
    declared: int | None

    @property
    def is_known(self) -> bool:
        """Whether there are two numbers to compare."""
        return self.counted is not None and self.declared is not None

    @property
    def agrees(self) -> bool:
        return self.counted == self.declared

    @property
    def difference(self) -> str:
        """The two numbers, side by side."""
        text = _(
            "Sumy się nie zgadzają (%(label)s). Po zsumowaniu: %(counted)s. Razem: %(declared)s."
        )
        return text % {"label": self.label, "counted": self.counted, "declared": self.declared}


def call_summary(call, answers):
    """What the page of a call tells of its results."""
    now = timezone.now()
    is_assessed, is_decided = progress_of(call)
    figures = figures_of(call, answers, now, is_decided=is_decided)
    bars = network_bars(figures, networks_of(figures, answers)) if figures else []
    return {
        "state": call_state(call, now, is_assessed=is_assessed, has_figures=figures is not None),
        "figures": figures,
        "network_bars": bars,
        "most_asked": most(bars),
        "awaited": awaited(call, now),
    }


def call_results(call, answers, order=""):
    """The figures of a call with all tables; `order` is that of the voivodeships."""
    summary = call_summary(call, answers)
    figures = summary["figures"]
    summary["course"] = course_of(call, answers, timezone.now())
    if figures is None:
        return summary
    applications, entities, sizes = sums_of(figures)
    return {
        **summary,
        "order": order if order == BY_NAME else BY_NUMBER,
        "selected_by_network": selected_by_network(figures),
        "voivodeship_bars": voivodeship_bars(figures, order),
        "everywhere": all(figures.voivodeships.get(place) for place in Voivodeship),
        "size_bars": size_bars(figures),
        "applications": applications,
        "entities": entities,
        "sizes": sizes,
    }


def listed(calls):
    """Calls with where each stands and, once that may be known, how many applications it drew."""
    now = timezone.now()
    calls = calls.with_progress().prefetch_related(
        "network_counts", "voivodeship_counts", "size_counts"
    )
    return [(call, *progress_in_list(call, now)) for call in calls]


def progress_in_list(call, now):
    """Where the call stands, and the number of applications or nothing."""
    is_typed = is_given(call)
    has_figures = is_typed or (call.is_decided and is_over(call, now))
    state = call_state(call, now, is_assessed=call.is_assessed, has_figures=has_figures)
    number = call.applications_total if is_typed else call.drew
    return state, number if has_figures else None


def sums_of(figures: Figures) -> list[Sum]:
    """The sums that must agree with the totals: applications, entities by place and by size."""
    drew = [each.applications for each in figures.networks]
    parts = [
        (_("wnioski według sieci"), drew, figures.applications),
        (_("podmioty według województw"), figures.voivodeships.values(), figures.entities),
        (_("podmioty według wielkości"), figures.sizes.values(), figures.entities),
    ]
    return [
        Sum(label, sum(values) if values or figures.is_counted else None, declared)
        for label, values, declared in parts
    ]


def selected_by_network(figures) -> int | None:
    """How many were chosen to all networks together; nothing unless each network tells."""
    selected = [each.selected for each in figures.networks]
    return sum(selected) if selected and None not in selected else None


def most(bars) -> Bar | None:
    """The one that stands out; nothing where the first two are equal or there is only one."""
    return bars[0] if len(bars) > 1 and bars[0].value > bars[1].value else None


def networks_of(figures, answers):
    """The pages of the networks in these figures that may be read, by their keys."""
    if figures.is_counted:
        return answers.readable_networks()
    named = [each.network_id for each in figures.networks if each.network_id]
    pages = apps.get_model("networks", "NetworkPage").objects.filter(pk__in=named)
    return pages.visible_to(answers.user).with_themes().in_bulk()


def network_bars(figures, networks) -> list[Bar]:
    """Applications by network, most first, with the pages that may be linked."""
    counts = figures.networks
    bars = []
    for count, parts in zip(counts, measured([each.applications for each in counts]), strict=True):
        network = networks.get(count.network_id)
        links = network.theme_links.all() if network else []
        theme = next((link.theme for link in links), None)
        bars.append(Bar(count.name, count.applications, *parts, count.selected, network, theme))
    return sorted(bars, key=largest_first)


def voivodeship_bars(figures, order="") -> list[Bar]:
    """Entities by voivodeship, most first or by name."""
    bars = bars_of(figures.voivodeships, Voivodeship)
    return bars if order == BY_NAME else sorted(bars, key=largest_first)


def size_bars(figures) -> list[Bar]:
    """Entities by class of city, from the largest class."""
    return bars_of(figures.sizes, CitySize)


def bars_of(values, choices) -> list[Bar]:
    """Values by the choices of a vocabulary, in its order."""
    known = [choice for choice in choices if choice in values]
    parts = measured([values[choice] for choice in known])
    return [
        Bar(str(choice.label), values[choice], *part)
        for choice, part in zip(known, parts, strict=True)
    ]


def largest_first(bar):
    return -bar.value, alphabetical(bar.label)


def measured(values):
    """Of each number the percentage of the sum and of the largest, one decimal each."""
    total, largest = sum(values) or 1, max(values, default=0) or 1
    return [(round(100 * value / total, 1), round(100 * value / largest, 1)) for value in values]


def table_of(figures: Figures) -> list[list]:
    """All figures as rows of one file; what is not known stays empty, and odd sums are told."""
    network, place, size = _("sieć"), _("województwo"), _("wielkość")
    odd = [each for each in sums_of(figures) if each.is_known and not each.agrees]
    return [
        [_("podział"), _("nazwa"), _("wnioski"), _("podmioty"), _("wybrane podmioty")],
        [_("razem"), "", figures.applications, figures.entities, figures.selected],
        *([network, row.name, row.applications, None, row.selected] for row in figures.networks),
        *([place, bar.label, None, bar.value, None] for bar in voivodeship_bars(figures, BY_NAME)),
        *([size, bar.label, None, bar.value, None] for bar in size_bars(figures)),
        *([_("uwaga"), each.difference, None, None, None] for each in odd),
    ]
