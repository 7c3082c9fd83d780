"""Texts about the programme and the site."""

import re
from datetime import date
from html import escape

from django.conf import settings

from pimsite.models import AccessibilityPage, TextPage

from .links import with_page_links
from .reading import by_key
from .writing import story

DATES = ("site_published", "site_updated", "prepared")
LIST_OF_SOURCES = "<!-- lista źródeł -->"
BEFORE_BLOCK = re.compile(r">\s+(?=</?(?:p|ul|ol|li|h[2-4])\b)")


class Texts:
    """Text pages from files of plain HTML, and the accessibility declaration."""

    def __init__(self, book, sources):
        self.sources = sources
        self.entries = by_key(book.list("texts.json"), "slug")
        self.html = {slug: book.text(f"texts/{slug}.html") for slug in self.entries}
        self.declaration = book.object("declaration.json")

    def check(self):
        """Refuse a declaration without its dates."""
        for field in DATES:
            self._day(field)

    def load(self, writer, home):
        """Make the text pages, still without their texts."""
        for slug, entry in self.entries.items():
            title, lead = entry.text("title"), entry.text("lead")
            writer.page(entry, TextPage, home, slug, title=title, slug=slug, lead=lead)
        self._load_declaration(writer, home)

    def load_bodies(self, writer, home):
        """Write the texts, which link to each other and to all other pages."""
        for slug, entry in self.entries.items():
            html = self.html[slug].replace(LIST_OF_SOURCES, self._list_of_sources())
            html = with_page_links(entry, f"texts/{slug}.html", in_one_line(html), home)
            writer.page(entry, TextPage, home, slug, body=story(f"text:{slug}", html))

    def _load_declaration(self, writer, home):
        entry = self.declaration
        fields = {
            name: entry.text(name)
            for name in entry.fields
            if name not in DATES and name not in ("title", "slug")
        }
        writer.page(
            entry,
            AccessibilityPage,
            home,
            "declaration",
            title=entry.text("title"),
            slug=entry.text("slug"),
            site_url=f"{settings.WAGTAILADMIN_BASE_URL}/",
            **{name: self._day(name) for name in DATES},
            **fields,
        )

    def _day(self, field):
        try:
            return date.fromisoformat(self.declaration.text(field))
        except ValueError:
            raise self.declaration.error(field, "oczekiwano daty RRRR-MM-DD.") from None

    def _list_of_sources(self):
        """All sources of facts, as links where they have an address."""
        items = "".join(f"<li>{self._source(key)}</li>" for key in self.sources.titles)
        return f"<ul>{items}</ul>"

    def _source(self, key):
        title, url = escape(self.sources.title(key), quote=False), self.sources.url(key)
        return f'<a href="{escape(url)}">{title}</a>' if url else title


def in_one_line(html):
    """Without the line breaks that make the file readable."""
    text = " ".join(line.strip() for line in html.splitlines())
    return BEFORE_BLOCK.sub(">", text).strip()
