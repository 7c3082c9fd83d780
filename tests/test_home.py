"""The home page: counted figures, nothing that does not exist, a bounded number of queries."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from networks.models.calls import CallVoivodeshipCount

from .factories import (
    make_call,
    make_city,
    make_home,
    make_network,
    make_practice,
    make_text,
    make_theme,
)

pytestmark = pytest.mark.django_db


def read(client):
    return client.get(make_home().get_url()).text.replace("\xa0", " ")


def test_empty_library_says_so_and_links_nowhere(client):
    html = read(client)
    assert "Pierwsze praktyki opublikujemy, gdy opiszą je miasta." in html
    assert "Sieci tematyczne" not in html
    assert "hero__map" not in html
    assert "Wszystkie praktyki" not in html


def test_figures_are_counted_in_polish(client):
    for number in range(5):
        make_practice(f"Praktyka {number}")
    html = read(client)
    assert "praktyk do podpatrzenia" in html
    assert "<dd>5</dd>" in html


def test_newest_practices_are_shown_with_their_city(client):
    for number in range(4):
        make_practice(f"Praktyka numer {number}", city=make_city(f"Miasto {number}"))
    html = read(client)
    assert "Praktyka numer 3" in html
    assert "Miasto 3" in html
    assert "Praktyka numer 0" not in html


def test_networks_of_the_newest_edition_and_the_planned(client):
    make_network("Rewitalizacja", members=[make_city("Kutno")], themes=[make_theme()])
    make_network("Praca i umiejętności", state="planowana")
    html = read(client)
    assert "znany uczestnik" in html
    assert "planowana w 2017 r." in html


def test_entities_of_the_first_call_light_the_map(client):
    call = make_call()
    for voivodeship, entities in [("pomorskie", 3), ("opolskie", 2)]:
        CallVoivodeshipCount.objects.create(call=call, voivodeship=voivodeship, entities=entities)
    html = read(client)
    lamps = re.search('class="lamp" d="([^"]+)"', html)
    assert lamps[1].count("h0") == 5
    assert "Każde światło to jeden z 5 podmiotów" in html


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (30, True)])
def test_open_call_is_announced_until_its_last_day(client, days, shown):
    today = timezone.localdate()
    make_call(opens=today - timedelta(days=60), closes=today + timedelta(days=days))
    assert ("Trwa nabór" in read(client)) is shown


def test_guide_is_offered_when_it_is_written(client):
    assert "Jak opisać praktykę" not in read(client)
    make_text("Jak opisać praktykę")
    assert "Jak opisać praktykę" in read(client)


def test_queries_do_not_grow_with_the_library(client, count_queries):
    theme = make_theme()
    make_network("Pierwsza", themes=[theme], members=[make_city("Kutno")])
    make_practice("Pierwsza praktyka", themes=[theme])
    few = count_queries("/")
    for number in range(5):
        city = make_city(f"Miasto {number}")
        make_network(f"Sieć {number}", themes=[theme], members=[city])
        make_practice(f"Kolejna praktyka {number}", city=city, themes=[theme])
    assert count_queries("/") <= few
