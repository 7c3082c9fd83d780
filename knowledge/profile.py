"""A city's page: what can be learnt from it, and with whom it works."""

from django.db.models import F

from .querysets import visible_to


def city_profile(city, practices, user):
    """The lists of a city's page; each holds only pages this user may read."""
    visible = visible_to(user)
    practices = practices.filter(pk__in=visible.values("pk")).with_themes().defer_streamfields()
    own = practices.child_of(city).order_by(F("start_year").desc(nulls_last=True), "title")
    shared = practices.filter(partner_links__city__in=[city.pk]).with_city()
    return {
        "practices": own,
        "themes": dict.fromkeys(theme for practice in own for theme in practice.themes),
        "shared_practices": shared.order_by("title"),
        **cooperation(city, visible.values("pk")),
    }


def cooperation(city, visible):
    """Networks now and before, roles in the Urban Agenda, products; none for an unsaved city."""
    if city.pk is None:
        return {"memberships": [], "ended_memberships": [], "agenda_roles": [], "outputs": []}
    memberships = (
        city.memberships.filter(network__in=visible)
        .select_related("network__edition")
        .order_by("-network__edition__number", "network__title")
    )
    roles = city.agenda_roles.filter(partnership__in=visible).select_related("partnership")
    return {
        "memberships": [each for each in memberships if not has_ended(each)],
        "ended_memberships": [each for each in memberships if has_ended(each)],
        "agenda_roles": roles,
        "outputs": city.outputs.filter(pk__in=visible).order_by("title"),
    }


def has_ended(membership):
    """Whether the city left, or the network closed."""
    return bool(membership.end) or membership.network.state == membership.network.State.CLOSED
