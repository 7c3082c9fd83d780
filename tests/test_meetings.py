"""Meetings: the line in time, what is refused, who reads them."""

from datetime import date, time

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from knowledge.permissions import ensure_editors
from networks.meetings import Meeting
from networks.models import MeetingDocument, MeetingHost, MeetingPage, Membership

from .editing import make_file
from .factories import (
    hide,
    make_city,
    make_meeting,
    make_mid,
    make_network,
    make_partnership,
    make_practice,
    make_theme,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda value=None: date(2026, 3, 10))


def titles(meetings):
    return [meeting.page.title for meeting in meetings]


def test_coming_meetings_stand_soonest_first_and_past_ones_newest_first(client):
    network = make_network()
    for title, day in [
        ("Piąte", "2026-05-01"),
        ("Drugie", "2026-02-01"),
        ("Czwarte", "2026-04-01"),
    ]:
        make_meeting(title, network=network, day=day)
    make_meeting("Pierwsze", network=network, day="2026-01-01")
    make_meeting("Trzecie", network=network, day="2026-03-08", last_day="2026-03-10")
    timeline = client.get(network.url).context["timeline"]
    assert titles(timeline["coming"]) == ["Trzecie", "Czwarte", "Piąte"]
    assert titles(timeline["past"]) == ["Drugie", "Pierwsze"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("trwa", "Nie znamy jeszcze terminu żadnego spotkania."),
        ("zakonczona", "Nie znamy potwierdzonych terminów spotkań tej sieci."),
    ],
)
def test_network_without_meetings_says_so(client, state, words):
    assert words in client.get(make_network(state=state).url).text


def test_planned_network_shows_no_meetings(client):
    assert 'id="spotkania"' not in client.get(make_network(state="planowana").url).text


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2017, 11, 20), None, "20 listopada 2017"),
        (date(2017, 11, 20), date(2017, 11, 21), "20–21 listopada 2017"),
        (date(2017, 11, 30), date(2017, 12, 1), "30 listopada – 1 grudnia 2017"),
        (date(2017, 12, 31), date(2018, 1, 1), "31 grudnia 2017 – 1 stycznia 2018"),
    ],
)
def test_days_are_told_as_one_says_them(first, last, words):
    meeting = Meeting(MeetingPage(day=first, last_day=last))
    assert meeting.when.replace("\xa0", " ") == words


def test_hours_follow_the_days():
    page = MeetingPage(day=date(2017, 11, 20), begins=time(9, 30), ends=time(15))
    assert Meeting(page).when.endswith(", 9:30–15:00")


def test_meeting_shows_its_hosts_and_materials(client):
    city, hidden = make_city("Gdynia"), make_city("Tajnowo")
    hide(hidden)
    page = make_meeting(place="InfoBox", hosts=[MeetingHost(city=city), MeetingHost(city=hidden)])
    page.documents.add(MeetingDocument(document=make_file("Prezentacja")))
    page.save_revision().publish()
    for address in (page.url, page.get_parent().url):
        text = client.get(address).text
        assert f'href="{city.url}"' in text
        assert "InfoBox" in text
        assert "Tajnowo" not in text
    assert "Prezentacja" in client.get(page.url).text


def test_meeting_that_is_called_off_says_so(client):
    page = make_meeting(cancelled=True)
    assert "odwołane" in client.get(page.url).text
    assert "odwołane" in client.get(page.get_parent().url).text


def test_drafts_and_closed_meetings_are_shown_to_nobody_else(client):
    network = make_network()
    make_meeting("Szkic", network=network).unpublish()
    hide(make_meeting("Zamknięte", network=network))
    for address in (network.url, f"{network.url}kalendarz/"):
        text = client.get(address).text
        assert "Szkic" not in text
        assert "Zamknięte" not in text
    client.force_login(make_user())
    assert "Zamknięte" in client.get(network.url).text


def test_closed_meeting_gives_no_calendar_file(client):
    page = make_meeting("Zamknięte")
    hide(page)
    assert client.get(f"{page.url}kalendarz/").status_code == 302


def meeting_form(**fields):
    fields = {"title": "Spotkanie", "slug": "", "day": "2026-05-10", "lead": "", **fields}
    rows = {name: inline_formset([]) for name in ("hosts", "documents", "comments")}
    return nested_form_data({"body": streamfield([]), **rows, **fields})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"last_day": "2026-05-09"}, "Ostatni dzień jest przed pierwszym."),
        ({"begins": "12:00", "ends": "11:00"}, "Godzina zakończenia nie jest po godzinie"),
        ({"ends": "11:00"}, "Podaj też godzinę rozpoczęcia."),
    ],
)
def test_dates_out_of_order_are_refused_and_nothing_typed_is_lost(client, fields, words):
    network = make_network()
    client.force_login(make_user("liderka", groups=[ensure_editors(network)]))
    address = f"/cms/pages/add/networks/meetingpage/{network.pk}/"
    response = client.post(address, meeting_form(place="Sala w Gdyni", **fields))
    assert words in response.text
    assert "Sala w Gdyni" in response.text
    assert not MeetingPage.objects.exists()
    response = client.post(
        address, meeting_form(last_day="2026-05-11", begins="12:00", ends="11:00")
    )
    assert MeetingPage.objects.get().last_day == date(2026, 5, 11)


def test_leader_adds_no_meeting_to_another_network(client):
    own, other = make_network(), make_network("Mobilność")
    client.force_login(make_user("liderka", groups=[ensure_editors(own)]))
    client.post(f"/cms/pages/add/networks/meetingpage/{other.pk}/", meeting_form())
    assert not MeetingPage.objects.exists()


def test_network_costs_the_same_with_more_of_everything(client, count_queries):
    theme = make_theme()
    partnership = make_partnership()
    network = make_network(members=[make_city("Gdynia")], themes=[theme], partnership=partnership)

    def meet(number):
        city = make_city(f"Miasto {number}")
        Membership.objects.create(network=network, city=city)
        page = make_meeting(f"Spotkanie {number}", network=network, hosts=[MeetingHost(city=city)])
        page.documents.add(MeetingDocument(document=make_file()))
        page.save_revision().publish()
        make_mid(f"MID {number}", network=network, city=city)
        practice = make_practice(f"Praktyka {number}", city=city, themes=[theme])
        network.practice_links.model.objects.create(network=network, practice=practice)

    meet(1)
    client.get(network.url)
    few = count_queries(network.url)
    for number in range(2, 8):
        meet(number)
    assert count_queries(network.url) == few <= 25
