"""Whose application it is: a city's own people, and nobody else while it is a draft."""

from django.db.models import Q
from wagtail.models import GroupPagePermission

from knowledge.models import CityPage
from knowledge.reach import is_reviewer

from .models import Application, ApplicationFile, Assessment

SUBMITTED = Application.State.SUBMITTED


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


def assigned(user):
    """Assessments this person was asked for, but for those of an own city."""
    asked = Assessment.objects.filter(assessor=user, application__state=SUBMITTED)
    return asked.exclude(application__city__in=own_cities(user).order_by().values("pk"))


def readable_files(user):
    """Files of what this person may read: one's own, what one assesses, for the office all."""
    own = Q(application__in=own_applications(user).order_by().values("pk"))
    asked = Q(application__in=assigned(user).values("application"))
    office = Q(application__state=SUBMITTED) if is_reviewer(user) else Q()
    return ApplicationFile.objects.filter(own | asked | office)
