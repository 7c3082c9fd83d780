"""Cities that networks count on are not deleted by the way."""

from dataclasses import dataclass
from typing import Any

from .models import MeetingHost, Membership, MidPage


@dataclass(frozen=True)
class Work:
    """A page of a network that names a city."""

    city: Any
    page: Any


def memberships_below(*pages):
    """Memberships, present and ended, of the cities that would go with these pages."""
    memberships = Membership.objects.filter(city__in=cities_below(pages))
    return memberships.select_related("city", "network").order_by("city__title", "network__title")


def works_below(*pages):
    """Meetings that such cities hosted and their MIDs."""
    cities = cities_below(pages)
    hosts = MeetingHost.objects.filter(city__in=cities).select_related("city", "meeting")
    mids = MidPage.objects.filter(city__in=cities).select_related("city")
    works = [(host.city, host.meeting) for host in hosts] + [(mid.city, mid) for mid in mids]
    return [
        Work(city, page)
        for city, page in sorted(works, key=lambda work: (work[0].title, work[1].title))
    ]


def cities_below(pages):
    """Keys of the cities that would go with these pages."""
    return [
        pk
        for page in pages
        for pk in page.get_descendants(inclusive=True)
        .filter(citypage__isnull=False)
        .values_list("pk", flat=True)
    ]
