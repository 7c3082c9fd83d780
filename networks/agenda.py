"""Pages about Urban Agenda partnerships: the list by origin, and one partnership."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F

from knowledge.alphabet import alphabetical
from knowledge.models import PracticePage
from knowledge.querysets import path_above, visible_to

from .matrix import labelled, outputs_among
from .roster import for_rows

FEW = 6  # practices, and outputs, on a partnership's page; the rest is one link away


def by_origin(partnerships):
    """Partnerships grouped by the document they come from, in the editors' order."""
    partnerships = (
        partnerships.with_themes().prefetch_related("participants__city").order_by("path")
    )
    groups: dict[str, list] = {}
    for partnership in partnerships.defer_streamfields():
        groups.setdefault(partnership.group, []).append(partnership)
    return [{"title": title, "partnerships": members} for title, members in groups.items()]


@dataclass(frozen=True)
class Participant:
    """Who from Poland takes part, in which partnerships; a city may be read and drawn."""

    name: str
    roles: list
    city: Any = None
    leads: bool = False


def poland(groups, user):
    """Polish participants of all partnerships, each once, by name."""
    roles: dict[tuple, list] = {}
    for group in groups:
        for partnership in group["partnerships"]:
            for participant in partnership.participants.all():
                key = participant.city_id, "" if participant.city_id else participant.name
                roles.setdefault(key, []).append((partnership, participant))
    cities = [city for city, _name in roles if city]
    known = set(visible_to(user).filter(pk__in=cities).values_list("pk", flat=True))
    participants = [
        Participant(named[0][1].name, named, named[0][1].city if city in known else None)
        for (city, _name), named in roles.items()
    ]
    return sorted(participants, key=lambda participant: alphabetical(participant.name))


def partnership_links(partnership, user):
    """What a partnership is connected with in the library, of what this user may read."""
    visible = visible_to(user)
    themes = partnership.themes
    practices = PracticePage.objects.filter(
        theme_links__theme__in=[theme.pk for theme in themes]
    ).distinct()
    practices = practices.filter(pk__in=visible.values("pk"))
    networks = apps.get_model("networks", "NetworkPage").objects.visible_to(user)
    networks = for_rows(networks).filter(partnership=partnership.pk).order_by("title")
    outputs = outputs_below(networks, visible)
    participants = partnership.participants.select_related("city")
    return {
        "themes": themes,
        "practices": practices.with_city()
        .with_themes()
        .defer_streamfields()
        .order_by("-first_published_at", "title")[:FEW],
        "practices_total": practices.count(),
        "networks": networks,
        "outputs": labelled(outputs[:FEW]),
        "outputs_total": outputs.count(),
        "participants": participants,
        "public_cities": set(
            visible.filter(pk__in=[each.city_id for each in participants]).values_list(
                "pk", flat=True
            )
        ),
    }


def outputs_below(networks, visible):
    """Outputs of these networks among the visible pages, newest first."""
    pages = visible.annotate(above=path_above("path")).filter(
        above__in=[network.path for network in networks]
    )
    return outputs_among(pages).order_by(F("published").desc(nulls_last=True), "title")
