"""Results on the map: every result counted once, nothing only in the drawing."""

import re

import pytest

from tests.searching import ask

from .factories import hide, make_city, make_network, make_output, make_practice

pytestmark = pytest.mark.django_db

GDYNIA = {"latitude": 54.52, "longitude": 18.53}


@pytest.fixture
def library():
    """Two results in one city, one in another, one abroad, one of unknown place, one of none."""
    sea = make_city("Gdynia", **GDYNIA)
    make_practice("Ogród na dachu", city=sea)
    make_practice("Ogród przy szkole", city=sea)
    make_practice(
        "Ogród w rynku", city=make_city("Milicz", size_class="male", latitude=51.5, longitude=17.3)
    )
    make_practice(
        "Ogród za granicą",
        city=make_city("Turyn", country="IT", size_class="", voivodeship="", **GDYNIA),
    )
    make_practice("Ogród gdzieś", city=make_city("Związek miast", size_class="zwiazek"))
    make_network("Ogrody miejskie")


def test_every_result_is_counted_once(library):
    results = ask("q=ogrody&widok=mapa")
    places = results.places
    assert [(place.city.title, place.number) for place in places.on_map] == [
        ("Gdynia", 2),
        ("Milicz", 1),
    ]
    assert [place.city.title for place in places.abroad] == ["Turyn"]
    assert [place.city.title for place in places.unplaced] == ["Związek miast"]
    assert places.without_city == 1
    assert sum(place.number for place in places.all) + places.without_city == results.total == 6


def test_page_draws_numbers_and_lists_the_same_cities(client, library):
    html = client.get("/szukaj/?q=ogrody&widok=mapa").text
    drawing = re.search(r"<svg class=\"map map--res\".*?</svg>", html, re.DOTALL).group()
    assert "<title>Gdynia: 2</title>" in drawing
    assert "Turyn" not in drawing
    assert "6 wynik" in html
    assert "Za granicą, więc nie na mapie:" in html
    assert "Nie znamy położenia:" in html
    assert "1 wynik nie należy do żadnego miasta" in html
    listed = html[html.index("Te same wyniki według miast") :]
    for title in ("na dachu", "przy szkole", "w rynku", "za granicą", "gdzieś"):
        assert f"Ogród {title}" in listed.replace("\xa0", " ")


def test_view_is_kept_by_every_address_and_dropped_by_its_switch(library):
    results = ask("q=ogrody&woj=pomorskie&widok=mapa&sort=najnowsze")
    assert results.views == [
        ("Lista", "?q=ogrody&woj=pomorskie&sort=najnowsze", False),
        ("Mapa", "?q=ogrody&woj=pomorskie&sort=najnowsze&widok=mapa", True),
    ]
    assert results.clear_url == "?q=ogrody&sort=najnowsze&widok=mapa"
    assert results.chips[0].remove_url == "?q=ogrody&sort=najnowsze&widok=mapa"
    assert results.places.all[0].url == "?q=ogrody&woj=pomorskie&miasto=gdynia&sort=najnowsze"


def test_form_keeps_the_view(client, library):
    assert (
        '<input type="hidden" name="widok" value="mapa">'
        in client.get("/praktyki/?widok=mapa").text
    )
    assert 'name="widok"' not in client.get("/praktyki/").text


def test_unknown_view_is_the_list(library):
    assert ask("q=ogrody&widok=globus").view == ""
    assert not ask("q=ogrody&widok=globus").form.errors


def test_hidden_city_is_on_no_map(client, library):
    make_output("Ogród sieci", city=make_city("Kanarkowo", **GDYNIA))
    assert "Kanarkowo" in client.get("/szukaj/?q=ogrody&widok=mapa").text
    hide(ask("miasto=kanarkowo").places.all[0].city)
    assert "Kanarkowo" not in client.get("/szukaj/?q=ogrody&widok=mapa").text


def test_many_cities_are_named_without_titles(client):
    for number in range(30):
        make_practice("Ogród", city=make_city(f"Miasto {number:02}", **GDYNIA))
    places = ask("q=ogrody").places
    assert (len(places.named), len(places.others)) == (24, 6)
    html = client.get("/szukaj/?q=ogrody&widok=mapa").text
    assert all(f"Miasto {number:02}" in html for number in range(30))


def test_map_costs_the_same_with_more_pages(client, count_queries, library):
    path = "/praktyki/?widok=mapa"
    client.get(path)
    few = count_queries(path)
    for number in range(8):
        make_practice(f"Ogród {number}", city=make_city(f"Miasto {number}", **GDYNIA))
    client.get(path)
    assert count_queries(path) == few
