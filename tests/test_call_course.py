"""The course of a call on its page of results, and how to hear of the next one."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from networks.applying.models import Composition
from networks.models import CallNetworkCount, CallSizeCount

from .applying import make_open_call, read, results, table
from .factories import make_call, make_network

pytestmark = pytest.mark.django_db


def course(response):
    """The line as a reader sees it."""
    items = BeautifulSoup(response.text, "html.parser").select(".timeline li")
    return [" | ".join(item.stripped_strings).replace("\xa0", " ") for item in items]


def test_old_call_shows_its_days(client):
    days = {"opens": date(2017, 6, 20), "closes": date(2017, 7, 21)}
    call = make_call(**days, results_on=date(2017, 10, 2), applications_total=110)
    assert course(results(client, call)) == [
        "20 czerwca 2017 | Początek naboru",
        "21 lipca 2017 | Koniec naboru",
        "do 2 października 2017 | Wyniki",
    ]


def test_hour_of_the_end_is_told(client):
    call = make_call(closes=date(2017, 7, 21), closes_time=time(15), applications_total=1)
    assert course(results(client, call)) == ["21 lipca 2017, godz. 15.00 | Koniec naboru"]


def test_published_results_take_the_place_of_the_promise(client):
    networks = [make_network(title) for title in ("Praca", "Łąki", "Klimat")]
    call = make_open_call(networks=networks, days=-1, results_on=date(2999, 1, 1))
    assert course(results(client, call))[-1] == "do 1 stycznia 2999 | Wyniki"
    for network in networks:
        Composition.objects.create(call=call, network=network)
    today = timezone.localdate().strftime("%Y")
    line = course(results(client, call))
    assert len(line) == 3
    assert today in line[-1]
    assert line[-1].endswith("Wyniki | Klimat, Łąki, Praca")


def test_days_to_come_are_drawn_hollow(client):
    call = make_open_call(days=7)
    page = BeautifulSoup(results(client, call).text, "html.parser")
    assert ["is-ahead" in item.get("class", []) for item in page.select(".timeline li")] == [
        False,
        True,
    ]


def test_call_without_days_has_no_course(client):
    text = results(client, make_call(applications_total=1)).text
    assert "Przebieg naboru" not in text
    assert "Co dalej" in text


def test_links_of_the_page_lead_to_its_sections(client):
    call = make_call(applications_total=3, opens=date(2017, 6, 20))
    call.network_counts.add(CallNetworkCount(name="Praca", applications=3))
    call.save()
    page = BeautifulSoup(results(client, call).text, "html.parser")
    targets = [link["href"].removeprefix("#") for link in page.select(".subnav a")]
    assert len(targets) == 5
    assert all(page.find(id=target) for target in targets)


def test_sizes_and_choices_of_an_old_call_may_be_typed(client):
    call = make_call(applications_total=5, entities_total=4, selected_total=2)
    call.network_counts.add(CallNetworkCount(name="Praca", applications=5, selected=2))
    call.size_counts.add(CallSizeCount(size_class="duze", entities=1))
    call.size_counts.add(CallSizeCount(size_class="male", entities=2))
    call.save()
    odd = "Sumy się nie zgadzają (podmioty według wielkości). Po zsumowaniu: 3. Razem: 4."
    assert read(table(client, call)) == [
        ["razem", "", "5", "4", "2"],
        ["sieć", "Praca", "5", "", "2"],
        ["wielkość", "miasto duże", "", "1", ""],
        ["wielkość", "miasto małe", "", "2", ""],
        ["uwaga", odd, "", "", ""],
    ]
    text = results(client, call).text.replace("\xa0", " ")
    assert "Wybrano 2 podmioty." in text
    assert odd in text
