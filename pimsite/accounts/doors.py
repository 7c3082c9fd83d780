"""Who comes into the admin's pages about people."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem

from knowledge.permissions import coordinated_cities
from knowledge.reach import is_reviewer

from .places import places_of


class ForCoordinators:
    """Who looks after a city's people; every list shows those of the own cities only.

    To the secretariat it shows those of networks as well.
    """

    def dispatch(self, request, *args, **kwargs):
        self.places = places_of(request.user)
        if not is_reviewer(request.user) and not self.places.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class CoordinatorsItem(MenuItem):
    """An entry of the menu for those who may open it."""

    def is_shown(self, request):
        return is_reviewer(request.user) or coordinated_cities(request.user).exists()


class ForOffice:
    """Only the secretariat comes in."""

    def dispatch(self, request, *args, **kwargs):
        if not is_reviewer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
