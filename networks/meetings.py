"""When a network meets: the days in words, what is ahead and what is over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format, time_format

from knowledge.querysets import visible_to
from knowledge.wording import NBSP


@dataclass(frozen=True)
class Meeting:
    """A meeting as the timeline, its page and the calendar show it."""

    page: Any
    hosts: tuple = ()

    @property
    def last_day(self) -> date:
        return self.page.last_day or self.page.day

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()

    @property
    def days(self) -> str:
        """„20–21 listopada 2017”, and the month or year twice only where they differ."""
        first, last = self.page.day, self.last_day
        if first == last:
            return _day(first, "j E Y")
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{_day(last, 'j E Y')}"
        pattern = "j E" if first.year == last.year else "j E Y"
        return f"{_day(first, pattern)} – {_day(last, 'j E Y')}"

    @property
    def hours(self) -> str:
        times = [time for time in (self.page.begins, self.page.ends) if time]
        return "–".join(time_format(time, "G:i") for time in times)

    @property
    def when(self) -> str:
        return ", ".join(filter(None, [self.days, self.hours]))


def _day(day, pattern) -> str:
    return date_format(day, pattern).replace(" ", NBSP)


def meeting_pages(network, visible):
    """The meetings this reader may see, by day."""
    pages, hosts = (
        apps.get_model("networks", name).objects for name in ("MeetingPage", "MeetingHost")
    )
    pages = pages.child_of(network).filter(pk__in=visible.values("pk"))
    return (
        pages.order_by("day", "begins", "title")
        .defer_streamfields()
        .prefetch_related(
            Prefetch("hosts", hosts.select_related("city")),
        )
    )


def _hosts(page, known) -> tuple:
    return tuple(host.city for host in page.hosts.all() if host.city_id in known)


def timeline(pages, known):
    """What is ahead, soonest first; what is over, newest first; of hosts only known cities."""
    meetings = [Meeting(page, _hosts(page, known)) for page in pages]
    return {
        "coming": [meeting for meeting in meetings if not meeting.is_over],
        "past": [meeting for meeting in reversed(meetings) if meeting.is_over],
    }


def meeting_links(page, user):
    """What a meeting's page shows beside its own fields."""
    visible = visible_to(user)
    hosts = [host.city_id for host in page.hosts.all()]
    known = set(visible.filter(pk__in=hosts).values_list("pk", flat=True))
    return {
        "meeting": Meeting(page, _hosts(page, known)),
        "network": visible.parent_of(page).first(),
        "documents": [each for each in page.documents.all() if each.document],
    }
