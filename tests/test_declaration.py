"""The accessibility declaration: the law fixes its ids, headings, dates and opening words."""

import re

import pytest

from .factories import make_declaration, make_home

pytestmark = pytest.mark.django_db

REQUIRED = [
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-zakres",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-kontakt",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-data-sporzadzenie",
    "a11y-architektura",
    "a11y-komunikacja",
]
HEADINGS = [
    "Stan dostępności cyfrowej",
    "Niedostępne treści",
    "Niezgodność z załącznikiem",
    "Przygotowanie deklaracji dostępności i jej aktualizacja",
    "Skróty klawiszowe",
    "Informacje zwrotne i dane kontaktowe",
    "Obsługa wniosków i skarg związanych z dostępnością",
    "Pozostałe informacje",
    "Aplikacje mobilne",
    "Dostępność architektoniczna",
    "Dostępność komunikacyjno-informacyjna",
]


def read(client, **fields):
    """The main part of the declaration as a reader's browser gets it."""
    html = client.get(make_declaration(**fields).get_url()).text
    return html[html.index("<main") : html.index("</main>")].replace("\xa0", " ")


def headings(html):
    return re.findall(r"<h[23]>(.*?)</h[23]>", html)


def test_every_required_id_stands_once(client):
    html = read(client)
    assert [name for name in REQUIRED if html.count(f'id="{name}"') != 1] == []


def test_headings_stand_in_their_order(client):
    assert headings(read(client, noncompliant="<p>Mapy.</p>")) == HEADINGS


def test_full_compliance_lists_nothing_inaccessible(client):
    html = read(client, status="zgodna", noncompliant="<p>Stary opis.</p>")
    assert "w pełni zgodna" in html
    assert "Niedostępne treści" not in headings(html)
    assert "Stary opis." not in html


def test_dates_are_read_by_machines_and_people(client):
    html = read(client, reviewed="2026-03-31")
    assert 'id="a11y-data-sporzadzenie" datetime="2026-01-15">15 stycznia 2026 r.</time>' in html
    assert 'id="a11y-data-przeglad" datetime="2026-03-31">31 marca 2026 r.</time>' in html


def test_review_has_no_date_before_the_first_review(client):
    assert "a11y-data-przeglad" not in read(client)


def test_excessive_cost_carries_its_assessment(client):
    html = read(client, excessive_cost="<p>Napisy do nagrań z 2017 r.</p>")
    assert html.count('id="a11y-ocena"') == 1


def test_opening_words_are_those_of_the_template(client):
    words = re.sub(r"<[^>]+>", "", read(client))
    assert (
        "Ministerstwo zobowiązuje się zapewnić dostępność swojej strony internetowej zgodnie"
        " z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji"
        " mobilnych podmiotów publicznych. Deklaracja dostępności dotyczy strony internetowej"
        " Partnerska Inicjatywa Miast."
    ) in words


def test_every_page_names_the_declaration(client):
    make_home()
    assert "deklaracja-dostępności" not in client.get("/").text
    declaration = make_declaration()
    expected = f'<meta name="deklaracja-dostępności" content="{declaration.get_full_url()}">'
    assert expected in client.get("/").text
    assert f'<a href="{declaration.url}">Deklaracja dostępności</a>' in client.get("/").text
