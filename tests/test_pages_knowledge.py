"""Pages of cities and practices: what a reader sees, in every state."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from knowledge.alphabet import alphabetical, first_letter
from knowledge.models import CityPage, PageTheme, PracticePage, PracticePartner, ResultFigure
from knowledge.wording import partial_date, rounded, years
from networks.models import NetworkPractice, PolishParticipant

from .factories import (
    make_city,
    make_city_index,
    make_edition,
    make_network,
    make_partnership,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db
UNKNOWN = "brak danych"


def section_titles(response):
    return [section.title for section in response.context["sections"]]


def hide(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


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


def test_practice_tells_only_the_sections_that_have_something_to_say(client):
    practice = make_practice(results="<p></p>", lessons="<p>\xa0</p>", source_name="Gdynia.pl")
    response = client.get(practice.url)
    assert section_titles(response) == ["Problem", "Rozwiązanie", "Źródło opisu"]
    assert response.text.count('<h2 id="rezultaty') == 0
    assert "#rezultaty" not in response.text


def test_practice_tells_its_story_in_reading_order(client):
    practice = make_practice(
        results="<p>Mniej aut.</p>",
        lessons="<p>Zacznij od szkoły.</p>",
        transferability="<p>W miastach od 8 tys. mieszkańców.</p>",
        participants="Urząd i sześć szkół",
        source_name="Gdynia.pl",
        source_url="https://gdynia.pl/raport",
        title_en="School street",
        summary_en="Twenty minutes without cars.",
    )
    practice.figures.add(ResultFigure(value="−64%", label="mniej aut", method="liczenie ręczne"))
    practice.save()
    response = client.get(practice.url)
    assert section_titles(response) == [
        "Problem",
        "Rozwiązanie",
        "Rezultaty",
        "Czego się nauczyliśmy",
        "Czy to zadziała u nas",
        "Kto brał udział",
        "Źródło opisu",
        "Po angielsku",
    ]
    assert "−64%" in response.text
    assert 'href="https://gdynia.pl/raport"' in response.text
    assert '<div class="prose" lang="en">' in response.text


def test_figures_alone_make_results(client):
    practice = make_practice()
    practice.figures.add(ResultFigure(value="68%", label="pieszo do szkoły"))
    practice.save()
    assert "Rezultaty" in section_titles(client.get(practice.url))


def test_practice_says_what_is_not_known(client):
    text = client.get(make_practice().url).text
    assert "nie podano" in text
    assert text.count(UNKNOWN) >= 4  # population, theme, years, funding, contact
    assert "None" not in text


def test_contact_of_the_city_answers_for_a_practice_without_its_own(client):
    city = make_city("Sopot", contact_unit="Biuro Prezydenta")
    assert "Biuro Prezydenta" in client.get(make_practice(city=city).url).text


def test_practice_links_its_tags_themes_network_and_partnership(client):
    theme = make_theme()
    practice = make_practice(themes=[theme], tags=["piesi"])
    partnership = make_partnership("Mobilność miejska", themes=[theme])
    network = make_network("Rewitalizacja")
    NetworkPractice.objects.create(network=network, practice=practice)
    hidden = make_network("Tajna")
    NetworkPractice.objects.create(network=hidden, practice=practice)
    hide(hidden)
    text = client.get(practice.url).text
    assert 'href="/praktyki/?tag=piesi"' in text
    assert f'href="/praktyki/?temat={theme.slug}"' in text
    assert f'href="{partnership.url}"' in text
    assert f'href="{network.url}"' in text
    assert "Tajna" not in text


def test_practice_names_partner_cities_a_visitor_may_see(client):
    practice = make_practice()
    for name, seen in (("Sopot", True), ("Szkicowo", False)):
        city = make_city(name)
        practice.partner_links.add(PracticePartner(city=city))
        if not seen:
            city.unpublish()
    practice.save()
    context = client.get(practice.url).context
    assert [city.title for city in context["partner_cities"]] == ["Sopot"]


@pytest.mark.parametrize(("days", "warns"), [(-1, True), (0, False), (30, False)])
def test_outdated_description_warns(client, days, warns):
    until = timezone.localdate() + timedelta(days=days)
    text = client.get(make_practice(valid_until=until).url).text
    assert ("Koszty i kontakt mogły się zmienić." in text) is warns


def test_practice_can_be_cited(client):
    practice = make_practice("Ulica szkolna")
    citation = client.get(practice.url).context["citation"]
    assert citation.startswith(f"Gdynia ({timezone.now().year}). Ulica szkolna.")
    assert practice.full_url in citation


def test_new_practice_can_be_previewed_before_it_is_saved(rf):
    parent = make_city("Gdynia")
    practice = PracticePage(title="Nowa", problem="<p>Problem</p>", solution="")
    practice.path = Page._get_children_path_interval(parent.path)[1]
    practice.depth = parent.depth + 1
    practice.set_url_path(parent)
    request = rf.get("/")
    request.user = AnonymousUser()
    context = practice.get_context(request)
    assert [section.title for section in context["sections"]] == ["Problem"]
    assert list(context["networks"]) == []


def test_new_city_can_be_previewed_before_it_is_saved(rf):
    index = make_city_index()
    city = CityPage(title="Nowe Miasto")
    city.path = Page._get_children_path_interval(index.path)[1]
    city.depth = index.depth + 1
    request = rf.get("/")
    request.user = AnonymousUser()
    context = city.get_context(request)
    assert list(context["practices"]) == []
    assert list(context["memberships"]) == []


# What it costs


def test_list_of_cities_costs_the_same_with_fifty(client, count_queries):
    make_practice(city=make_city("Gdynia"))
    client.get("/miasta/")
    few = count_queries("/miasta/")
    index = make_city_index()
    for number in range(49):
        index.add_child(instance=CityPage(title=f"Miasto {number}", voivodeship="slaskie"))
    assert count_queries("/miasta/") == few


def test_city_costs_the_same_with_fifty_practices(client, count_queries):
    city, theme = make_city("Gdynia"), make_theme()
    make_practice(city=city, themes=[theme])
    client.get(city.url)
    few = count_queries(city.url)
    for number in range(49):
        practice = PracticePage(title=f"Praktyka {number}", problem="p", solution="s")
        practice.theme_links = [PageTheme(theme=theme)]
        city.add_child(instance=practice)
    assert count_queries(city.url) == few


def test_full_practice_takes_at_most_twenty_queries(client, count_queries):
    theme = make_theme()
    practice = make_practice(themes=[theme], tags=["piesi", "szkoła"], source_name="Gdynia.pl")
    practice.figures.add(ResultFigure(value="68%", label="pieszo do szkoły"))
    practice.partner_links.add(PracticePartner(city=make_city("Sopot")))
    practice.save()
    make_partnership("Mobilność miejska", themes=[theme])
    NetworkPractice.objects.create(network=make_network("Rewitalizacja"), practice=practice)
    client.get(practice.url)
    assert count_queries(practice.url) <= 20


# Words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2017-02-23", "23\xa0lutego\xa02017"),
        ("2017-08", "sierpień\xa02017"),
        ("2017", "2017"),
        ("", ""),
    ],
)
def test_half_known_date_in_words(value, words):
    assert partial_date(value) == words


@pytest.mark.parametrize(
    ("population", "words"),
    [
        (1_794_166, "1,8\xa0mln"),
        (242_874, "243\xa0tys."),
        (29_232, "29\xa0tys."),
        (3665, "3\xa0700"),
    ],
)
def test_population_as_one_says_it(population, words):
    assert rounded(population) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_year": 2019, "end_year": 2022}, "2019–2022"),
        ({"start_year": 2019, "end_year": 2019}, "2019"),
        ({"start_year": 2019}, "od 2019"),
        ({"start_year": 2019, "stage": "trwa"}, "od 2019, nadal trwa"),
        ({"end_year": 2022}, "do 2022"),
        ({}, ""),
    ],
)
def test_years_in_words(fields, words):
    assert years(PracticePage(**fields)) == words


def test_polish_alphabet():
    names = ["Żory", "Zabrze", "Éire", "Łódź", "Lublin", "Elbląg"]
    assert sorted(names, key=alphabetical) == [
        "Elbląg",
        "Éire",
        "Lublin",
        "Łódź",
        "Zabrze",
        "Żory",
    ]
    assert [first_letter(name) for name in ("Łódź", "Éire", "żory", "")] == ["Ł", "E", "Ż", ""]
