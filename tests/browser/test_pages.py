"""Every kind of page in a real browser: accessible, within its width, calm, and from one host."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

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
    "planned network": "/sieci/praca-i-umiejetnosci/",
    "calls": "/nabory/",
    "call": "/nabory/nabor-2017/",
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
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found = Axe().run(page, options=AXE_RULES)
            assert found.violations_count == 0, f"{width} px, {theme}: {found.generate_report()}"
