"""Pages about accounts in a real browser: accessible, and within their width."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .test_pages import AXE_RULES, WIDTHS

PUBLIC = ["/konto/logowanie/", "/konto/prosba/", "/konto/prosba/wyslano/", "/konto/nowe/"]
PANEL = ["ludzie/", "potwierdzenia/", "zaproszenia/", "zaproszenia/nowe/"]


def assert_accessible(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_load_state("networkidle")
    assert [each["id"] for each in Axe().run(page, options=AXE_RULES).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PUBLIC)
def test_public_page(page, base_url, path, width):
    page.goto(path)
    assert_accessible(page, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_coordinator(sign_in, width):
    page = sign_in("koordynacja")
    page.emulate_media(reduced_motion="reduce")
    for path in PANEL:
        page.goto(f"/cms/{path}")
        assert_accessible(page, width)
    page.goto("/cms/ludzie/")
    for name in ("Redakcja Gdyni", "Już tu nie pracuje"):
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).first.wait_for()
        assert_accessible(page, width)
