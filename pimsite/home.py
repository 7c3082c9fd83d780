"""What the home page shows, gathered in a number of queries that does not grow with the library."""

from django.db.models import Count, Q
from django.utils import timezone

from knowledge.models import PracticePage, Theme
from knowledge.querysets import visible_to
from networks.models import CallPage, NetworkPage
from networks.models.calls import CallVoivodeshipCount

NEWEST = 3
SHORTCUTS = 6
GUIDE = "jak-opisac-praktyke"  # the text that tells authors how to write
ABOUT = "o-pim"


def home_context(user):
    """Figures, networks, newest practices and themes, of what this visitor may read."""
    pages = visible_to(user)
    practices = PracticePage.objects.filter(pk__in=pages.values("pk"))
    networks = known_networks(pages)
    calls = known_calls(pages)
    landmarks = {page.slug: page for page in pages.filter(slug__in=[GUIDE, ABOUT])}
    return {
        "figures": figures(pages, networks),
        "networks": latest_edition(networks),
        "planned": [network for network in networks if network.state == NetworkPage.State.PLANNED],
        "practices": newest(practices),
        "themes": busy_themes(practices),
        "lights": lights(calls),
        "open_call": open_call(calls),
        "guide": landmarks.get(GUIDE),
        "about": landmarks.get(ABOUT),
    }


def figures(pages, networks):
    """The four numbers under the hero: all counted, none written down."""
    models = pages.order_by().values_list("content_type__model")
    counts = dict(models.annotate(Count("pk")))
    return {
        "practices": counts.get("practicepage", 0),
        "cities": counts.get("citypage", 0),
        "networks": sum(network.state != NetworkPage.State.PLANNED for network in networks),
        "partnerships": counts.get("partnershippage", 0),
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


def newest(practices):
    """The practices published last."""
    practices = practices.with_city().with_themes().defer_streamfields()
    return list(practices.order_by("-first_published_at", "-pk")[:NEWEST])


def busy_themes(practices):
    """Themes with most practices, as a way in for those who do not know what to type."""
    count = Count("page_links", filter=Q(page_links__page__in=practices.values("pk")))
    themes = Theme.objects.annotate(uses=count).filter(uses__gt=0)
    return list(themes.order_by("-uses", "name")[:SHORTCUTS])


def known_calls(pages):
    """All calls, the oldest first: a handful, as there is one for each edition."""
    calls = CallPage.objects.filter(pk__in=pages.values("pk")).defer_streamfields()
    return list(calls.order_by("opens", "pk"))


def lights(calls):
    """The first call with counts by voivodeship: its entities light the map."""
    rows = CallVoivodeshipCount.objects.filter(call__in=calls).order_by("sort_order", "pk")
    counts = {}
    for row in rows:
        counts.setdefault(row.call_id, {})[row.voivodeship] = row.entities
    call = next((call for call in calls if call.pk in counts), None)
    if call is None:
        return None
    return {"call": call, "counts": counts[call.pk], "total": sum(counts[call.pk].values())}


def open_call(calls):
    """The call that takes applications now, the one that closes first."""
    now = timezone.now()
    open_now = [call for call in calls if call.is_open_at(now)]
    return min(open_now, key=lambda call: call.closes_at, default=None)
