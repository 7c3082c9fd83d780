"""Which themes are told by which cities: counted from what anybody may read."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone

from knowledge.listing import place
from knowledge.models import CityPage, CitySize, PageTheme, PracticePage, Theme, Voivodeship
from knowledge.querysets import visible_to

from .waiting import city_path_length

SHADES = 4
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Cell:
    """A number, how dark its ground is, and the list behind it."""

    number: int
    shade: int
    url: str


@dataclass(frozen=True)
class Heat:
    """A table of themes and something of cities."""

    headings: list[str]
    rows: list[tuple[str, list[Cell]]]


def public_practices():
    """Practices that anybody may read."""
    return PracticePage.objects.filter(pk__in=visible_to(AnonymousUser()).values("pk"))


def public_pages():
    """The same as bare pages, for what the tree knows: one table less to join."""
    return visible_to(AnonymousUser()).exact_type(PracticePage)


def heats():
    """Themes by voivodeship and by size of city; foreign cities have neither."""
    length = city_path_length()
    links = PageTheme.objects.filter(page__in=public_pages().values("pk"))
    counted = links.annotate(city=Substr("page__path", 1, length)).order_by()
    counted = counted.values_list("theme", "city").annotate(Count("pk"))
    places = {
        path: (voivodeship, size)
        for path, voivodeship, size in CityPage.objects.values_list(
            "path", "voivodeship", "size_class"
        )
    }
    by_place, by_size = Counter(), Counter()
    for theme, city, number in counted:
        voivodeship, size = places.get(city, ("", ""))
        by_place[theme, voivodeship] += number
        by_size[theme, size] += number
    themes = list(Theme.objects.all())
    return _heat(themes, CitySize, by_size, "wielkosc"), _heat(themes, Voivodeship, by_place, "woj")


def _heat(themes, choices, counts, name):
    most = max((counts[theme.pk, value] for theme in themes for value in choices.values), default=0)
    practices = reverse("search:practices")
    rows = [
        (
            theme.name,
            [
                _cell(
                    counts[theme.pk, value],
                    most,
                    f"{practices}?{urlencode({'temat': theme.slug, name: value})}",
                )
                for value in choices.values
            ],
        )
        for theme in themes
    ]
    return Heat([str(label) for label in choices.labels], rows)


def _cell(number, most, url):
    shade = -(-SHADES * number // most) if most else 0
    return Cell(number, shade, url)


def cities():
    """Every city with its number of practices and the day of the newest change."""
    told = _told()
    columns = ("pk", "path", "title", "country", "voivodeship")
    for pk, path, title, country, voivodeship in CityPage.objects.live().values_list(*columns):
        number, latest = told.get(path, (0, None))
        yield {
            "pk": pk,
            "title": title,
            "place": place(country, voivodeship),
            "number": number,
            "latest": latest,
            "is_active": _is_active(latest),
        }


def active_and_silent():
    """How many cities changed something in the last year, and how many did not."""
    told = _told()
    paths = CityPage.objects.live().values_list("path", flat=True)
    active = [_is_active(told.get(path, (0, None))[1]) for path in paths]
    return sum(active), len(active) - sum(active)


def _told():
    """The number of practices and the newest change of each city that has any, by path."""
    practices = public_pages().annotate(city=Substr("path", 1, city_path_length())).order_by()
    told = practices.values("city").annotate(Count("pk"), Max("last_published_at"))
    return {row["city"]: (row["pk__count"], row["last_published_at__max"]) for row in told}


def _is_active(latest):
    return latest is not None and latest >= timezone.now() - YEAR
