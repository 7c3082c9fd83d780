"""A new member of the secretariat clears a queue of twenty, then answers the quarterly report."""

import csv
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.demo_server import manage
from tests.queueing import title_of

from .authoring import remark, save

WAITING = 20
TITLES = [title_of(place) for place in range(WAITING)]
ONE_BY_ONE, TOGETHER_BACK = TITLES[:8], TITLES[8:12]  # the rest is published together
PUBLISHED = len(ONE_BY_ONE) // 2 + WAITING - len(ONE_BY_ONE) - len(TOGETHER_BACK)
REMARK = "Ile to kosztowało?"
TEMPLATE = "odesłanie do poprawy: Brakuje kosztów"


@pytest.fixture
def office(sign_in, demo_folder, base_url):
    """The secretariat, for whom twenty practices wait."""
    fill = f"from tests.queueing import fill_queue; fill_queue({WAITING})"
    manage(demo_folder, base_url, "shell", "-c", fill)
    return sign_in("sekretariat")


def test_queue_is_cleared_and_the_quarter_reported(office, sign_in):
    before = quarter(office)
    remark_on_a_field(office)
    clear_one_by_one(office)
    clear_together(office, TOGETHER_BACK, "Odeślij zaznaczone do poprawy")
    clear_together(office, None, "Zatwierdź i opublikuj zaznaczone")
    expect(office.get_by_text("Nic nie czeka.")).to_be_visible()

    # The authors meet the remarks on the home page.
    for name in ("gdynia", "lodz"):
        author = sign_in(name)
        returned = (WAITING - PUBLISHED) // 2
        expect(author.get_by_text("u Ciebie, do poprawy")).to_have_count(returned)

    office.goto("/cms/")
    expect(office.get_by_text("Kolejka jest pusta.")).to_be_visible()
    read_figures(office)
    after = quarter(office)
    assert after["Zgłoszeń"] >= WAITING
    assert after["Publikacji"] - before["Publikacji"] == PUBLISHED
    take_reports_out(office)


def remark_on_a_field(office):
    """From the home page into the longest waiting, and from there into one of its fields."""
    office.get_by_role("link", name=TITLES[0]).first.click()
    office.get_by_role("link", name=re.compile("^Otwórz w edytorze")).click()
    remark(office, "costs", REMARK)
    office.get_by_role("button", name="Komentarz", exact=True).click()
    save(office)


def clear_one_by_one(office):
    """The next opens by itself; half are sent back by a template, half published with thanks."""
    office.goto("/cms/kolejka/")
    expect(office.get_by_role("row", name=TITLES[0])).to_contain_text("7 z 8")
    office.get_by_role("link", name=TITLES[0]).click()
    expect(office.get_by_role("listitem").filter(has_text=REMARK)).to_be_visible()
    templates = office.get_by_label("Szablon").bounding_box()
    assert templates["x"] + templates["width"] < office.viewport_size["width"]
    for place, title in enumerate(ONE_BY_ONE):
        expect(office.get_by_role("heading", level=1)).to_contain_text(title)
        if place < len(ONE_BY_ONE) // 2:
            office.get_by_label("Szablon").select_option(label=TEMPLATE)
            expect(office.get_by_label("Uwaga dla autora")).to_have_value(re.compile("kosztowało"))
            office.get_by_role("button", name="Odeślij do poprawy").click()
        else:
            office.get_by_label("Uwaga dla autora").fill(f"Dziękujemy ({place})")
            office.get_by_role("button", name="Zatwierdź i opublikuj").click()
        expect(office.locator(".messages")).to_contain_text(title)


def clear_together(office, titles, action):
    """Choose in the queue, some or all that is left, and decide with one remark."""
    office.goto("/cms/kolejka/")
    for title in titles or [""]:
        row = office.get_by_role("row", name=title) if title else office.locator("thead")
        row.get_by_role("checkbox").first.check()
    office.get_by_role("link", name=action).click()
    office.get_by_label("Uwaga dla autora").fill(REMARK)
    office.get_by_role("button", name=action).click()
    expect(office.locator(".messages")).to_contain_text("Gotowe")


def read_figures(office):
    """Each figure of the home page is as many rows as its list has."""
    figures = office.locator(".curation-figures a")
    told = [
        (each.locator("strong").inner_text(), each.get_attribute("href"), each.inner_text())
        for each in figures.all()
    ]
    assert len(told) >= 5
    for number, address, words in told:
        assert len(rows_of(office, address)) == int(number), words


def quarter(office):
    """What all cities did in three months."""
    since = date.today() - timedelta(days=91)
    rows = rows_of(office, f"/cms/raporty/sekretariat/aktywnosc-miast/?dzien_from={since}")
    return {name: sum(int(row[name]) for row in rows) for name in ("Zgłoszeń", "Publikacji")}


def take_reports_out(office):
    """Who did what, how long it took, what is missing: each as a table."""
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


def rows_of(office, address):
    """A list as it is taken out, or as it is shown where it cannot be."""
    answer = office.request.get(f"{address}{'&' if '?' in address else '?'}export=csv")
    assert answer.ok, address
    if not answer.headers["content-type"].startswith("text/csv"):
        office.goto(address)
        return office.locator("main tbody tr").all()
    return list(csv.DictReader(answer.body().decode("utf-8-sig").splitlines()))
