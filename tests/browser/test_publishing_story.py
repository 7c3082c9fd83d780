"""The main job, as its three users do it: a city writes, the secretariat reviews, others find."""

import re

from playwright.sync_api import expect

from tests.inviting import ADDRESS

from .authoring import NEW, TEXTS, begin, choose, describe, hold_autosave, remark, save, send, write
from .joining import invite, mailed_to, open_account

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


def test_practice_travels_from_a_new_author_to_its_reader(page, window, sign_in, server_log):
    author, stranger, office = window(), sign_in("lodz"), sign_in("sekretariat")

    # The secretariat invites somebody from a city, who opens an account, writes and submits.
    invite(office, "Gdynia")
    open_account(author, mailed_to(ADDRESS, server_log))
    describe(author, TITLE, without="lessons")
    choose(author, "Wyślij do Sekretariatu")
    expect(author.locator(".writing")).to_contain_text("Brakuje, żeby wysłać", timeout=20_000)
    author.get_by_role("link", name="Wnioski: co zrobilibyście inaczej").click()
    write(author, "lessons", TEXTS["lessons"])
    send(author)
    edit = author.locator(".messages").get_by_role("link", name="Zobacz").get_attribute("href")

    # Nobody else sees it: not a visitor, not another city.
    page.goto("/szukaj/?q=targowiska+lipy")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
    stranger.goto(edit)
    expect(stranger.locator("body")).not_to_contain_text(TITLE)
    stranger.goto(edit.replace("/edit/", "/view_draft/"))
    expect(stranger.locator("body")).not_to_contain_text(TITLE)

    # The secretariat returns it with a remark from a template, the author mends it.
    office.goto("/cms/")
    office.get_by_role("link", name=TITLE).click()
    expect(office.locator(".curation-fields")).to_contain_text("40 stopni")
    office.get_by_label("Szablon").select_option(label="odesłanie do poprawy: Brakuje kosztów")
    expect(office.get_by_label("Uwaga dla autora")).to_have_value(re.compile("ile to kosztowało"))
    office.get_by_label("Uwaga dla autora").fill(REMARK)
    office.get_by_role("button", name="Odeślij do poprawy").click()
    expect(office.locator(".messages")).to_contain_text("Odesłano do poprawy")
    author.goto(edit)
    expect(author.locator("body")).to_contain_text(REMARK)
    author.fill("#id_costs", "120 tys. zł za dwanaście lip")
    send(author, "Wyślij ponownie do Sekretariatu")

    # The secretariat approves; in the same second every reader finds it.
    office.get_by_role("navigation", name="Główne menu").get_by_role("link", name="Kolejka").click()
    office.get_by_role("link", name=TITLE).click()
    expect(office.locator(".curation-fields")).to_contain_text("120 tys. zł")
    office.get_by_role("button", name="Zatwierdź i opublikuj").click()
    expect(office.locator(".messages")).to_contain_text("Opublikowano")
    for query in QUERIES:
        page.goto(f"/szukaj/?{query}")
        expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("120 tys. zł za dwanaście lip").first).to_be_visible()


def test_sending_waits_for_autosave(sign_in):
    """Sent at the worst moment, a new practice is still made once."""
    author = sign_in("gdynia")
    begin(author)  # what opens the form is not to be held
    author.fill("#id_title", "Ławka przy bibliotece")
    for field in ("problem", "solution"):
        write(author, field, "Tekst o ławce.")
    held = hold_autosave(author, NEW)
    choose(author, "Wyślij do Sekretariatu")
    assert len(held) == 1, "nothing else was sent meanwhile"
    held.pop().continue_()
    expect(author.locator(".messages")).to_contain_text("Ławka przy", timeout=20_000)
    author.goto("/cms/pages/search/?q=ławka+przy+bibliotece")
    expect(author.get_by_role("link", name="Ławka przy bibliotece", exact=True)).to_have_count(1)


def test_what_is_typed_while_saving_is_saved_next(sign_in):
    """Wagtail takes the form as it is when the answer comes for what it has saved."""
    author = sign_in("gdynia")
    begin(author)
    author.fill("#id_title", "Skwer przy szkole")
    held = hold_autosave(author, NEW)
    author.fill("#id_lead", "Dzieci mają cień.")
    held.pop().continue_()
    expect(author.locator("[data-checklist]")).to_contain_text("Spełnione: 2 z 8")


def test_remarks_made_while_saving_stay(sign_in):
    """Wagtail reads all comments anew when it has saved: those of the meantime would be gone."""
    author = sign_in("gdynia")
    begin(author)
    author.fill("#id_title", "Zegar na rynku")
    save(author)
    edited = re.compile("/cms/pages/[0-9]+/edit/$")

    # One is begun, and still there to be ended.
    held = hold_autosave(author, edited)
    begun = remark(author, "costs", "Skąd ta kwota?")
    with author.expect_response(edited):
        held.pop().continue_()
    author.unroute(edited)
    author.wait_for_timeout(500)
    expect(begun).to_have_value("Skąd ta kwota?")
    author.get_by_role("button", name="Komentarz", exact=True).click()
    expect(author.locator(".comment__notice")).to_have_count(0)  # it has been saved by itself

    # One is ended and sent with the form; one is left open, and goes along.
    held = hold_autosave(author, edited)
    remark(author, "lead", "Kto tu mieszka?")
    author.get_by_role("button", name="Komentarz", exact=True).click()
    remark(author, "participants", "Kogo brakuje?")
    author.keyboard.press("Control+s")
    with author.expect_event("domcontentloaded"):
        held.pop().continue_()
        author.unroute(edited)
    author.reload()
    told = author.locator(".comment__text")
    expect(told).to_have_text(["Skąd ta kwota?", "Kto tu mieszka?", "Kogo brakuje?"])
