"""Filters: how they add up, what they count, what they refuse."""

import pytest
from django.http import QueryDict

from search.models import LibraryEntry
from search.results import Results
from tests.searching import VISITOR, ask, counts, library, titles

from .factories import (
    make_city,
    make_practice,
)

__all__ = ["library"]  # a fixture

pytestmark = pytest.mark.django_db


def test_values_of_one_filter_add_up_and_filters_narrow(library):
    assert ask("rodzaj=praktyka").total == 4
    assert titles(ask("temat=jakosc-powietrza&wielkosc=male")) == ["Czyste kotły"]
    assert ask("rodzaj=praktyka&wielkosc=male&wielkosc=duze").total == 4
    assert titles(ask("tag=dostawy&tag=rower&sort=alfabetycznie")) == [
        "Rower cargo",
        "Rower miejski",
    ]


def test_each_filter_counts_under_the_choices_of_all_the_others(library):
    results = ask("q=rower&wielkosc=male")
    assert titles(results) == ["Rower miejski"]
    assert counts(results, "wielkosc") == {"duze": 1, "male": 1}
    assert counts(results, "woj") == {"dolnoslaskie": 1}
    assert counts(results, "temat") == {"mobilnosc": 1}
    assert counts(results, "tag") == {"rower": 1}
    assert counts(results, "rodzaj") == {"praktyka": 1}


def test_every_count_is_what_a_click_gives(library):
    for chosen in ["q=rower", "wielkosc=male", "q=rower&temat=mobilnosc&woj=lodzkie", ""]:
        results = ask(chosen)
        for facet in results.facets:
            asked = QueryDict(chosen, mutable=True)
            for choice in facet.choices:
                asked.setlist(facet.name, [choice.value])
                assert Results(VISITOR, asked).total == choice.count, (chosen, choice)


def test_values_without_results_stay_in_their_place(library):
    results = ask("q=rower")
    facets = {facet.name: facet for facet in results.facets}
    assert [facet.label for facet in results.facets if facet.choices] == [
        "Rodzaj treści",
        "Temat",
        "Wielkość miasta",
        "Województwo",
        "Miasto",
        "Tag",
    ]
    assert [choice.value for choice in facets["wielkosc"].choices][:3] == [
        "duze",
        "srednie",
        "male",
    ]
    assert [choice.label for choice in facets["woj"].choices][2:6] == [
        "lubelskie",
        "lubuskie",
        "łódzkie",
        "małopolskie",
    ]
    assert len(facets["woj"].choices) == 16
    assert [choice.label for choice in facets["temat"].choices] == ["Jakość powietrza", "Mobilność"]


def test_only_frequent_and_chosen_tags_are_listed():
    for number in range(25):
        make_practice(f"Praktyka {number}", tags=["rower", f"znak {number:02}"])
    tags = next(facet for facet in ask("tag=znak-24").facets if facet.name == "tag")
    assert {"rower", "znak-24"} <= {choice.value for choice in tags.choices}
    assert len(tags.choices) <= 21
    assert tags.selected_count == 1
    labels = [choice.label for choice in tags.choices]
    assert labels == sorted(labels)


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        ("temat=nie-ma", "Nie ma takiego tematu: „nie-ma”."),
        ("rodzaj=praktyka&rodzaj=ufo", "Nie ma takiego rodzaju treści: „ufo”."),
        ("wielkosc=XL", "Nie ma takiej wielkości miasta: „XL”."),
        ("woj=krakowskie", "Nie ma takiego województwa: „krakowskie”."),
        ("miasto=atlantyda", "Nie ma takiego miasta: „atlantyda”."),
        ("siec=nie-ma", "Nie ma takiej sieci: „nie-ma”."),
        ("rok=1234", "Nie ma niczego z takiego roku: „1234”."),
        ("koszt=5-zl", "Nie ma takiego przedziału kosztu: „5-zl”."),
        ("etap=zaraz", "Nie ma takiego etapu: „zaraz”."),
        ("tag=nic", "Nie ma takiego tagu: „nic”."),
        ("q=" + "a" * 201, "Skróć zapytanie do 200 znaków."),
        ("q=" + "a" * 10_000, "Skróć zapytanie do 200 znaków."),
    ],
)
def test_unknown_value_finds_nothing_and_says_so(library, query_string, message):
    results = ask(query_string)
    assert [text for texts in results.form.errors.values() for text in texts] == [message]
    assert (results.total, titles(results), results.relaxations) == (0, [], [])
    assert not results.is_landing
    assert {choice.count for facet in results.facets for choice in facet.choices} == {0}


@pytest.mark.parametrize(
    "harmless", ["q=", "temat=&tag=&q=", "sort=nie-ma", "strona=abc", "obce=1"]
)
def test_empty_and_foreign_parameters_ask_for_nothing(library, harmless):
    results = ask(harmless)
    assert results.is_landing
    assert results.total == LibraryEntry.objects.count()


def test_repeated_values_count_once(library):
    results = ask("tag=rower&tag=rower&tag=rower")
    assert len(results.chips) == 1
    assert results.total == 2


def test_chips_take_one_choice_away(library):
    results = ask("q=rower&temat=mobilnosc&wielkosc=male&wielkosc=duze&strona=3&sort=najnowsze")
    assert {chip.label: chip.remove_url for chip in results.chips} == {
        "Mobilność": "?q=rower&wielkosc=male&wielkosc=duze&sort=najnowsze",
        "miasto małe": "?q=rower&temat=mobilnosc&wielkosc=duze&sort=najnowsze",
        "miasto duże": "?q=rower&temat=mobilnosc&wielkosc=male&sort=najnowsze",
    }
    assert results.clear_url == "?q=rower&sort=najnowsze"


def test_empty_list_says_what_to_leave_out(library):
    results = ask("q=kotły&temat=mobilnosc&wielkosc=duze&wielkosc=male")
    assert results.total == 0
    assert [(each.label, each.url, each.count) for each in results.relaxations] == [
        ("bez „Mobilność”", "?q=kot%C5%82y&wielkosc=duze&wielkosc=male", 1),
        ("bez filtrów", "?q=kot%C5%82y", 1),
        ("bez „kotły”", "?temat=mobilnosc&wielkosc=duze&wielkosc=male", 3),
    ]


def test_fixed_kind_is_no_choice_of_the_reader(library):
    results = ask("rodzaj=miasto", fixed_kind="praktyka")
    assert results.total == 4
    assert results.chips == []
    assert results.is_landing
    assert "rodzaj" not in [facet.name for facet in results.facets]


def test_orders(library):
    assert ask("q=rower").sort == "trafnosc"
    assert ask("temat=mobilnosc").sort == "najnowsze"
    assert ask("sort=trafnosc").sort == "najnowsze"
    assert [value for value, _ in ask("").sort_choices] == ["najnowsze", "alfabetycznie"]
    make_city("Lublin")
    assert titles(ask("rodzaj=miasto&sort=alfabetycznie")) == ["Lublin", "Łódź", "Milicz"]
    newest = titles(ask("rodzaj=praktyka&sort=najnowsze"))
    assert newest == ["Czyste kotły", "Zielona ściana", "Rower miejski", "Rower cargo"]
    assert [hit.title for hit in ask("").newest][:2] == newest[:2]
