"""What belongs to a network, a partnership or a city: recommendations, MIDs, won applications."""

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Page

from knowledge.models import CityPage
from knowledge.querysets import path_above, visible_to

from .models import MidPage, NetworkPage, PartnershipPage, Recommendation
from .recommending import network_path


def recommendations_of(page, user):
    """What this page led to, what changed last first; none for a page nobody saved."""
    rows = Recommendation.objects.visible_to(user).with_state()
    rows = rows.select_related("addressee", "plan").order_by("-changed", "-pk")
    return list(belonging(rows, page, user)) if page.pk else []


def belonging(rows, page, user):
    """Narrow to the plan of a network, the plans of a partnership's, the barriers of a city."""
    if isinstance(page, NetworkPage):
        return rows.filter(plan__in=Page.objects.child_of(page))
    if isinstance(page, PartnershipPage):
        networks = visible_to(user).filter(networkpage__partnership=page.pk)
        paths = set(networks.values_list("path", flat=True))
        return [row for row in rows if network_path(row.plan.path) in paths] if paths else []
    if isinstance(page, CityPage):
        return rows.filter(barriers__city=page.pk).distinct()
    return []


def mids_of(city, user):
    """The MIDs of a city, newest first, each with its network where that may be read."""
    visible = visible_to(user)
    above = path_above(OuterRef("path"))
    network = visible.filter(path=above).values("title")[:1]
    mids = MidPage.objects.filter(city=city.pk, pk__in=visible.values("pk"))
    mids = mids.annotate(network_title=Subquery(network)).defer_streamfields()
    return mids.order_by("-published", "title") if city.pk else mids.none()


def won_by(city, user):
    """Applications that a published result chose, newest call first; the others are secret."""
    if not city.pk:
        return []
    visible = visible_to(user).values("pk")
    won = city.applications.won().filter(call__in=visible, network__in=visible)
    won = won.select_related("call", "network", "decision")
    return list(won.order_by(F("call__opens").desc(nulls_last=True), "network__title"))
