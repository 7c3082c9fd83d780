"""Recommendations beside what they belong to, and found by search."""

import pytest

from networks.models import Addressee, MeetingHost, Membership, NetworkPractice

from .factories import (
    hide,
    make_city,
    make_meeting,
    make_mid,
    make_network,
    make_partnership,
    make_practice,
)
from .planning import make_plan, recommendation, with_rows
from .searching import ask, counts, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """A city's barrier, in a plan of a network of a partnership."""
    city, partnership = make_city("Gdynia"), make_partnership("Mobilność w Unii")
    network = make_network("Mobilność", partnership=partnership)
    plan = make_plan(
        recommendation("Pozwolić gminom", states=["zgloszona", "przyjeta"], city=city),
        network=network,
    )
    make_plan(recommendation("Obca"), network=make_network("Obca"))
    return {"city": city, "partnership": partnership, "network": network, "plan": plan}


@pytest.mark.parametrize("name", ["city", "partnership", "network"])
def test_page_shows_what_it_led_to_and_only_that(client, chain, name):
    text = client.get(chain[name].url).text.replace("\xa0", " ")
    row = chain["plan"].recommendations.get()
    assert f'href="{chain["plan"].url}#rekomendacja-{row.pk}">Pozwolić gminom' in text
    assert "<b>przyjęta</b>, 2021" in text
    assert "Obca" not in text


@pytest.mark.parametrize("name", ["city", "partnership", "network"])
def test_page_does_not_show_a_closed_plan(client, chain, name):
    hide(chain["plan"])
    assert "Pozwolić" not in client.get(chain[name].url).text


@pytest.mark.parametrize("name", ["city", "partnership", "network"])
def test_page_costs_the_same_with_many(client, count_queries, chain, name):
    address = chain[name].url
    client.get(address)
    few = count_queries(address)
    with_rows(chain["plan"], *(recommendation(f"N{n}", city=chain["city"]) for n in range(9)))
    assert count_queries(address) == few


def test_pages_without_recommendations_have_no_empty_section(client):
    for page in (make_city("Łódź"), make_network("Pusta"), make_partnership("Puste")):
        assert 'id="rekomendacje"' not in client.get(page.url).text


def test_networks_and_plan_lead_to_the_tracker(client, chain):
    for address in ("/sieci/", chain["plan"].url):
        assert 'href="/sieci/rekomendacje/"' in client.get(address).text


@pytest.mark.parametrize("words", ["pozwolić gminom", "wspólnej taryfy", "przyjęta Infrastruktury"])
def test_search_finds_a_plan_by_its_recommendations(chain, words):
    assert chain["plan"].pk in [hit.page_id for hit in ask(f"q={words}").hits[:]]


def test_search_narrows_to_plans_by_the_state_of_their_recommendations(chain):
    assert counts(ask(""), "stan") == {"przyjeta": 1, "zgloszona": 1}
    assert titles(ask("stan=przyjeta")) == [chain["plan"].title]
    assert ask("stan=nie-ma").form.errors
    hide(chain["network"])
    assert counts(ask(""), "stan") == {"zgloszona": 1}


def test_state_is_no_filter_until_a_recommendation_has_one():
    make_city("Gdynia")
    assert "stan" not in [facet.name for facet in ask("").facets if facet.choices]


def test_search_knows_an_addressee_by_the_new_name(chain):
    addressee = Addressee.objects.get()
    addressee.name = "Ministerstwo Kolei"
    addressee.save()
    found = [hit.page_id for hit in ask("q=Kolei").hits[:]]
    assert chain["plan"].pk in found
    assert titles(ask("q=Infrastruktury")) == []


def test_network_with_all_it_can_have_costs_little(client, count_queries, chain):
    network, city = chain["network"], chain["city"]
    Membership.objects.create(network=network, city=city)
    NetworkPractice.objects.create(network=network, practice=make_practice("Bilet", city=city))
    make_mid("MID", network=network, city=city)
    hosts = [MeetingHost(city=city)]
    make_meeting(network=network, hosts=hosts)
    make_meeting("Następne", network=network, day="2099-01-20", hosts=hosts)
    client.get(network.url)
    assert count_queries(network.url) <= 25
