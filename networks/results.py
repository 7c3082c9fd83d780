"""The published figures of a call: bars, shares and whether the sums agree."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.alphabet import alphabetical
from knowledge.querysets import visible_to


@dataclass(frozen=True)
class Bar:
    """A number with its part of the whole, and of the longest bar."""

    label: str
    value: int
    share: float
    length: float
    network: Any = None
    theme: Any = None


@dataclass(frozen=True)
class Sum:
    """Numbers added up, beside the total that was declared."""

    counted: int
    declared: int | None

    @property
    def agrees(self) -> bool:
        return self.counted == self.declared


def call_results(call, user):
    """The figures of a call as its page shows them."""
    by_network = list(call.network_counts.select_related("network"))
    by_voivodeship = list(call.voivodeship_counts.all())
    visible = visible_to(user)
    known = visible.filter(pk__in=[count.network_id for count in by_network if count.network_id])
    networks = {page.pk: page for page in known.prefetch_related("theme_links__theme")}
    return {
        "state": call_state(call, timezone.now()),
        "network_bars": network_bars(by_network, networks),
        "voivodeship_bars": voivodeship_bars(by_voivodeship),
        "voivodeship_values": {count.voivodeship: count.entities for count in by_voivodeship},
        "applications": Sum(
            sum(count.applications for count in by_network), call.applications_total
        ),
        "entities": Sum(sum(count.entities for count in by_voivodeship), call.entities_total),
    }


def call_state(call, now) -> str:
    """Where the call stands now, as far as its dates tell."""
    if call.opens and now < call.opens_at:
        return _("zapowiedziany")
    if call.closes and now >= call.closes_at:
        return _("zakończony")
    return _("otwarty") if call.opens else _("termin nieznany")


def network_bars(counts, networks) -> list[Bar]:
    """Applications by network, most first; a network's page is linked when it may be read."""
    bars = []
    for count, share, length in measured(counts, "applications"):
        network = networks.get(count.network_id)
        links = network.theme_links.all() if network else []
        theme = next((link.theme for link in links), None)
        bars.append(Bar(count.name, count.applications, share, length, network, theme))
    return sorted(bars, key=lambda bar: (-bar.value, alphabetical(bar.label)))


def voivodeship_bars(counts) -> list[Bar]:
    """Entities by voivodeship, most first."""
    bars = [
        Bar(count.get_voivodeship_display(), count.entities, share, length)
        for count, share, length in measured(counts, "entities")
    ]
    return sorted(bars, key=lambda bar: (-bar.value, alphabetical(bar.label)))


def measured(counts, name):
    """Each count with its percentage of the sum and of the largest, one decimal each."""
    values = [getattr(count, name) for count in counts]
    total, largest = sum(values) or 1, max(values, default=0) or 1
    return [
        (count, round(100 * value / total, 1), round(100 * value / largest, 1))
        for count, value in zip(counts, values, strict=True)
    ]
