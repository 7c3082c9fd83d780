"""Calendar files: what a calendar reads in them."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from .factories import make_meeting, make_network

pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


@pytest.mark.parametrize(
    ("day", "hour_in_greenwich"),
    [("2026-01-20", 9), ("2026-07-20", 8)],
)
def test_hours_are_of_poland_in_winter_and_in_summer(client, day, hour_in_greenwich):
    page = make_meeting(day=day, begins="10:00", ends="15:30")
    calendar = read(client, f"{page.url}kalendarz/")
    [event] = calendar.events
    start = event.start.astimezone(UTC)
    assert start == datetime.combine(date.fromisoformat(day), start.time(), UTC)
    assert (start.hour, start.minute) == (hour_in_greenwich, 0)
    assert event["DTSTART"].params["TZID"] == "Europe/Warsaw"
    assert [zone["TZID"] for zone in calendar.timezones] == ["Europe/Warsaw"]
    assert (event.end - event.start).total_seconds() == 5.5 * 3600


def test_meeting_without_hours_takes_whole_days(client):
    page = make_meeting(day="2026-01-20", last_day="2026-01-21")
    [event] = read(client, f"{page.url}kalendarz/").events
    assert (event.start, event.end) == (date(2026, 1, 20), date(2026, 1, 22))


def test_long_and_odd_words_come_through(client):
    lead = "Zażółć gęślą jaźń; przecinek, średnik\n i nowy wiersz. " * 6
    page = make_meeting("Spotkanie: „łąki”", lead=lead, place="Gdynia, sala 2", online=True)
    response = client.get(f"{page.url}kalendarz/")
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75
    [event] = Calendar.from_ical(response.content).events
    assert event["SUMMARY"] == "Spotkanie: „łąki”"
    assert event["DESCRIPTION"] == lead
    assert event["LOCATION"] == "Gdynia, sala 2, zdalnie"
    assert event["URL"] == page.full_url


def test_network_offers_all_its_meetings_each_under_a_name_that_stays(client):
    network = make_network("Rewitalizacja")
    first, second = (make_meeting(title, network=network) for title in ("Pierwsze", "Drugie"))
    make_meeting("Obce", network=make_network("Mobilność"))
    calendar = read(client, f"{network.url}kalendarz/")
    assert calendar["X-WR-CALNAME"] == "Sieć Rewitalizacja: spotkania"
    names = {event["SUMMARY"]: event["UID"] for event in calendar.events}
    assert set(names) == {"Pierwsze", "Drugie"}
    first.cancelled = True
    first.title = "Pierwsze, odwołane"
    first.save_revision().publish()
    changed = {event["UID"]: event for event in read(client, f"{network.url}kalendarz/").events}
    assert changed[names["Pierwsze"]]["STATUS"] == "CANCELLED"
    assert changed[names["Drugie"]]["SUMMARY"] == second.title


def test_network_without_meetings_has_an_empty_calendar(client):
    assert read(client, f"{make_network().url}kalendarz/").events == []
