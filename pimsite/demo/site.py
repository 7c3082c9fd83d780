"""The frame of the site: home page, indexes, settings."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from knowledge.models import CityIndexPage
from networks.models import CallIndexPage, NetworkIndexPage, PartnershipIndexPage
from pimsite.models import HomePage, SiteSettings

from .reading import by_key
from .writing import paragraphs, story

WELCOME = "Welcome to your new Wagtail site!"
INDEXES = {
    "miasta": CityIndexPage,
    "sieci": NetworkIndexPage,
    "agenda-miejska-ue": PartnershipIndexPage,
    "nabory": CallIndexPage,
}


@dataclass
class Frame:
    """The pages that hold all others."""

    home: Page
    cities: Page
    networks: Page
    partnerships: Page
    calls: Page


class SiteFrame:
    """The frame as `site.json` words it."""

    def __init__(self, book):
        self.entry = book.object("site.json")
        self.indexes = by_key(self.entry.entries("indexes"), "slug")

    def check(self):
        """Refuse a frame that misses an index."""
        for slug in INDEXES:
            if slug not in self.indexes:
                raise self.entry.error("indexes", f"brakuje strony „{slug}”.")

    def load(self, writer):
        """Make the home page the site's root, with the four indexes below it."""
        home = self._load_home(writer)
        pages = [self._load_index(writer, home, slug, model) for slug, model in INDEXES.items()]
        cities, networks, partnerships, calls = pages
        return Frame(home, cities, networks, partnerships, calls)

    def _load_home(self, writer):
        words = self.entry.entry("home")
        fresh = {"title": words.text("title"), "slug": "pim", "lead": words.text("lead")}
        root = Page.get_first_root_node()
        home = writer.page(
            words, HomePage, root, "home", seo_title=words.text("seo_title"), **fresh
        )
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        if site.root_page_id != home.pk:
            site.hostname, site.root_page = "localhost", home
            site.site_name = self.entry.text("site_name")
            site.save()
        for welcome in Page.objects.filter(depth=2, title=WELCOME):
            welcome.delete()
        self._load_settings(writer, site)
        return home

    def _load_index(self, writer, home, slug, model):
        words = self.indexes[slug]
        return writer.page(
            words,
            model,
            home,
            slug,
            title=words.text("title"),
            slug=slug,
            lead=words.text("lead"),
            body=story(f"index:{slug}", paragraphs(*words.texts("body", []))),
            show_in_menus=True,
        )

    def _load_settings(self, writer, site):
        words = self.entry.entry("settings")
        fields = ("name", "address", "email", "phone")
        writer.thing(
            words,
            SiteSettings,
            {"site": site},
            footer_programme=words.text("footer_programme"),
            footer_funding=words.text("footer_funding"),
            **{f"secretariat_{field}": words.text(field, "") for field in fields},
        )
