"""What an author does in the editor, for every story that begins with a practice."""

import re

from playwright.sync_api import expect

NEW = re.compile("/cms/pages/add/.*/[0-9]+/$")
TEXTS = {
    "problem": "Latem na targowisku było 40 stopni.",
    "solution": "Posadziliśmy wielkie lipy w betonowych studniach.",
    "lessons": "Zaczęlibyśmy od studni.",
    "transferability": "Na każdym placu z miejscem na korzenie.",
}


def begin(page):
    """Open the form of a new practice from the home page of the panel, all of it loaded.

    By the button: the menu is drawn late, and the panel's heading is a link of the same name.
    """
    page.locator("#describe-practice-section a.button").click()
    page.wait_for_url(NEW)


def describe(page, title, *, without=""):
    """Go from the home page of the panel to the form and fill in what sending requires."""
    page.goto("/cms/")
    begin(page)
    page.fill("#id_title", title)
    page.fill("#id_lead", "Gdynia posadziła lipy nad targowiskiem i w upał jest tam chłodniej.")
    page.click("#id_theme_links-ADD")
    page.select_option("#id_theme_links-0-theme", label="Adaptacja do zmian klimatu")
    for field in sorted(TEXTS.keys() - {without}):
        write(page, field, TEXTS[field])
    page.locator("[data-contentpath=tags] .tagit-new input").fill("zacienianie")
    page.keyboard.press("Enter")
    page.click("#id_figures-ADD")
    page.fill("#id_figures-0-value", "−9 stopni")
    page.fill("#id_figures-0-label", "chłodniej w lipcu w południe")
    page.fill("#id_figures-0-method", "termometr, lipiec 2024")
    page.select_option("#id_cost_band", label="50–200 tys. zł")


def write(page, field, text):
    """Type into a rich text field of the editor."""
    page.locator(f"[data-contentpath={field}] [role=textbox]").first.click()
    page.keyboard.type(text)
    expect(page.locator(f"input[name={field}]")).to_have_value(re.compile(re.escape(text)))


def save(page):
    """Save by the keyboard and wait for the form that comes back: autosave tells no such thing."""
    with page.expect_event("domcontentloaded"):
        page.keyboard.press("Control+s")
    expect(page.locator(".messages .success")).to_be_visible()


def hold_autosave(page, address):
    """Type until the form saves itself, and keep what it sends, in a list, from the server."""
    held = []
    page.route(address, lambda route: held.append(route))
    while not held:  # Wagtail looks for changes only some seconds after a form was loaded
        page.locator("#id_participants").press_sequentially("x")
        page.wait_for_timeout(1500)
    return held


def remark(page, field, text):
    """Begin a comment on a field; return the box it is written in."""
    place = page.locator(f"[data-contentpath={field}]")
    place.hover()
    place.get_by_role("button", name="Dodaj komentarz").click()
    box = page.get_by_placeholder("Napisz komentarz…")
    box.fill(text)
    return box


def choose(page, action):
    """Pick an action from the menu at the foot of the editor."""
    page.get_by_role("button", name="Więcej akcji").click()
    page.get_by_role("button", name=action, exact=True).click()


def send(page, action="Wyślij do Sekretariatu"):
    """Look once more, as the editor's menu leads, and send."""
    choose(page, action)
    expect(page).to_have_url(re.compile("/cms/wyslij/[0-9]+/$"), timeout=20_000)  # autosave first
    page.locator(".writing-choices [type=submit]").click()  # its words tell of practices alike
    expect(page.locator(".messages")).to_contain_text("Wysłano do Sekretariatu")
