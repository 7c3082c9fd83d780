"""Similar practices: near by words, never hidden, never the practice itself."""

import pytest
from django.contrib.auth.models import AnonymousUser

from search.similar import similar_practices

from .factories import hide, make_city, make_practice, make_theme

pytestmark = pytest.mark.django_db


def near(practice):
    return [str(hit.title) for hit in similar_practices(practice, AnonymousUser())]


@pytest.fixture
def gardens():
    """A practice, one near it, one far away, and some that make its words rare."""
    rain = make_practice(
        "Ogrody deszczowe przy szkołach", lead="Woda zostaje w gruncie.", tags=["retencja"]
    )
    make_practice("Deszczowy ogród na rynku", lead="Deszcz nie ucieka.", tags=["retencja"])
    for number in range(12):
        make_practice(f"Tramwaj {number}", lead="Szybciej do centrum.", tags=["tramwaje"])
    return rain


def test_nearest_practice_is_shown_on_the_page_and_the_others_are_not(client, gardens):
    assert near(gardens) == ["Deszczowy ogród na rynku"]
    html = client.get(gardens.url).text
    assert "Podobne praktyki" in html
    assert html.index("Podobne praktyki") < html.index("Deszczowy ogród na rynku")


def test_section_is_absent_when_nothing_is_near(client):
    lonely = make_practice("Zegar słoneczny", lead="Wskazuje południe.")
    make_practice("Tramwaj", lead="Szybciej do centrum.")
    assert near(lonely) == []
    assert "Podobne praktyki" not in client.get(lonely.url).text


def test_hidden_practice_is_not_near_anything(gardens):
    secret = make_practice("Tajny ogród deszczowy", city=make_city("Ełk"), tags=["retencja"])
    assert "Tajny ogród deszczowy" in near(gardens)
    hide(secret.city)
    assert near(gardens) == ["Deszczowy ogród na rynku"]


def test_no_more_than_three_and_only_practices():
    theme = make_theme("water", "Woda w mieście")
    pages = [make_practice(f"Woda w mieście {n}", themes=[theme]) for n in range(6)]
    make_city("Woda")
    for number in range(12):
        make_practice(f"Tramwaj {number}", lead="Szybciej do centrum.")
    found = similar_practices(pages[0], AnonymousUser())
    assert len(found) == 3
    assert {hit.kind for hit in found} == {"praktyka"}


def test_practice_without_an_entry_has_no_neighbours(gardens):
    gardens.unpublish()
    assert near(gardens) == []


def test_number_of_queries_does_not_grow(gardens, django_assert_num_queries):
    near(gardens)
    with django_assert_num_queries(4):
        assert len(near(gardens)) == 1
    for number in range(2):
        make_practice(f"Deszczowe ogrody {number}", tags=["retencja"])
    near(gardens)
    with django_assert_num_queries(4):
        assert len(near(gardens)) == 3
