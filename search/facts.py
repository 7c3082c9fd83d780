"""What documents of many kinds say alike: where, when, about what, with which files."""

from django.contrib.auth.models import AnonymousUser

from knowledge.querysets import visible_to


def files(attachments) -> list:
    """Each file offered with a page, and its name; of drafts a file may be missing."""
    return [(each.document, str(each)) for each in attachments if each.document]


def in_year(published: str) -> dict:
    """Of what came out on one day."""
    year = int(published[:4]) if published else None
    return {"start_year": year, "end_year": year}


def in_city(city) -> dict:
    """Filters and facts that a page has from its city."""
    if city is None:
        return {}
    return {"city": city, "size_class": city.size_class, "voivodeship": city.voivodeship}


def place(city) -> list[str]:
    return [city.title, str(city.place)]


def public(cities) -> list:
    """Only the cities anyone may read: a name must not leak through another page's entry."""
    cities = [city for city in cities if city is not None]
    if not cities:
        return []
    pks = {city.pk for city in cities}
    readable = set(visible_to(AnonymousUser()).filter(pk__in=pks).values_list("pk", flat=True))
    return [city for city in cities if city.pk in readable]


def theme_names(page) -> list[str]:
    return [theme.name for theme in page.themes]


def theme_slugs(page) -> list[str]:
    return [theme.slug for theme in page.themes]


def in_networks(networks) -> dict:
    """Filters that a page has from live networks; whether a reader may know one is asked later."""
    live = [network for network in networks if network.live]
    return {
        "network_slugs": [network.slug for network in live],
        "edition_keys": [network.edition.key for network in live],
    }


def in_edition(edition) -> dict:
    """The same of what belongs to an edition as a whole."""
    return {"edition_keys": [edition.key]} if edition else {}
