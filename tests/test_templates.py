"""What every page of the site promises to a reader, a screen reader and a strict browser."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from . import factories

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = ROOT / "pimsite/static"
STYLES = sorted((STATIC / "css").glob("*.css"))
PANEL = "--w-"  # how Wagtail's own tokens begin
ADDRESSES = [
    "/szukaj/",
    "/szukaj/?q=przystanki",
    "/szukaj/?q=xyzabc",
    "/szukaj/?temat=nie-ma",
    "/praktyki/",
    "/szukaj/powiadom/?q=przystanki",
    "/szukaj/powiadom/?temat=nie-ma",
    "/szukaj/powiadom/wyslano/",
    "/powiadomienia/wypisz/nie-nasz/",
    "/sieci/rekomendacje/",
    "/sieci/rekomendacje/?stan=nie-ma",
    "/nabory/nabor-2017/wyniki/",
    "/nie-ma-takiej-strony/",
]


class Outline(HTMLParser):
    """The parts of a page that promises are made about."""

    def __init__(self, html):
        super().__init__()
        self.levels, self.ids, self.hrefs, self.inline = [], [], [], []
        self.lang, self.title, self._inside = "", "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.lang = attrs.get("lang")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if attrs.get("id"):
            self.ids.append(attrs["id"])
        if tag == "a":
            self.hrefs.append(attrs.get("href"))
        if tag == "style" or (tag == "script" and not attrs.get("src")):
            self.inline.append(tag)
        self.inline += [name for name in attrs if name == "style" or name.startswith("on")]
        self._inside = tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside == "title" and not self.levels:
            self.title += data


def assert_promises(response):
    page = Outline(response.text)
    assert page.inline == []
    assert page.lang == "pl"
    assert page.title.strip(" –\n")
    assert page.levels.count(1) == 1
    assert page.levels[0] == 1
    steps = zip(page.levels, page.levels[1:], strict=False)
    assert [step for step in steps if step[1] > step[0] + 1] == []
    assert sorted(page.ids) == sorted(set(page.ids))
    assert "tresc" in page.ids
    assert all(page.hrefs)
    assert "{%" not in response.text
    assert "{{" not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", factories.PAGES)
def test_page_keeps_the_promises(client, name):
    page = factories.PAGES[name]()
    assert_promises(client.get(page.get_url()))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_view_keeps_the_promises(client, address):
    factories.make_practice(themes=[factories.make_theme()])
    factories.make_call(applications_total=3)
    assert_promises(client.get(address))


@pytest.mark.django_db
def test_missing_page_offers_what_its_address_says(client):
    factories.make_practice("Zielone przystanki")
    response = client.get("/miasta/gdansk/zielone-przystanki/")
    assert response.status_code == 404
    assert 'value="zielone przystanki"' in response.text
    assert "/miasta/gdynia/zielone-przystanki/" in response.text


@pytest.mark.django_db
def test_missing_file_is_not_searched_for(client):
    factories.make_home()
    assert 'value=""' in client.get("/wp-login.php").text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_static_files_of_a_template_exist(path):
    used = re.findall(r"""{% static "([^"]+)" %}""", path.read_text())
    assert [name for name in used if not finders.find(name)] == []


def test_every_icon_of_the_templates_is_in_the_sprite():
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img/icons.svg").read_text()))
    text = "".join(path.read_text() for path in TEMPLATES)
    used = set(re.findall(r"""{% icon "([^"]+)""", text))
    assert used
    assert used <= symbols


def test_every_theme_of_the_demo_has_its_icon():
    symbols = (STATIC / "img/icons.svg").read_text()
    icons = re.findall(r'"icon": "([^"]+)"', (ROOT / "pimsite/demo/themes_pl.json").read_text())
    assert icons
    assert [icon for icon in icons if f'<symbol id="{icon}"' not in symbols] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_tokens_only(path):
    text = re.sub(r'url\("data:[^"]+"\)', "", path.read_text())
    assert "!important" not in text
    assert "@import" not in text
    if path.name not in ("tokens.css", "print.css"):
        assert re.findall(r"#[0-9a-f]{3,8}\b|\brgb\(", text) == []


def test_tokens_that_styles_use_are_defined():
    text = "".join(path.read_text() for path in STYLES)
    defined = set(re.findall(r"(--[\w-]+):", text))
    assert set(re.findall(rf"var\((?!{PANEL})(--[\w-]+)\)", text)) <= defined


def test_only_the_panel_uses_its_tokens():
    users = {path.name for path in STYLES if f"var({PANEL}" in path.read_text()}
    assert users <= {"admin.css"}


def test_scripts_stay_small():
    scripts = (STATIC / "js").glob("*.js")
    assert sum(len(script.read_text().splitlines()) for script in scripts) <= 185
