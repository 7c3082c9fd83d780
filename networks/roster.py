"""A network's page: its members, what it left behind and which practices it shares."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from knowledge.alphabet import alphabetical
from knowledge.markers import mark
from knowledge.models import CitySize, PracticePage
from knowledge.querysets import visible_to


@dataclass(frozen=True)
class Member:
    """A city in a network, as the list and the map show it."""

    membership: Any
    city: Any

    @property
    def has_left(self) -> bool:
        return bool(self.membership.end)

    @property
    def leads(self) -> bool:
        return self.membership.role == self.membership.Role.LEADER and not self.has_left

    @property
    def order(self):
        """The leader first, those who left last, the others by name."""
        return self.has_left, not self.leads, alphabetical(self.city.title)


def network_roster(network, user):
    """The lists of a network's page; each holds only pages this user may read."""
    visible = visible_to(user)
    members = members_of(network, visible)
    present = [member for member in members if not member.has_left]
    off_map = [member for member in present if mark(member.city) is None]
    linked = [link.practice_id for link in network.practice_links.all()]
    practices = PracticePage.objects.filter(pk__in=linked).filter(pk__in=visible.values("pk"))
    return {
        "themes": network.themes,
        "members": members,
        "present_members": present,
        "leaders": [member for member in present if member.leads],
        "off_map": off_map,
        "has_map": len(off_map) < len(present),
        "has_dates": any(member.membership.start for member in members),
        "size_classes": size_classes(present),
        "partnership": visible.filter(pk__in=[network.partnership_id]).first(),
        "practices": practices.with_city().with_themes().defer_streamfields().order_by("title"),
        "outputs": visible.child_of(network).order_by("title").specific(),
    }


def members_of(network, visible) -> list[Member]:
    """The memberships whose city page the reader may see."""
    memberships = list(network.memberships.select_related("city"))
    cities = [membership.city_id for membership in memberships]
    known = set(visible.filter(pk__in=cities).values_list("pk", flat=True))
    members = [Member(each, each.city) for each in memberships if each.city_id in known]
    return sorted(members, key=lambda member: member.order)


def size_classes(members: list[Member]) -> list[CitySize]:
    """The classes that the map's legend has to explain."""
    drawn = {member.city.size_class for member in members if member.city.latitude is not None}
    return [size for size in CitySize if size.value in drawn]


def by_edition(networks):
    """Networks grouped by edition, newest first, with planned ones apart."""
    networks = networks.with_themes().select_related("edition").defer_streamfields()
    networks = networks.prefetch_related("memberships").order_by("-edition__number", "title")
    planned = [network for network in networks if network.state == network.State.PLANNED]
    running = [network for network in networks if network.state != network.State.PLANNED]
    editions = groupby(running, key=lambda network: network.edition)
    return {
        "editions": [(edition, list(members)) for edition, members in editions],
        "planned": planned,
    }
