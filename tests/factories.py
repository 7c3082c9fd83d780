"""Plain functions that build what a test names; everything else gets a sensible default."""

from django.contrib.auth import get_user_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from knowledge.models import CityIndexPage, CityPage, PageTheme, PracticePage, Theme
from networks.models import (
    CallIndexPage,
    CallPage,
    Edition,
    MeetingPage,
    MidPage,
    NetworkIndexPage,
    NetworkPage,
    OutputPage,
    PartnershipIndexPage,
    PartnershipPage,
)
from pimsite.models import AccessibilityPage, HomePage, TextPage


def make_home():
    """The site's home page, made once."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        for welcome in root.get_children():
            welcome.delete()
        root.refresh_from_db()
        home = root.add_child(instance=HomePage(title="Partnerska Inicjatywa Miast", slug="pim"))
        Site.objects.all().delete()
        Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True, site_name="PIM"
        )
    return home


def make_index(model, title):
    """The page above others of a kind, made once; search does not find it, so it is only saved."""
    return model.objects.first() or make_home().add_child(instance=model(title=title))


def make_city_index():
    return make_index(CityIndexPage, "Miasta")


def make_city(title="Gdynia", **fields):
    """A live city; Polish and medium unless told otherwise."""
    fields = {"voivodeship": "pomorskie", "size_class": "srednie", **fields}
    return add(make_city_index(), CityPage(title=title, **fields))


def make_theme(key="urban-mobility", name="Mobilność miejska", **fields):
    fields = {"name_en": key, "colour": "mobilnosc", "icon": "bus", **fields}
    return Theme.objects.get_or_create(key=key, defaults={"name": name, **fields})[0]


def make_practice(title="Zielone przystanki", *, city=None, themes=(), tags=(), **fields):
    """A live practice; its city is made if none is given."""
    fields = {
        "lead": "Przystanki z zielonym dachem i ławką.",
        "problem": "<p>Latem na przystankach było za gorąco.</p>",
        "solution": "<p>Posadziliśmy rozchodniki na dachach wiat.</p>",
        **fields,
    }
    page = PracticePage(title=title, **fields)
    page.theme_links = [PageTheme(theme=theme, sort_order=n) for n, theme in enumerate(themes)]
    page.tags.add(*tags)
    return add(city or CityPage.objects.filter(title="Gdynia").first() or make_city(), page)


def make_partnership_index():
    return make_index(PartnershipIndexPage, "Agenda Miejska UE")


def make_partnership(title="Mobilność miejska", *, themes=(), **fields):
    page = PartnershipPage(
        title=title, **{"official_name": "Partnership for Urban Mobility", **fields}
    )
    page.theme_links = [PageTheme(theme=theme) for theme in themes]
    return add(make_partnership_index(), page)


def make_edition(number=1, **fields):
    fields = {"name": f"Edycja {number}", "start_year": 2016 + number, **fields}
    return Edition.objects.get_or_create(number=number, defaults={"key": f"pim{number}", **fields})[
        0
    ]


def make_network_index():
    return make_index(NetworkIndexPage, "Sieci")


def make_network(title="Rewitalizacja", *, themes=(), members=(), **fields):
    """A live network; `members` are cities."""
    page = NetworkPage(title=title, **{"edition": make_edition(), "state": "trwa", **fields})
    page.theme_links = [PageTheme(theme=theme) for theme in themes]
    page.memberships = [page.memberships.model(city=city) for city in members]
    return add(make_network_index(), page)


def make_output(title="Plan Ulepszeń", *, network=None, **fields):
    parent = network or NetworkPage.objects.first() or make_network()
    return add(parent, OutputPage(title=title, **{"kind": "plan-ulepszen", **fields}))


def make_mid(title="Ulica szkolna", *, network=None, city=None, **fields):
    """A live MID of a member of the network."""
    city = city or CityPage.objects.first() or make_city()
    network = network or NetworkPage.objects.first() or make_network(members=[city])
    fields = {"challenge": "<p>Pod szkołami jest ciasno.</p>", **fields}
    return add(network, MidPage(title=title, city=city, **fields))


def make_meeting(title="Pierwsze spotkanie", *, network=None, day="2026-01-20", **fields):
    parent = network or NetworkPage.objects.first() or make_network()
    return add(parent, MeetingPage(title=title, day=day, **fields))


def make_call_index():
    return make_index(CallIndexPage, "Nabory")


def make_call(title="Nabór 2017", **fields):
    return add(make_call_index(), CallPage(title=title, **fields))


def make_text(title="O programie", **fields):
    return add(make_home(), TextPage(title=title, **fields))


def make_declaration(**fields):
    fields = {
        "title": "Deklaracja dostępności",
        "entity": "Ministerstwo",
        "scope": "Partnerska Inicjatywa Miast",
        "site_url": "https://pim.example.org/",
        "site_published": "2026-01-15",
        "site_updated": "2026-06-01",
        "prepared": "2026-01-15",
        "contact_name": "Sekretariat PIM",
        "contact_email": "pim@example.org",
        "contact_phone": "22 000 00 00",
        "architecture": "<p>Wejście z poziomu chodnika.</p>",
        "communication": "<p>Tłumacz języka migowego po umówieniu.</p>",
        **fields,
    }
    return add(make_home(), AccessibilityPage(**fields))


def make_user(username="ktos", *, groups=(), **fields):
    user = get_user_model().objects.create_user(
        username, f"{username}@example.org", "haslo", **fields
    )
    user.groups.set(groups)
    return user


PAGES = {
    "HomePage": make_home,
    "TextPage": make_text,
    "AccessibilityPage": make_declaration,
    "CityIndexPage": make_city_index,
    "CityPage": make_city,
    "PracticePage": make_practice,
    "PartnershipIndexPage": make_partnership_index,
    "PartnershipPage": make_partnership,
    "NetworkIndexPage": make_network_index,
    "NetworkPage": make_network,
    "MidPage": make_mid,
    "OutputPage": make_output,
    "MeetingPage": make_meeting,
    "CallIndexPage": make_call_index,
    "CallPage": make_call,
}


def hide(page):
    """Keep the page and all below it for those who signed in."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def add(parent, page):
    """Add below the parent and publish, so that signals run as for an editor's publish."""
    with disable_reference_index_auto_update():  # publishing does it
        page = parent.add_child(instance=page)
        revision = page.save_revision()
    revision.publish()
    page.refresh_from_db()
    return page
