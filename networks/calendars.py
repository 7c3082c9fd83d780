"""Meetings in the language of calendars (iCalendar, RFC 5545)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

REFRESH = timedelta(hours=12)
POLAND = ZoneInfo(settings.TIME_ZONE)


def calendar_of(name, meetings) -> Calendar:
    """A calendar of these meetings, with the rules of Polish time in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Partnerska Inicjatywa Miast//PL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(event(meeting))
    calendar.add_missing_timezones()
    return calendar


def event(meeting) -> Event:
    """One meeting; without hours it takes whole days, and the last is told as the day after."""
    page = meeting.page
    entry = Event()
    entry.add("uid", f"{page.translation_key}@pim")
    entry.add("dtstamp", page.last_published_at or timezone.now())
    entry.add("summary", page.title)
    if page.begins:
        entry.add("dtstart", at(page.day, page.begins))
        if page.ends:
            entry.add("dtend", at(meeting.last_day, page.ends))
    else:
        entry.add("dtstart", page.day)
        entry.add("dtend", meeting.last_day + timedelta(days=1))
    place = [page.place, *([_("zdalnie")] if page.online else [])]
    if any(place):
        entry.add("location", ", ".join(filter(None, place)))
    if page.lead:
        entry.add("description", page.lead)
    entry.add("url", page.full_url)
    entry.add("status", "CANCELLED" if page.cancelled else "CONFIRMED")
    return entry


def at(day, time) -> datetime:
    return datetime.combine(day, time, POLAND)


def calendar_response(calendar, name):
    """The calendar as a file that a phone opens and a subscription reads."""
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
