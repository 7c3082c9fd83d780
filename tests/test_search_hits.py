"""What a list of results shows of each page, and what it must never show."""

import pytest

from tests.searching import ask, titles

from .factories import (
    make_city,
    make_network,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db


def test_hit_tells_what_the_list_shows():
    theme = make_theme()
    city = make_city("Tczew", size_class="srednie", voivodeship="pomorskie")
    make_practice(
        "Ulica szkolna", city=city, themes=[theme], start_year=2020, end_year=2022, costs="12 tys."
    )
    hit = ask("q=ulicą").hits[0]
    assert hit.url == "/miasta/tczew/ulica-szkolna/"
    assert (hit.kind, hit.kind_label) == ("praktyka", "Dobra praktyka")
    assert (hit.city_title, hit.city_url) == ("Tczew", "/miasta/tczew/")
    assert (hit.size_class, hit.size_label) == ("srednie", "miasto średnie")
    assert (hit.voivodeship_label, hit.years) == ("woj. pomorskie", "2020–2022")
    assert (hit.themes, hit.costs, hit.attachments) == ([theme], "12 tys.", 0)


def test_foreign_city_tells_its_country():
    city = make_city("Nantes", country="FR", voivodeship="", size_class="")
    make_practice("Ogród", city=city)
    hit = ask("q=ogrody").hits[0]
    assert (hit.voivodeship_label, hit.size_label) == ("Francja", "")


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        ((2015, 2015), "2015"),
        ((2015, None), "od 2015"),
        ((None, 2015), "do 2015"),
        ((None, None), ""),
    ],
)
def test_years_are_short(years, shown):
    make_practice("Ogród", start_year=years[0], end_year=years[1])
    assert ask("q=ogród").hits[0].years == shown


def test_inflected_forms_are_marked_in_title_and_passage():
    make_practice(
        "Ulica szkolna",
        lead="Początek opisu.",
        problem="<p>" + "Zupełnie inne sprawy. " * 30 + "Na ulicach szkolnych stały auta.</p>",
    )
    hit = ask("q=ulicą szkolną").hits[0]
    assert hit.title == "<mark>Ulica szkolna</mark>"
    assert "<mark>ulicach szkolnych</mark> stały auta" in hit.snippet
    assert hit.snippet.startswith("…")
    assert len(hit.snippet) < 600


def test_without_words_the_lead_is_shown():
    make_practice("Ogród", lead="Deszczówka zostaje w mieście.")
    assert ask("rodzaj=praktyka").hits[0].snippet == "Deszczówka zostaje w mieście."


def test_nothing_that_editors_write_becomes_markup():
    make_practice(
        "Ogród <script>alert(1)</script>",
        lead="Ogród <img src=x onerror=alert(1)> & „reszta”",
        problem="<p>Ogród &lt;b&gt;deszczowy&lt;/b&gt;</p>",
    )
    for query in ["q=ogrody", "q=script", "q=onerror", "rodzaj=praktyka"]:
        hit = ask(query).hits[0]
        for html in (hit.title, hit.snippet):
            bare = html.replace("<mark>", "").replace("</mark>", "")
            assert "<" not in bare
            assert ">" not in bare
        assert "&lt;" in hit.title


def test_network_is_found_by_its_members_but_not_filtered_by_their_place():
    make_network("Zieleń", members=[make_city("Ełk", voivodeship="warminsko-mazurskie")])
    assert titles(ask("q=Ełku")) == ["Ełk", "Zieleń"]
    assert titles(ask("woj=warminsko-mazurskie")) == ["Ełk"]
