"""An empty list helps on: themes near the words, and whom to ask; spelling where it is offered."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from pimsite.models import SiteSettings
from search.query import FIELDS
from tests.searching import ask, titles

from .factories import make_home, make_practice, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat():
    site = make_home().get_site()
    SiteSettings.objects.update_or_create(site=site, defaults={"secretariat_email": "pim@urzad.pl"})


def test_empty_list_offers_a_letter_to_the_secretariat_and_says_what_it_is(client, secretariat):
    html = client.get("/szukaj/?q=xyzabc").text.replace("\xa0", " ")
    assert "Zapytaj miasta" in html
    assert 'href="mailto:pim@urzad.pl?subject=Pytanie%20do%20miast&amp;body=Szukam%3A%20xyz' in html
    assert "przeczyta go Sekretariat, a nie od razu miasta" in html


def test_without_an_address_nothing_is_promised(client):
    assert "Zapytaj miasta" not in client.get("/szukaj/?q=xyzabc").text


def test_themes_are_those_of_what_the_words_find(client):
    water, air = make_theme("water", "Woda"), make_theme("air", "Powietrze")
    make_practice("Ogród deszczowy", themes=[water])
    make_practice("Kotły", themes=[air])
    results = ask("q=ogrody&temat=powietrze")
    assert [theme.name for theme in results.related_themes] == ["Woda"]
    html = client.get("/szukaj/?q=ogrody&temat=powietrze").text
    assert "Tematy bliskie temu pytaniu" in html
    assert "Tematy w bibliotece" in client.get("/szukaj/?q=xyzabc").text
    assert len(ask("q=xyzabc").related_themes) == 2


def test_spelling_is_shown_where_it_is_offered():
    correction = SimpleNamespace(
        shown="ulica <szkolna>", typed="ulica szkona", exact_url="?q=ulica+szkona&dokladnie=1"
    )
    results = SimpleNamespace(correction=correction, offered=[("rewitalizacja", "?q=rewit")])
    html = render_to_string("search/_correction.html", {"results": results})
    assert "Pokazujemy wyniki dla <b>ulica &lt;szkolna&gt;</b>." in html
    assert '<a href="?q=ulica+szkona&amp;dokladnie=1">Szukaj dokładnie: „ulica szkona”</a>' in html
    assert 'Czy chodziło o: <a href="?q=rewit"><b>rewitalizacja</b></a>?' in html
    nothing = render_to_string("search/_correction.html", {"results": ask("")})
    assert nothing.strip() == ""


def test_filters_are_offered_only_where_they_count_something(client):
    make_practice("Kotły", themes=[make_theme("air", "Powietrze")])
    assert "Zawęź wyniki" in client.get("/szukaj/?q=kotły").text
    assert "Zawęź wyniki" not in client.get("/szukaj/?q=xyzabc").text
    html = client.get("/szukaj/?q=kotły&rodzaj=miasto").text
    assert "Zawęź wyniki" in html
    assert "bez filtrów" not in html  # one filter is named
    assert "bez filtrów" in client.get("/szukaj/?q=kotły&rodzaj=miasto&temat=powietrze").text


def test_function_words_alone_get_advice(client):
    make_practice("Jak ocieplić szkołę", lead="Co zrobić.")
    advice = "Takie słowa są prawie na każdej stronie."
    assert advice in client.get("/szukaj/?q=jak").text.replace("\xa0", " ")
    assert advice not in client.get("/szukaj/?q=jak+szkoła").text.replace("\xa0", " ")


def test_one_absent_word_is_not_called_words(client):
    make_practice("Betonowa aleja", lead="Drzewa.")
    html = client.get("/szukaj/?q=betonoza").text.replace("\xa0", " ")
    assert "Na żadnej stronie nie ma tego słowa." in html


@pytest.mark.parametrize(
    "query",
    ['"nowy plac" -"plac zabaw"', '-"plac zabaw" "nowy plac"', '-"plac zabaw" "nwoy plac"'],
)
def test_quotes_in_vain_offer_the_words_without_them(query):
    make_practice("Place zabaw", lead="Nowe.")
    make_practice("Plac zabaw", lead="Stary.")
    [offered] = ask(f"q={query}").relaxations
    assert (offered.label, offered.count) == ("bez cudzysłowu", 1)
    assert titles(ask(offered.url.removeprefix("?"))) == ["Place zabaw"]


def test_quotes_in_vain_are_told_in_one_pair_of_quotes(client):
    html = client.get("/szukaj/?q=„nowy plac”").text.replace("\xa0", " ")
    assert "Nic nie znaleźliśmy dla „nowy plac”" in html
    assert ask('q="xyz abc"').relaxations == []


def test_hints_stand_where_a_search_begins_or_ends_in_vain(client):
    make_practice("Kotły")
    shown = {
        address: "Jak szukać dokładniej" in client.get(address).text
        for address in ("/szukaj/", "/szukaj/?q=xyzabc", "/szukaj/?q=kotły", "/praktyki/")
    }
    assert list(shown.values()) == [True, True, False, False]


def test_hints_name_only_fields_that_there_are():
    named = re.findall(r"(\w+):", re.sub("<[^>]+>", "", render_to_string("search/_hints.html")))
    assert len(named) > 5
    assert set(named) <= FIELDS.keys()
