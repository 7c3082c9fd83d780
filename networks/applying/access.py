"""Whose application it is: a city's own people, and nobody else while it is a draft."""

from wagtail.models import GroupPagePermission

from knowledge.models import CityPage

from .models import Application, ApplicationFile


def own_cities(user):
    """Cities this person works for; those of the secretariat and administrators are not theirs."""
    rights = GroupPagePermission.objects.filter(
        group__user=user, permission__codename="change_page"
    )
    return CityPage.objects.filter(pk__in=rights.values("page")).order_by("title")


def own_applications(user):
    """Applications of these cities, drafts too."""
    cities = own_cities(user).order_by().values("pk")
    return Application.objects.filter(city__in=cities).with_places()


def readable_files(user):
    """Files of what this person may read."""
    return ApplicationFile.objects.filter(application__in=own_applications(user))
