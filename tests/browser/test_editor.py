"""The form of a practice, as its author meets it: accessible, and led by its checklist."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .authoring import begin
from .test_pages import AXE_RULES, WIDTHS


@pytest.fixture
def author(sign_in):
    """At the form of a new practice, all of it ready."""
    page = sign_in("gdynia")
    page.emulate_media(reduced_motion="reduce")
    begin(page)
    expect(page.get_by_role("textbox", name="Problem")).to_be_visible()
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_form_is_accessible(author, width):
    expect(author.get_by_role("textbox", name="Tagi")).to_be_visible()
    author.set_viewport_size({"width": width, "height": 900})
    assert author.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(author, options=AXE_RULES)
    assert found.violations_count == 0, found.generate_report()


def test_checklist_leads_into_a_folded_field(author):
    author.get_by_role("button", name="Zwiń wszystkie").click()
    problem = author.get_by_role("textbox", name="Problem")
    expect(problem).to_be_hidden()
    author.evaluate("document.querySelector('[href=\"#id_problem-label\"]').click()")
    expect(problem).to_be_focused()
    author.keyboard.type("Rano 80 aut.")
    expect(problem).to_have_text("Rano 80 aut.")


def test_address_leads_into_a_field(author):
    author.goto(f"{author.url}#id_costs-label")
    author.reload()
    expect(author.get_by_label("Koszt: kwota")).to_be_focused()
    expect(author.get_by_label("Koszt: kwota")).to_be_in_viewport()


def test_open_minimap_covers_no_checklist(author):
    author.locator("#w-minimap-toggle").click()
    minimap = author.locator(".w-minimap--expanded").bounding_box()
    checklist = author.locator("[data-checklist]").bounding_box()
    assert checklist["x"] + checklist["width"] <= minimap["x"]


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False)])
def test_checklist_stands_beside_the_form_where_it_fits(author, width, beside):
    author.set_viewport_size({"width": width, "height": 900})
    checklist = author.locator("[data-checklist]").bounding_box()
    title = author.locator("#id_title").bounding_box()
    assert (checklist["x"] >= title["x"] + title["width"]) is beside
    assert (checklist["y"] + checklist["height"] <= title["y"]) is not beside
