"""The search box as a combobox: worked by keyboard alone, and a plain box without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .test_pages import AXE_RULES


@pytest.fixture
def box(page):
    return page.get_by_role("combobox", name=re.compile("Szukaj w|Czego szuka"))


@pytest.fixture
def options(page):
    """The offers, apart from options of the page's own lists."""
    return page.get_by_role("listbox", name="Podpowiedzi").get_by_role("option")


def active(page, box):
    """The option that a screen reader would read."""
    place = box.get_attribute("aria-activedescendant")
    return page.locator(f"#{place}") if place else None


@pytest.mark.parametrize("path", ["/", "/szukaj/", "/praktyki/"])
def test_keyboard_walks_the_list_and_leaves_it(page, box, options, path):
    page.goto(path)
    box.press_sequentially("gdyn")
    expect(options.first).to_contain_text("Gdynia")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[aria-live=polite]")).to_contain_text("podpowied")
    assert active(page, box) is None

    page.keyboard.press("ArrowDown")
    expect(active(page, box)).to_have_attribute("aria-selected", "true")
    assert active(page, box).text_content() == options.first.text_content()
    page.keyboard.press("End")
    assert active(page, box).text_content() == options.last.text_content()
    page.keyboard.press("ArrowDown")
    assert active(page, box) is None
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert active(page, box).text_content() == options.first.text_content()
    assert Axe().run(page, options=AXE_RULES).violations_count == 0
    expect(box).to_have_value("gdyn")

    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("gdyn")
    expect(box).to_be_focused()


def test_enter_opens_the_chosen_page(page, box, options):
    page.goto("/")
    box.press_sequentially("gdyn")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gdynia")


def test_enter_without_a_choice_searches_for_what_was_typed(page, box, options):
    page.goto("/")
    box.press_sequentially("gdyn")
    expect(options.first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/szukaj/\?q=gdyn$"))


def test_list_can_be_clicked_and_closes_when_the_box_is_left(page, box, options):
    page.goto("/szukaj/")
    box.press_sequentially("lodz")
    page.get_by_role("option", name="Łódź Miasto").click()
    expect(page).to_have_url(re.compile("/miasta/lodz/$"))
    page.goto("/szukaj/")
    box.press_sequentially("lodz")
    expect(options.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options).to_have_count(0)


def test_failure_of_the_offers_leaves_a_working_box(page, box, options):
    page.route("**/podpowiedzi/**", lambda route: route.abort())
    page.goto("/szukaj/")
    with page.expect_event("requestfailed"):
        box.press_sequentially("gdyn")
    expect(options).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=gdyn$"))


def test_box_is_a_plain_field_without_javascript(browser, base_url):
    window = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = window.new_page()
    page.goto("/szukaj/")
    box = page.get_by_role("searchbox", name=re.compile("Szukaj w"))
    expect(page.get_by_role("combobox", name=re.compile("Szukaj w"))).to_have_count(0)
    box.fill("gdynia")
    box.press("Enter")
    expect(page.get_by_role("link", name="Mapa")).to_be_visible()
    page.get_by_role("link", name="Mapa").click()
    expect(page.get_by_role("img", name="Wyniki na mapie Polski")).to_be_visible()
    window.close()
