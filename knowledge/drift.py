"""Where rights differ from what `permissions` would make, and taking away what it would not."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, WorkflowPage

from .models import CityPage
from .permissions import (
    CHANGE,
    COORDINATE,
    COORDINATORS,
    MEDIA,
    PREFIX,
    SECRETARIAT,
    STOCK_GROUPS,
    WORKFLOW,
    WRITE,
    collection_of,
    group_of,
    groups_of,
    office_permissions,
    pages_elsewhere,
    reviewed_indexes,
    types_elsewhere,
)


def withdraw_extra_rights(page):
    """Take away from a city's people what `permissions` would not have given."""
    collection = collection_of(group_of(page))
    names = [codename for _app, codename in MEDIA]
    own = Q(page_id=page.pk, permission__codename__in=WRITE)
    own |= Q(page__in=[each.pk for each in pages_elsewhere(page)], permission__codename=CHANGE)
    for group in groups_of(page):
        group.page_permissions.exclude(own).delete()
        group.collection_permissions.exclude(
            collection=collection, permission__codename__in=names
        ).delete()


def drift():
    """Say in words where rights differ from what `permissions` would make."""
    for city in CityPage.objects.all():
        group = group_of(city)
        if group is None:
            yield _("%(city)s: brak grupy redakcji") % {"city": city}
            continue
        collection = collection_of(group)
        for each in groups_of(city):
            yield from drift_of(each, city, collection)
    homeless = Q(name__startswith=PREFIX) | Q(name__startswith=COORDINATORS)
    elsewhere = ContentType.objects.get_for_models(*types_elsewhere()).values()
    placed = GroupPagePermission.objects.exclude(page__content_type__in=elsewhere)
    for group in Group.objects.filter(homeless).exclude(pk__in=placed.values("group")):
        yield _("%(group)s: grupa nie ma już miasta") % {"group": group}
    office = Group.objects.filter(name=SECRETARIAT).first()
    if office and not set(office_permissions()) <= set(office.permissions.all()):
        yield _("%(group)s: brak niektórych praw") % {"group": office}
    for group in Group.objects.filter(name__in=STOCK_GROUPS):
        yield _("%(group)s: zbędna grupa") % {"group": group}
    indexes = list(reviewed_indexes())
    yield from {line: None for index in indexes for line in approvers_who_cannot_publish(index)}
    for index in indexes:
        if not WorkflowPage.objects.filter(page=index, workflow__name=WORKFLOW).exists():
            yield _("%(page)s: brak przeglądu Sekretariatu") % {"page": index}


def drift_of(group, city, collection):
    """The same for one group of a city."""
    due = {(city.pk, codename) for codename in WRITE}
    due |= {(page.pk, CHANGE) for page in pages_elsewhere(city)}
    if page_rights(group) != due:
        yield _("%(group)s: inne prawa do stron") % {"group": group}
    if media_rights(group) != {(collection and collection.pk, name) for _app, name in MEDIA}:
        yield _("%(group)s: inne prawa do zdjęć i plików") % {"group": group}
    may = group.permissions.filter(codename=COORDINATE).exists()
    if group.name.startswith(COORDINATORS) and not may:
        yield _("%(group)s: brak prawa do zapraszania") % {"group": group}


def approvers_who_cannot_publish(index):
    """Their approval would fail and leave the task hanging."""
    above = index.get_ancestors(inclusive=True)
    publishing = GroupPagePermission.objects.filter(
        page__in=above, permission__codename="publish_page"
    )
    approving = Group.objects.filter(groupapprovaltask__active=True).distinct()
    for group in approving.exclude(pk__in=publishing.values("group")):
        yield _("%(group)s: zatwierdza, a nie może publikować") % {"group": group}


def page_rights(group):
    return set(group.page_permissions.values_list("page_id", "permission__codename"))


def media_rights(group):
    return set(group.collection_permissions.values_list("collection_id", "permission__codename"))
