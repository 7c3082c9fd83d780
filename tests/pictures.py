"""Pictures of the handbook, taken in the demo: `make pictures` writes them into docs/pictures/.

The story is the handbook's own: a city writes and sends a practice, the secretariat decides.
"""

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimsite.settings.test")
django.setup()

from pimsite.demo.accounts import OFFICE, PASSWORDS  # noqa: E402

from .browser.authoring import choose, describe  # noqa: E402
from .demo_server import BROWSER, ROOT, demo_server  # noqa: E402

FOLDER = ROOT / "docs/pictures"
SIZE = {"width": 1280, "height": 800}
COLOURS = 64  # enough for a screen, and a quarter of the bytes
TITLE = "Parasol drzew nad targowiskiem"


def main():
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        with demo_server(place, place / "log") as address:
            browser = playwright.chromium.launch(**BROWSER)
            draw(Album(browser, address))
            browser.close()


class Album:
    """Windows of the people of the demo, and the pictures taken of them."""

    def __init__(self, browser, address: str):
        self._browser, self._address = browser, address

    def window(self, name: str = "") -> Page:
        """A window of a person of the demo, or of a visitor."""
        context = self._browser.new_context(
            base_url=self._address, locale="pl-PL", viewport=SIZE, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto("/konto/logowanie/")
        if name:
            page.fill("#id_username", name)
            page.fill("#id_password", PASSWORDS[name])
            page.click("main button[type=submit]")
            expect(page).to_have_url(re.compile("/cms/$"))
        return page

    def take(self, page: Page, name: str) -> None:
        """Keep what the window shows now."""
        page.wait_for_load_state("networkidle")
        expect(page.locator("h1").first).to_be_visible()
        path = FOLDER / f"{name}.png"
        page.screenshot(path=path, animations="disabled")
        with Image.open(path) as picture:
            picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(
                path, optimize=True
            )
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


OFFICE_PAGES = {
    "kolejka": "/cms/kolejka/",
    "zaproszenia": "/cms/zaproszenia/",
    "tagi": "/cms/tagi/",
    "import": "/cms/import/",
    "historia": "/cms/raporty/historia/",
}


def draw(album: Album) -> None:
    """The handbook's story, in its order."""
    album.take(album.window(), "logowanie")
    author = album.window("gdynia")
    album.take(author, "start-redakcji")
    describe(author, TITLE)
    expect(author.locator("[data-checklist]")).to_contain_text("7 z 8", timeout=20_000)
    author.evaluate("document.querySelector('#id_title').scrollIntoView({block: 'center'})")
    album.take(author, "formularz")
    choose(author, "Wyślij do Sekretariatu")
    author.wait_for_url("/cms/wyslij/*/", timeout=20_000)
    album.take(author, "przed-wyslaniem")
    author.get_by_role("button", name="Wyślij do Sekretariatu").click()
    author.wait_for_url("/cms/pages/*/**")
    office = album.window(OFFICE)
    album.take(office, "start-sekretariatu")
    for name, path in OFFICE_PAGES.items():
        office.goto(path)
        album.take(office, name)
    office.goto(OFFICE_PAGES["kolejka"])
    office.get_by_role("link", name=TITLE).click()
    album.take(office, "zgloszenie")


if __name__ == "__main__":
    main()
