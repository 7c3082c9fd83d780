"""Every kind of page in a real browser: accessible, within its width, calm, and from one host."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = {
    "home": "/",
    "cities": "/miasta/",
    "city": "/miasta/gdynia/",
    "foreign city": "/miasta/barcelona/",
    "practice": "/miasta/gdansk/",
    "partnerships": "/agenda-miejska-ue/",
    "partnership": "/agenda-miejska-ue/mobilnosc-miejska/",
    "networks": "/sieci/",
    "network": "/sieci/miasto-kompaktowe/",
    "calls": "/nabory/",
    "call": "/nabory/nabor-2017/",
    "text": "/o-pim/",
    "credits": "/zrodla/",
    "declaration": "/dostepnosc/",
    "practices": "/praktyki/",
    "search": "/szukaj/?q=rewitalizacja+kamienic",
    "filtered search": "/szukaj/?q=zielone+przystanki&rodzaj=praktyka&wielkosc=duze",
    "search without query": "/szukaj/",
    "search in vain": "/szukaj/?q=xyzabc",
    "unknown filter": "/szukaj/?temat=nie-ma",
    "missing page": "/nie-ma/",
}
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture(params=[320, 1280])
def width(request):
    return request.param


@pytest.fixture
def browser_context_args(browser_context_args, theme, width):
    return {
        **browser_context_args,
        "viewport": {"width": width, "height": 900},
        "color_scheme": theme,
        "locale": "pl-PL",
    }


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page(page, base_url, path, width):
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(path)

    assert answer.status == (404 if path == "/nie-ma/" else 200)
    assert hosts == {urlsplit(base_url).netloc}
    assert [text for text in complaints if "404" not in text] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=AXE_RULES)
    assert found.violations_count == 0, found.generate_report()
