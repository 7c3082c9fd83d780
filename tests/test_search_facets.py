"""Filters by city, network, year, cost and stage: what they hold, and what stays hidden."""

import pytest

from networks.models import Membership, NetworkPractice
from tests.searching import ask, counts, library, titles

from .factories import hide, make_city, make_network, make_output, make_practice

__all__ = ["library"]  # a fixture

pytestmark = pytest.mark.django_db


def names(results):
    return [facet.name for facet in results.facets if facet.choices]


def test_city_filter_holds_the_city_and_its_practices_in_polish_order(library):
    make_city("Zabrze")
    assert titles(ask("miasto=lodz&sort=alfabetycznie")) == [
        "Łódź",
        "Rower cargo",
        "Zielona ściana",
    ]
    facet = next(facet for facet in ask("").facets if facet.name == "miasto")
    assert [choice.label for choice in facet.choices] == ["Łódź", "Milicz", "Zabrze"]
    assert not facet.is_open
    assert next(f for f in ask("miasto=lodz").facets if f.name == "miasto").is_open


def test_long_filter_lists_only_what_narrows(library):
    assert counts(ask("q=rower"), "miasto") == {"lodz": 1, "milicz": 1}
    facet = next(f for f in ask("q=cargo&miasto=milicz").facets if f.name == "miasto")
    assert [(choice.value, choice.count) for choice in facet.choices] == [
        ("lodz", 1),
        ("milicz", 0),
    ]


def test_year_filter_covers_the_whole_span(library):
    make_practice("Ogrody", start_year=2018, end_year=2020)
    make_practice("Parki", start_year=2020)
    make_practice("Skwery", end_year=2017)
    facet = next(facet for facet in ask("").facets if facet.name == "rok")
    assert [(choice.value, choice.count) for choice in facet.choices] == [
        ("2020", 2),
        ("2019", 1),
        ("2018", 1),
        ("2017", 1),
    ]
    assert titles(ask("rok=2019&rok=2017&sort=alfabetycznie")) == ["Ogrody", "Skwery"]


def test_cost_and_stage_are_absent_until_something_has_them(library):
    assert not {"koszt", "etap", "rok", "siec"} & set(names(ask("")))
    make_practice("Ogrody", cost_band="do-50-tys", stage="pilotaz")
    assert titles(ask("koszt=do-50-tys&etap=pilotaz")) == ["Ogrody"]
    assert {"koszt", "etap"} <= set(names(ask("")))


def test_running_practice_says_so_in_the_list():
    make_practice("Ogrody", start_year=2018, stage="trwa")
    assert ask("q=ogrody").hits[0].years == "od 2018, nadal trwa"


def test_network_filter_holds_network_members_practices_and_outputs(library):
    practice = make_practice("Ogrody", city=make_city("Zabrze"))
    network = make_network("Zielone miasta")
    network.practice_links = [NetworkPractice(practice=practice)]
    network.memberships = [Membership(city=practice.city)]
    network.save_revision().publish()
    make_output("Poradnik", network=network)
    found = ["Ogrody", "Poradnik", "Zabrze", "Zielone miasta"]
    assert titles(ask("siec=zielone-miasta&sort=alfabetycznie")) == found
    network.practice_links = []
    network.save_revision().publish()
    assert "Ogrody" not in titles(ask("siec=zielone-miasta"))


def test_name_of_hidden_city_or_network_is_no_choice(library):
    practice = make_practice("Ogrody", city=make_city("Zabrze"))
    network = make_network("Zielone miasta")
    network.practice_links = [NetworkPractice(practice=practice)]
    network.save_revision().publish()
    hide(network)
    assert "siec" not in names(ask(""))
    assert ask("siec=zielone-miasta").form.errors
    practice.city.unpublish()
    assert "zabrze" not in counts(ask(""), "miasto")
    assert titles(ask("q=ogrody")) == ["Ogrody"]
