"""Cities as rows name them."""

from collections import defaultdict

from django.utils.translation import gettext as _

from knowledge.models import CityPage

from .kinds import RowError


def cities_by_name() -> dict[str, list[CityPage]]:
    """Cities by name and by address, in small letters."""
    found = defaultdict(list)
    for city in CityPage.objects.defer_streamfields():
        for name in {city.title.casefold(), city.slug}:
            found[name].append(city)
    return found


def one_city(cities: dict[str, list[CityPage]], name: str) -> CityPage:
    """The city of this name; raises RowError if there is none, or more than one."""
    found = cities.get(name.casefold(), [])
    if not found:
        raise RowError("city", _("Nie ma miasta „%(name)s”.") % {"name": name[:60]})
    if len(found) > 1:
        raise RowError("city", _("Miast o tej nazwie jest kilka: wpisz adres, np. gdynia."))
    return found[0]
