"""Cities: their list, its filters, their pages."""

from datetime import date

import pytest

from knowledge.models import PracticePartner
from networks.applying.models import Composition, Decision, FormalCheck
from networks.models import PolishParticipant

from .applying import make_application, make_open_call
from .factories import (
    hide,
    make_city,
    make_edition,
    make_mid,
    make_network,
    make_partnership,
    make_practice,
)
from .planning import make_plan, recommendation

pytestmark = pytest.mark.django_db
UNKNOWN = "brak danych"


# The list of cities


def test_cities_stand_under_their_letters_in_polish_order(client):
    for name in ("Żory", "Łódź", "Zabrze", "Lublin", "Świdnica", "Sopot"):
        make_city(name)
    atlas = client.get("/miasta/").context["atlas"]
    assert [section.title for section in atlas.letters] == ["L", "Ł", "S", "Ś", "Z", "Ż"]


def test_foreign_cities_and_joint_bodies_stand_apart(client):
    make_city("Gdynia")
    make_city("Barcelona", country="ES", voivodeship="", size_class="")
    make_city("Metropolia Krakowska", size_class="zwiazek", voivodeship="malopolskie")
    response = client.get("/miasta/")
    atlas = response.context["atlas"]
    assert [city.title for city in atlas.at_home] == ["Gdynia"]
    assert [city.title for city in atlas.abroad] == ["Barcelona"]
    assert [city.title for city in atlas.joint_bodies] == ["Metropolia Krakowska"]
    assert "Miasta z zagranicy" in response.text
    assert "Hiszpania" in response.text
    assert "1 miasto w Polsce" in response.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?woj=slaskie", ["Żory"]),
        ("?wielkosc=duze", ["Łódź"]),
        ("?litera=Ł", ["Łódź"]),
        ("?woj=slaskie&litera=Ł", []),
        ("?woj=&wielkosc=&litera=", ["Gdynia", "Łódź", "Żory"]),
    ],
)
def test_list_of_cities_narrows(client, query, found):
    make_city("Gdynia")
    make_city("Łódź", voivodeship="lodzkie", size_class="duze")
    make_city("Żory", voivodeship="slaskie")
    response = client.get(f"/miasta/{query}")
    assert [city.title for city in response.context["atlas"].cities] == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?woj=nie-ma", "Nie ma takiego województwa."),
        ("?wielkosc=ogromne", "Nie ma takiej wielkości miasta."),
        ("?litera=%00", "Nie ma takiej litery."),
        ("?litera=" + "A" * 10_000, "Nie ma takiej litery."),
        ("?woj=slaskie&wielkosc=x", "Nie ma takiej wielkości miasta."),
    ],
)
def test_unknown_filter_says_so_and_lists_nothing(client, query, message):
    make_city("Gdynia")
    response = client.get(f"/miasta/{query}")
    assert response.status_code == 200
    assert message in response.text
    assert 'href="/miasta/gdynia/"' not in response.text


def test_voivodeship_without_cities_says_so(client):
    make_city("Gdynia")
    response = client.get("/miasta/?woj=opolskie")
    assert "Z tego województwa nie ma jeszcze miast w serwisie." in response.text


def test_city_is_listed_with_the_number_of_its_visible_practices(client):
    city = make_city("Gdynia")
    make_practice("Pierwsza", city=city)
    make_practice("Druga", city=city).unpublish()
    hide(make_practice("Trzecia", city=city))
    assert "1 praktyka" in client.get("/miasta/").text


def test_drafts_and_private_cities_are_not_listed(client):
    make_city("Szkicowo").unpublish()
    hide(make_city("Tajnowo"))
    response = client.get("/miasta/")
    assert "Szkicowo" not in response.text
    assert "Tajnowo" not in response.text


# A city


def test_city_without_practices_points_to_others(client):
    response = client.get(make_city("Gdynia").url)
    assert "Gdynia nie ma tu jeszcze opisanej praktyki." in response.text
    assert 'href="/praktyki/"' in response.text


def test_city_says_what_is_not_known(client):
    response = client.get(make_city("Gdynia").url)
    assert response.text.count(UNKNOWN) >= 4  # population, TERYT, networks, contact
    assert "None" not in response.text


@pytest.mark.parametrize(
    ("year", "words"), [(2018, "mieszkańców w 2018 r."), (None, "mieszkańców, rok nieznany")]
)
def test_population_is_rounded_and_dated(client, year, words):
    response = client.get(make_city("Gdynia", population=257_000, population_year=year).url)
    assert "257\xa0tys." in response.text
    assert words in response.text


def test_foreign_city_shows_country_and_no_voivodeship(client):
    city = make_city("Barcelona", country="ES", voivodeship="", size_class="")
    make_practice("Superkwartały", city=city)
    for address in (city.url, f"{city.url}superkwartaly/"):
        text = client.get(address).text
        assert "Hiszpania" in text
        assert "Województwo" not in text
        assert "TERYT" not in text


def test_city_shows_source_contact_and_losing_functions(client):
    city = make_city(
        "Gdynia",
        losing_functions=True,
        losing_functions_source="PAN",
        losing_functions_date=date(2019, 11, 29),
        source_name="GeoNames (CC BY 4.0)",
        source_url="https://www.geonames.org/",
        contact_unit="Wydział Mobilności",
        contact_email="mobilnosc@example.org",
    )
    text = client.get(city.url).text
    assert "miasto średnie tracące funkcje społeczno-gospodarcze" in text
    assert "według: PAN, stan na 29 listopada 2019" in text
    assert 'href="https://www.geonames.org/"' in text
    assert 'href="mailto:mobilnosc@example.org"' in text


def test_city_shows_its_networks_now_and_before_and_its_part_in_the_agenda(client):
    city = make_city("Gdynia")
    make_network("Miasto Kompaktowe", members=[city], edition=make_edition(3))
    make_network("Rewitalizacja", members=[city], state="zakonczona")
    hide(make_network("Tajna", members=[city]))
    partnership = make_partnership("Mobilność miejska")
    partnership.participants.add(PolishParticipant(name="Gdynia", city=city, role="partner"))
    partnership.save()
    response = client.get(city.url)
    assert [each.network.title for each in response.context["memberships"]] == ["Miasto Kompaktowe"]
    assert [each.network.title for each in response.context["ended_memberships"]] == [
        "Rewitalizacja"
    ]
    assert f'href="{partnership.url}"' in response.text
    assert "Tajna" not in response.text


def test_city_gathers_all_that_it_does(client):
    """Practices, networks now and before, MIDs, what it won, the Agenda, what came of barriers."""
    city = make_city("Gdynia")
    practice = make_practice("Ulica szkolna", city=city)
    now = make_network("Miasto Kompaktowe", members=[city], edition=make_edition(3))
    before = make_network("Rewitalizacja", members=[city], state="zakonczona")
    partnership = make_partnership("Mobilność miejska")
    partnership.participants.add(PolishParticipant(name="Gdynia", city=city))
    partnership.save()
    mid = make_mid("Podwórko", network=now, city=city)
    plan = make_plan(recommendation("Wspólny bilet", city=city), network=before)
    call = make_open_call("Nabór 2026", networks=[now], days=-1)
    application = make_application(call, city=city)
    FormalCheck.objects.create(application=application, passed=True)
    Decision.objects.create(application=application, outcome="przyjety", role="lider")
    Composition.objects.create(call=call, network=now)
    text = client.get(city.url).text
    for page in (practice, now, before, partnership, mid, call):
        assert f'href="{page.url}"' in text, page
    assert f'href="{plan.url}' in text
    assert "Wspólny bilet" in text.replace("\xa0", " ")
    assert "przyjęty: lider" in text


def test_city_lists_only_practices_a_visitor_may_read(client):
    city, other = make_city("Gdynia"), make_city("Sopot")
    make_practice("Jawna", city=city)
    make_practice("Szkic", city=city).unpublish()
    hide(make_practice("Niejawna", city=city))
    shared = make_practice("Wspólna", city=other)
    shared.partner_links.add(PracticePartner(city=city))
    shared.save()
    context = client.get(city.url).context
    assert [practice.title for practice in context["practices"]] == ["Jawna"]
    assert [practice.title for practice in context["shared_practices"]] == ["Wspólna"]


# A practice


# What it costs


# Words
