"""A new member of the secretariat clears the queue, then answers the quarterly report."""

import re

import pytest
from playwright.sync_api import expect

from .authoring import describe, send

TITLES = ["Żółta ławka przy szkole", "Ogród na dachu żłobka", "Łącznik rowerowy"]
REMARK = "Ile to kosztowało?"


@pytest.fixture
def author(sign_in):
    return sign_in("gdynia")


def test_queue_is_cleared_and_the_quarter_reported(author, sign_in):
    for title in TITLES:
        describe(author, title)
        send(author)

    # From the home page into the longest waiting; a remark goes to one field.
    office = sign_in("sekretariat")
    office.get_by_role("link", name=TITLES[0]).first.click()
    office.get_by_role("link", name=re.compile("^Otwórz w edytorze")).click()
    field = office.locator("[data-contentpath=costs]")
    field.hover()
    field.get_by_role("button", name="Dodaj komentarz").click()
    office.get_by_placeholder("Napisz komentarz…").fill(REMARK)
    office.get_by_role("button", name="Komentarz", exact=True).click()
    office.keyboard.press("Control+s")
    expect(office.locator(".messages, footer")).to_contain_text(["Zapisano"], timeout=20_000)

    # Each gets one remark, the last is published, and the next opens by itself.
    office.goto("/cms/kolejka/")
    office.get_by_role("link", name=TITLES[0]).click()
    expect(office.get_by_role("listitem").filter(has_text=REMARK)).to_be_visible()
    for place, title in enumerate(TITLES):
        expect(office.get_by_role("heading", level=1)).to_contain_text(title)
        office.get_by_label("Uwaga dla autora").fill(f"{REMARK} ({place})")
        decision = "Zatwierdź i opublikuj" if title == TITLES[-1] else "Odeślij do poprawy"
        office.get_by_role("button", name=decision).click()
        expect(office.locator(".messages")).to_contain_text(title)
    expect(office).to_have_url(re.compile("/cms/kolejka/$"))
    expect(office.get_by_text("Nic nie czeka.")).to_be_visible()

    # The author meets the remarks on the home page.
    author.goto("/cms/")
    expect(author.get_by_text("u Ciebie, do poprawy")).to_have_count(len(TITLES) - 1)

    # The quarter: who did what, how long it took, what is missing; each can be taken out.
    office.goto("/cms/")
    expect(office.get_by_text("Kolejka jest pusta.")).to_be_visible()
    for report, shown in (
        ("Aktywność miast", "Gdynia"),
        ("Czas do publikacji", "Mediana dni"),
        ("Pokrycie tematów", "pomorskie"),
    ):
        office.get_by_role("button", name="Raporty").click()
        office.get_by_role("link", name=report, exact=True).click()
        expect(office.get_by_role("heading", level=1)).to_contain_text(report)
        expect(office.get_by_role("main")).to_contain_text(shown)
        with office.expect_download() as download:
            office.evaluate("location.href = location.pathname + '?export=xlsx'")
        assert download.value.suggested_filename.endswith(".xlsx")
