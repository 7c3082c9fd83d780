"""Every kind of page in a real browser: accessible, within its width, calm, and from one host."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

MISSING = "/nie-ma/"
PAGES = {
    "home": "/",
    "cities": "/miasta/",
    "city": "/miasta/gdynia/",
    "foreign city": "/miasta/barcelona/",
    "practice": "/miasta/malbork/malbork-na-plus/",
    "partnerships": "/agenda-miejska-ue/",
    "partnership": "/agenda-miejska-ue/mobilnosc-miejska/",
    "networks": "/sieci/",
    "network": "/sieci/miasto-kompaktowe/",
    "output": "/sieci/raport-banku-swiatowego/",
    "recommendations": "/sieci/rekomendacje/",
    "planned network": "/sieci/praca-i-umiejetnosci/",
    "calls": "/nabory/",
    "call": "/nabory/nabor-2017/",
    "results of a call": "/nabory/nabor-2017/wyniki/",
    "text": "/o-pim/",
    "credits": "/zrodla/",
    "declaration": "/dostepnosc/",
    "practices": "/praktyki/",
    "search": "/szukaj/?q=rewitalizacja+kamienic",
    "filtered search": "/szukaj/?q=zielone+przystanki&rodzaj=praktyka&wielkosc=duze",
    "search without query": "/szukaj/",
    "results on a map": "/szukaj/?q=rewitalizacja&widok=mapa",
    "practices on a map": "/praktyki/?widok=mapa",
    "search in vain": "/szukaj/?q=xyzabc",
    "filtered in vain": "/szukaj/?q=smog&rodzaj=miasto&woj=lubuskie",
    "corrected": "/szukaj/?q=rewitlizacja",
    "partial matches": "/szukaj/?q=strefa+platnego+parkowania+regulamin",
    "function words": "/szukaj/?q=jak+co",
    "all results on a map": "/szukaj/?widok=mapa",
    "unknown filter": "/szukaj/?temat=nie-ma",
    "following": "/szukaj/powiadom/?q=smog&rodzaj=praktyka",
    "asked": "/szukaj/powiadom/wyslano/",
    "missing page": MISSING,
}
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


WIDTHS = [320, 1280]  # 320 px is also 1280 px at 400 %
THEMES = ["light", "dark"]


@pytest.fixture
def browser_context_args(browser_context_args):
    """Colours are judged at rest, not on their way from one theme to the other."""
    return {**browser_context_args, "reduced_motion": "reduce", "locale": "pl-PL"}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page(page, base_url, path):
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(path)

    assert answer.status == (404 if path == MISSING else 200)
    assert hosts == {urlsplit(base_url).netloc}
    assert [text for text in complaints if "404 (Not Found)" not in text] == []
    look(page)


def test_offers_while_typing(page):
    page.goto("/szukaj/")
    page.get_by_role("combobox", name=re.compile("Szukaj w")).press_sequentially("rewi")
    offers = page.get_by_role("listbox", name="Podpowiedzi").get_by_role("option")
    expect(offers.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    look(page)
    expect(offers.first).to_be_visible()


def test_following_from_the_form_to_the_farewell(page, server_log):
    page.goto("/szukaj/powiadom/?q=smog+w+szkole&rodzaj=praktyka")
    page.get_by_role("button", name="Wyślij link").click()
    expect(page.get_by_text("Podaj pełny adres e-mail")).to_be_visible()
    look(page)
    page.get_by_label("Adres e-mail").fill("biuro@miasto.pl")
    page.get_by_role("button", name="Wyślij link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdź pocztę")
    page.goto(link(server_log, "potwierdz"))
    look(page)
    page.get_by_role("button", name="Potwierdzam").click()
    expect(page.get_by_role("status")).to_contain_text("Gotowe.")
    look(page)
    page.goto(link(server_log, "wypisz"))
    look(page)
    page.get_by_role("button", name="Wypisz mnie").click()
    expect(page.get_by_role("status")).to_contain_text("Wypisano.")
    look(page)
    page.goto(link(server_log, "potwierdz"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ten link już nie działa")
    look(page)


def link(log, name):
    """The last link of this kind that was mailed."""
    text = log.read_text(encoding="utf-8", errors="replace")
    return re.findall(rf"/powiadomienia/{name}/[\w:-]+/", text)[-1]


def look(page):
    """Within its width and accessible, wide and narrow, light and dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found = Axe().run(page, options=AXE_RULES)
            assert found.violations_count == 0, f"{width} px, {theme}: {found.generate_report()}"
