"""The main job, as its three users do it: a city writes, the secretariat reviews, others find."""

import re

import pytest
from playwright.sync_api import expect

from pimsite.demo.accounts import PASSWORDS

TITLE = "Parasol drzew nad targowiskiem"
REMARK = "Dopiszcie, ile to kosztowało."
QUERIES = [  # inflected forms of its words, and each facet
    "q=lip+nad+targowiskami",
    "q=wielkich+lipach",
    "q=targowisk&rodzaj=praktyka",
    "q=targowisk&temat=adaptacja-do-zmian-klimatu",
    "q=targowisk&wielkosc=duze",
    "q=targowisk&woj=pomorskie",
    "q=targowisk&tag=zacienianie",
]


@pytest.fixture
def sign_in(browser, base_url):
    """A browser window of its own for each person."""
    windows = []

    def sign_in(name):
        window = browser.new_context(
            base_url=base_url, locale="pl-PL", viewport={"width": 1280, "height": 900}
        )
        windows.append(window)
        page = window.new_page()
        page.goto("/cms/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORDS[name])
        page.click("button[type=submit]")
        expect(page).to_have_url(re.compile("/cms/$"))
        return page

    yield sign_in
    for window in windows:
        window.close()


def write(page, field, text):
    """Type into a rich text field of the editor."""
    page.locator(f"[data-contentpath={field}] [role=textbox]").first.click()
    page.keyboard.type(text)
    expect(page.locator(f"input[name={field}]")).to_have_value(re.compile(re.escape(text)))


def choose(page, action):
    """Pick an action from the menu at the foot of the editor."""
    page.get_by_role("button", name="Więcej akcji").click()
    page.get_by_role("button", name=action, exact=True).click()


def test_practice_travels_from_a_city_to_its_reader(page, sign_in):
    author, stranger, office = sign_in("gdynia"), sign_in("lodz"), sign_in("sekretariat")

    # A city writes and submits.
    author.get_by_role("link", name="Opisz praktykę").first.click()
    author.fill("#id_title", TITLE)
    author.fill("#id_lead", "Gdynia posadziła lipy nad targowiskiem i w upał jest tam chłodniej.")
    author.click("#id_theme_links-ADD")
    author.select_option("#id_theme_links-0-theme", label="Adaptacja do zmian klimatu")
    write(author, "problem", "Latem na targowisku było czterdzieści stopni.")
    write(author, "solution", "Posadziliśmy wielkie lipy w betonowych studniach.")
    author.locator("[data-contentpath=tags] .tagit-new input").fill("zacienianie")
    author.keyboard.press("Enter")
    choose(author, "Wyślij do Sekretariatu")
    expect(author.locator(".messages")).to_contain_text(TITLE)
    edit = author.locator(".messages").get_by_role("link", name="Edytuj").get_attribute("href")

    # Nobody else sees it: not a visitor, not another city.
    page.goto("/szukaj/?q=targowiska+lipy")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
    stranger.goto(edit)
    expect(stranger.locator("body")).not_to_contain_text(TITLE)
    stranger.goto(edit.replace("/edit/", "/view_draft/"))
    expect(stranger.locator("body")).not_to_contain_text(TITLE)

    # The secretariat returns it with a remark, the author mends it.
    office.goto("/cms/")
    office.get_by_role("link", name=TITLE).click()
    choose(office, "Odeślij do poprawy")
    remark = office.get_by_role("dialog")
    remark.get_by_label("Komentarz").fill(REMARK)
    remark.get_by_role("button", name="Odeślij do poprawy").click()
    expect(office.locator(".messages")).to_be_visible()
    author.goto(edit)
    expect(author.locator("body")).to_contain_text(REMARK)
    author.fill("#id_costs", "120 tys. zł za dwanaście lip")
    choose(author, "Wyślij ponownie do Sekretariatu")
    expect(author.locator(".messages")).to_contain_text(TITLE)

    # The secretariat approves; in the same second every reader finds it.
    office.goto(edit)
    choose(office, "Zatwierdź i opublikuj")
    expect(office.locator(".messages")).to_be_visible()
    for query in QUERIES:
        page.goto(f"/szukaj/?{query}")
        expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("120 tys. zł za dwanaście lip").first).to_be_visible()
