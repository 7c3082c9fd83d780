"""Where people work: a city, or a network that they lead."""

from wagtail.models import Page

from knowledge.models import CityPage
from knowledge.permissions import coordinated_cities
from knowledge.reach import is_reviewer
from networks.models import NetworkPage
from search.folding import fold


def places():
    """All of them: cities first, then networks, each by name."""
    pages = Page.objects.exact_type(CityPage, NetworkPage)
    return pages.order_by("content_type__model", "title")


def places_of(user):
    """Where this user looks after people: everywhere the secretariat, else in the own cities."""
    if is_reviewer(user):
        return places()
    return places().filter(pk__in=coordinated_cities(user).order_by().values("pk"))


def is_network(place):
    return issubclass(place.specific_class, NetworkPage)


def places_named(part):
    """Keys of the places whose name has this in it, with or without Polish letters."""
    names = places().values_list("pk", "title")
    return [key for key, title in names if fold(part.strip()) in fold(title)]
