"""What the home page shows, gathered in a number of queries that does not grow with the library."""

from django.db.models import Count, Q
from django.utils import timezone

from knowledge.models import CityPage, PracticePage, Theme
from knowledge.querysets import visible_to
from networks.models import CallPage, NetworkIndexPage, NetworkPage, PartnershipPage

NEWEST = 3
SHORTCUTS = 6
GUIDE = "jak-opisac-praktyke"  # the text that tells authors how to write
ABOUT = "o-pim"


def home_context(user):
    """Figures, networks, newest practices and themes, of what this visitor may read."""
    pages = visible_to(user)
    practices = PracticePage.objects.filter(pk__in=pages.values("pk"))
    networks = known_networks(pages)
    texts = {page.slug: page for page in pages.filter(slug__in=[GUIDE, ABOUT])}
    return {
        "figures": figures(pages, practices, networks),
        "network_index": NetworkIndexPage.objects.filter(pk__in=pages.values("pk")).first(),
        "networks": latest_edition(networks),
        "planned": [network for network in networks if network.state == NetworkPage.State.PLANNED],
        "practices": newest(practices),
        "themes": busy_themes(practices),
        "lights": lights(pages),
        "open_call": open_call(pages),
        "guide": texts.get(GUIDE),
        "about": texts.get(ABOUT),
    }


def known_networks(pages):
    """All networks with the number of their confirmed members, newest edition first."""
    networks = NetworkPage.objects.filter(pk__in=pages.values("pk")).select_related("edition")
    present = Count("memberships__city", filter=Q(memberships__end=""), distinct=True)
    return list(
        networks.annotate(known_members=present)
        .with_themes()
        .defer_streamfields()
        .order_by("-edition__number", "path")
    )


def latest_edition(networks):
    """Networks of the newest edition that has begun."""
    begun = [network for network in networks if network.state != NetworkPage.State.PLANNED]
    return [network for network in begun if network.edition_id == begun[0].edition_id]


def figures(pages, practices, networks):
    """The four numbers under the hero: all counted, none written down."""
    return {
        "practices": practices.count(),
        "cities": CityPage.objects.filter(pk__in=pages.values("pk")).count(),
        "networks": sum(network.state != NetworkPage.State.PLANNED for network in networks),
        "partnerships": PartnershipPage.objects.filter(pk__in=pages.values("pk")).count(),
    }


def newest(practices):
    """The practices published last."""
    practices = practices.with_city().with_themes().defer_streamfields()
    return practices.order_by("-first_published_at", "-pk")[:NEWEST]


def busy_themes(practices):
    """Themes with most practices, as a way in for those who do not know what to type."""
    count = Count("page_links", filter=Q(page_links__page__in=practices.values("pk")))
    themes = Theme.objects.annotate(uses=count).filter(uses__gt=0)
    return themes.order_by("-uses", "name")[:SHORTCUTS]


def lights(pages):
    """The first call with counts by voivodeship: its entities light the map."""
    calls = CallPage.objects.filter(pk__in=pages.values("pk"), voivodeship_counts__isnull=False)
    call = calls.order_by("opens", "pk").first()
    if call is None:
        return None
    counts = {row.voivodeship: row.entities for row in call.voivodeship_counts.all()}
    return {"call": call, "counts": counts, "total": sum(counts.values())}


def open_call(pages):
    """The call that takes applications today, the one that closes first."""
    today = timezone.localdate()
    calls = CallPage.objects.filter(pk__in=pages.values("pk"), opens__lte=today, closes__gte=today)
    return calls.order_by("closes", "pk").first()
