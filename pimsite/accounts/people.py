"""Who works for which city or network, and in which role."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from wagtail.models import GroupPagePermission, Page

from knowledge.permissions import COORDINATORS, PREFIX

from .models import Role
from .places import is_network, places


@dataclass(frozen=True)
class Post:
    """One person's role in one city or network."""

    place: Page
    role: Role


def people_of(pages):
    """Accounts that work for any of these pages, closed ones too."""
    rights = GroupPagePermission.objects.filter(
        page__in=pages.values("pk"), permission__codename="change_page"
    )
    return get_user_model().objects.filter(groups__in=rights.values("group")).distinct()


def posts_of(people, pages):
    """The posts of each person at these pages, by key; a coordinator is no editor besides."""
    members = get_user_model().groups.through.objects.filter(user__in=people)
    rights = GroupPagePermission.objects.filter(
        group__in=members.values("group"),
        page__in=pages.values("pk"),
        permission__codename="change_page",
    )
    granted = rights.values_list("group", "group__name", "page")
    known = pages.in_bulk({page for _group, _name, page in granted})
    at = defaultdict(list)
    for group, name, page in granted:
        if name.startswith((PREFIX, COORDINATORS)):
            at[group].append((known[page], role_at(known[page], name)))
    found = defaultdict(dict)
    for person, group in members.values_list("user", "group"):
        for place, role in at[group]:
            if found[person].get(place) != Role.COORDINATOR:
                found[person][place] = role
    return {
        person: [Post(place, role) for place, role in sorted(each.items(), key=by_title)]
        for person, each in found.items()
    }


def role_at(place, group):
    """What the group of this name makes of its people there."""
    if is_network(place):
        return Role.LEADER
    return Role.COORDINATOR if group.startswith(COORDINATORS) else Role.EDITOR


def by_title(item):
    return item[0].title


def colleagues(person, place):
    """Who could take over: those who work there and may sign in."""
    people = people_of(places().filter(pk=place.pk)).filter(is_active=True)
    return people.exclude(pk=person.pk).order_by("last_name", "first_name", "username")


def named(person):
    """What people call this person."""
    return person.get_full_name() or person.get_username()
