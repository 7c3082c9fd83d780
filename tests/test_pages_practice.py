"""A practice's page, and the words of half-known facts."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import Page

from knowledge.alphabet import alphabetical, first_letter
from knowledge.models import CityPage, PageTheme, PracticePage, PracticePartner, ResultFigure
from knowledge.wording import partial_date, rounded, years
from networks.models import NetworkPractice

from .factories import (
    hide,
    make_city,
    make_city_index,
    make_network,
    make_partnership,
    make_practice,
    make_theme,
)

UNKNOWN = "brak danych"

pytestmark = pytest.mark.django_db


def section_titles(response):
    return [section.title for section in response.context["sections"]]


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


def test_full_practice_takes_at_most_twenty_five_queries(client, count_queries):
    theme = make_theme()
    practice = make_practice(themes=[theme], tags=["piesi", "szkoła"], source_name="Gdynia.pl")
    practice.figures.add(ResultFigure(value="68%", label="pieszo do szkoły"))
    practice.partner_links.add(PracticePartner(city=make_city("Sopot")))
    practice.save()
    make_partnership("Mobilność miejska", themes=[theme])
    NetworkPractice.objects.create(network=make_network("Rewitalizacja"), practice=practice)
    client.get(practice.url)
    assert count_queries(practice.url) <= 25


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
