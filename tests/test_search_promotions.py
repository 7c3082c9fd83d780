"""What the secretariat recommends: for the same words in any form, and never a secret."""

import pytest
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.editing import standing_team, team
from tests.factories import hide, make_city, make_practice, make_text, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

HEADING = "Polecane przez Sekretariat"


def recommend(page, words="rewitalizacja rynku", **fields):
    return Query.get(words).editors_picks.create(page=page, **fields)


@pytest.mark.parametrize(
    "typed",
    ["rewitalizacja rynku", "Rewitalizacji rynków", "rynek rewitalizacja", "rewitalizacja rynkow"],
)
def test_recommended_for_any_form_of_the_words(client, typed):
    recommend(make_text("Poradnik"), description="Zacznij od niego.")
    html = client.get("/szukaj/", {"q": typed}).text
    assert HEADING in html
    assert "Poradnik" in html
    assert "Zacznij od niego." in html


@pytest.mark.parametrize(
    "address",
    [
        "/szukaj/?q=rewitalizacja",
        "/szukaj/?q=rewitalizacja+rynku+miasta",
        "/szukaj/?q=las",
        "/szukaj/?q=!!!",
        "/szukaj/",
        "/szukaj/?q=rewitalizacja+rynku&rodzaj=praktyka",
        "/szukaj/?q=rewitalizacja+rynku&rodzaj=nie-ma",
    ],
)
def test_not_recommended_for_other_searches(client, address):
    make_practice("Rewitalizacja rynku")
    recommend(make_text("Poradnik"))
    assert HEADING not in client.get(address).text


def test_only_on_the_first_page(client):
    for number in range(11):
        make_practice(f"Rewitalizacja rynku {number}")
    recommend(make_text("Poradnik"))
    address = "/szukaj/?q=rewitalizacja+rynku"
    assert HEADING in client.get(address).text
    assert HEADING not in client.get(f"{address}&strona=2").text


def test_secret_page_is_recommended_only_to_those_who_may_read_it(client):
    page = make_practice("Kanarek", city=make_city("Żory"))
    recommend(page, description="Kanarek śpiewa.")
    hide(page)
    assert "Kanarek" not in client.get("/szukaj/?q=rewitalizacja+rynku").text
    client.force_login(make_user())
    assert "Kanarek śpiewa." in client.get("/szukaj/?q=rewitalizacja+rynku").text


def test_withdrawn_page_is_not_recommended(client):
    page = make_practice("Kanarek")
    recommend(page)
    page.unpublish()
    html = client.get("/szukaj/?q=rewitalizacja+rynku").text
    assert HEADING not in html
    assert "Kanarek" not in html


def test_found_page_stands_once_in_full_and_counts_stay(client):
    page = make_practice("Rewitalizacja rynku", lead="Sześćdziesiąt ławek.")
    before = client.get("/szukaj/?q=rewitalizacja+rynku")
    recommend(page)
    after = client.get("/szukaj/?q=rewitalizacja+rynku")
    assert before.text.count("Sześćdziesiąt ławek") == 1
    assert "Sześćdziesiąt ławek" not in after.text
    assert "polecane powyżej" in after.text
    totals = [response.context["results"].total for response in (before, after)]
    facets = [str(response.context["results"].facets) for response in (before, after)]
    assert totals[0] == totals[1] == 1
    assert facets[0] == facets[1]


def test_recommended_though_nothing_is_found(client):
    Query.get("dofinansowanie").editors_picks.create(
        external_link_url="https://www.example.org/", external_link_text="Portal funduszy"
    )
    html = client.get("/szukaj/?q=dofinansowania").text
    assert 'href="https://www.example.org/"' in html
    assert "Portal funduszy" in html
    assert "Nic nie znaleźliśmy" in html


def test_page_recommended_twice_is_shown_once(client):
    page = make_text("Poradnik")
    recommend(page)
    recommend(page, "rynku rewitalizacji")
    response = client.get("/szukaj/?q=rewitalizacja+rynku")
    assert [pick.title for pick in response.context["picks"]] == ["Poradnik"]


def test_secretariat_makes_a_recommendation(client, team):
    _cities, users = team
    page = make_text("Poradnik")
    client.force_login(users["sekretariat"])
    row = {"page": page.pk, "description": "", "external_link_url": "", "ORDER": "1"}
    data = nested_form_data(
        {"query_string": "Smog", "editors_picks": inline_formset([row], initial=0)}
    )
    response = client.post(reverse("wagtailsearchpromotions:add"), data)
    assert response.status_code == 302
    assert ">Poradnik<" in client.get("/szukaj/?q=smogu").text


def test_city_staff_make_no_recommendation(client, team):
    _cities, users = team
    client.force_login(users["gdynia"])
    assert client.post(reverse("wagtailsearchpromotions:add"), {}).status_code == 302
    query = recommend(make_text("Poradnik")).query
    for name in ("edit", "delete"):
        address = reverse(f"wagtailsearchpromotions:{name}", args=[query.pk])
        assert client.post(address, {}).status_code == 302
    assert query.editors_picks.count() == 1
