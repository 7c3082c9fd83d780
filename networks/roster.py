"""A network's page: its members, what it left behind and which practices it shares."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from knowledge.alphabet import alphabetical
from knowledge.markers import mark
from knowledge.models import CitySize, PracticePage
from knowledge.querysets import visible_to

from .matrix import outputs_matrix, outputs_of
from .meetings import meeting_pages, timeline
from .mid_beginning import beginnings


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
    memberships = list(network.memberships.select_related("city"))
    meetings = list(meeting_pages(network, visible))
    outputs = outputs_of(network)
    named = [network.partnership_id, *(output.pk for output in outputs)]
    named += [each.city_id for each in memberships]
    named += [host.city_id for meeting in meetings for host in meeting.hosts.all()]
    known = {page.pk: page for page in visible.filter(pk__in=filter(None, named))}
    members = members_of(memberships, known)
    present = [member for member in members if not member.has_left]
    off_map = [member for member in present if mark(member.city) is None]
    linked = network.practice_links.values_list("practice_id", flat=True)
    practices = PracticePage.objects.filter(pk__in=linked).filter(pk__in=visible.values("pk"))
    return {
        "themes": network.themes,
        "members": members,
        "present_members": present,
        "former_members": [member for member in members if member.has_left],
        "leaders": [member for member in present if member.leads],
        "off_map": off_map,
        "has_map": len(off_map) < len(present),
        "has_dates": any(member.membership.start for member in members),
        "size_classes": size_classes(present),
        "partnership": known.get(network.partnership_id),
        "call_counts": call_counts(network, visible),
        "practices": practices.with_city().with_themes().defer_streamfields().order_by("title"),
        "outputs": [output for output in outputs if output.pk in known],
        "matrix": outputs_matrix(network, members, outputs, known, beginnings(network, user)),
        "timeline": timeline(meetings, known),
    }


def call_counts(network, visible):
    """How many applications calls drew to this network, where the call may be read."""
    if network.pk is None:
        return []
    return network.call_counts.filter(call__in=visible.values("pk")).select_related("call")


def members_of(memberships, known) -> list[Member]:
    """The memberships whose city page the reader may see."""
    members = [Member(each, each.city) for each in memberships if each.city_id in known]
    return sorted(members, key=lambda member: member.order)


def size_classes(members: list[Member]) -> list[CitySize]:
    """The classes that the map's legend has to explain."""
    drawn = {member.city.size_class for member in members if member.city.latitude is not None}
    return [size for size in CitySize if size.value in drawn]


def for_rows(networks):
    """Networks with all that a row of a list shows, in as many queries for one as for many."""
    return networks.with_themes().prefetch_related("memberships").defer_streamfields()


def by_edition(networks):
    """Networks grouped by edition, newest first, with planned ones apart."""
    networks = for_rows(networks).select_related("edition").order_by("-edition__number", "title")
    planned = [network for network in networks if network.state == network.State.PLANNED]
    running = [network for network in networks if network.state != network.State.PLANNED]
    editions = groupby(running, key=lambda network: network.edition)
    return {
        "editions": [(edition, list(members)) for edition, members in editions],
        "planned": planned,
    }
