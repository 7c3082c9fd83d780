"""A practice as an item of a list: what the entry template asks of anything it shows."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django_countries import countries

from .models import CitySize, Voivodeship
from .wording import years

HOME = "PL"


@dataclass(frozen=True)
class Entry:
    """The words of one list item; a city's own list leaves the city out."""

    url: str
    title: str
    kind_label: str
    snippet: str = ""
    years: str = ""
    costs: str = ""
    themes: list = field(default_factory=list)
    attachments: int = 0
    city_title: str = ""
    city_url: str = ""
    size_class: str = ""
    size_label: str = ""
    voivodeship_label: str = ""


def practice_entry(practice) -> Entry:
    """The item of a practice; with its city when the query fetched it (`with_city`)."""
    address = practice.url
    return Entry(
        url=address,
        title=practice.title,
        kind_label=_("Dobra praktyka"),
        snippet=practice.lead,
        years=years(practice),
        costs=practice.get_cost_band_display() or practice.costs,
        themes=practice.themes,
        **city_words(practice, address),
    )


def city_words(practice, address: str) -> dict[str, str]:
    if not getattr(practice, "city_title", ""):
        return {}
    size = practice.city_size_class
    return {
        "city_title": practice.city_title,
        "city_url": address.rstrip("/").rpartition("/")[0] + "/",
        "size_class": size,
        "size_label": CitySize(size).label if size else "",
        "voivodeship_label": place(practice.city_country, practice.city_voivodeship),
    }


def place(country: str, voivodeship: str) -> str:
    """Where a city lies: its voivodeship, or its country when abroad."""
    if country and country != HOME:
        return countries.name(country)
    return _("woj. %(name)s") % {"name": Voivodeship(voivodeship).label} if voivodeship else ""
