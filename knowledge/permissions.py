"""Who may do what: a city's editors write, the secretariat reviews and publishes."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models

from .models import CityIndexPage, CityPage

PREFIX = "Redakcja: "
SECRETARIAT = "Sekretariat PIM"
WORKFLOW = "Przegląd Sekretariatu"
STOCK_GROUPS = ("Moderators", "Editors")
STOCK_TASK = "Moderators approval"

WRITE = ("add_page", "change_page")
PUBLISH = (*WRITE, "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
MEDIA = tuple(
    (app, f"{action}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
)
PROMOTIONS = tuple(
    ("wagtailsearchpromotions", f"{action}_searchpromotion")
    for action in ("add", "change", "delete")
)
COLLECTIONS = (("wagtailcore", "add_collection"), ("wagtailcore", "change_collection"))


@transaction.atomic
def ensure_editors(page):
    """Return the group that edits this page and all below it, made on first use."""
    group = ensure_group(page)
    group.permissions.add(permission("wagtailadmin", "access_admin"))
    grant_pages(group, page, WRITE)
    grant_media(group, ensure_collection(group, page), MEDIA)
    return group


@transaction.atomic
def ensure_secretariat():
    """Return the group that reviews and publishes everything, made on first use."""
    group = Group.objects.get_or_create(name=SECRETARIAT)[0]
    group.permissions.add(*office_permissions())
    grant_pages(group, Site.objects.get(is_default_site=True).root_page, PUBLISH)
    grant_media(group, Collection.get_first_root_node(), (*MEDIA, *COLLECTIONS))
    remove_stock_roles()
    index = CityIndexPage.objects.first()
    if index is not None:
        ensure_workflow(index, group)
    return group


@transaction.atomic
def ensure_workflow(index, group):
    """Send what cities submit below this index to the group; it inherits down the tree."""
    workflow = Workflow.objects.get_or_create(name=WORKFLOW)[0]
    task = GroupApprovalTask.objects.get_or_create(name=SECRETARIAT)[0]
    task.groups.set([group])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=index, defaults={"workflow": workflow})
    return workflow


def remove_stock_roles():
    """Remove the roles Wagtail makes at the root of the tree: nobody asked for their rights."""
    for model in (Workflow, Task):
        for stock in model.objects.filter(name=STOCK_TASK, active=True):
            stock.deactivate()
    Group.objects.filter(name__in=STOCK_GROUPS).delete()


def withdraw_extra_rights(group, page):
    """Take away from a city's editors what ensure_editors would not have given."""
    group.page_permissions.exclude(page_id=page.pk, permission__codename__in=WRITE).delete()
    names = [codename for _app, codename in MEDIA]
    group.collection_permissions.exclude(
        collection=collection_of(group), permission__codename__in=names
    ).delete()


def drift():
    """Say in words where rights differ from what the functions above would make."""
    for city in CityPage.objects.all():
        group = group_of(city)
        if group is None:
            yield _("%(city)s: brak grupy redakcji") % {"city": city}
            continue
        if page_rights(group) != {(city.pk, codename) for codename in WRITE}:
            yield _("%(city)s: redakcja ma inne prawa do stron") % {"city": city}
        collection = collection_of(group)
        if media_rights(group) != {(collection and collection.pk, name) for _app, name in MEDIA}:
            yield _("%(city)s: redakcja ma inne prawa do zdjęć i plików") % {"city": city}
    for group in Group.objects.filter(name__startswith=PREFIX, page_permissions=None):
        yield _("%(group)s: grupa nie ma już miasta") % {"group": group}
    office = Group.objects.filter(name=SECRETARIAT).first()
    if office and not set(office_permissions()) <= set(office.permissions.all()):
        yield _("%(group)s: brak niektórych praw") % {"group": office}
    for group in Group.objects.filter(name__in=STOCK_GROUPS):
        yield _("%(group)s: zbędna grupa") % {"group": group}
    index = CityIndexPage.objects.first()
    if index and not WorkflowPage.objects.filter(page=index, workflow__name=WORKFLOW).exists():
        yield _("%(page)s: brak przeglądu Sekretariatu") % {"page": index}


def cities_of(user):
    """The cities whose practices this user may add, by name."""
    editable = page_permission_policy.instances_user_has_permission_for(user, "add")
    return CityPage.objects.filter(pk__in=editable.values("pk")).order_by("title")


def permission(app_label, codename):
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def office_permissions():
    """What the secretariat may do besides its rights to pages, pictures and files."""
    return [
        permission("wagtailadmin", "access_admin"),
        permission("knowledge", "manage_city_facts"),
        *(permission(*name) for name in PROMOTIONS),
        *vocabulary_permissions(),
    ]


def vocabulary_permissions():
    """Rights to all snippets and site settings, whichever packages declare them."""
    models = [*get_snippet_models(), *settings_registry]
    types = ContentType.objects.get_for_models(*models).values()
    return Permission.objects.filter(content_type__in=types)


def group_of(page):
    """The page's editors, found by their right and not by name: names change and repeat."""
    groups = Group.objects.filter(name__startswith=PREFIX, page_permissions__page_id=page.pk)
    return groups.order_by("pk").first()


def collection_of(group):
    """Where the group's pictures and files are kept."""
    own = Collection.objects.filter(
        depth__gt=1,
        group_permissions__group=group,
        group_permissions__permission__codename="add_document",
    )
    return own.order_by("pk").first()


def ensure_group(page):
    name = shorten(f"{PREFIX}{page.title}", f" ({page.pk})", 150)
    group = group_of(page) or Group.objects.get_or_create(name=name)[0]
    if group.name != name:
        group.name = name
        group.save(update_fields=["name"])
    return group


def ensure_collection(group, page):
    name = shorten(page.title, f" ({page.pk})", 255)
    collection = collection_of(group)
    if collection is None:
        return Collection.get_first_root_node().add_child(name=name)
    if collection.name != name:
        collection.name = name
        collection.save(update_fields=["name"])
    return collection


def shorten(text, suffix, length):
    return text[: length - len(suffix)] + suffix


def grant_pages(group, page, codenames):
    for codename in codenames:
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=page.pk, permission=permission("wagtailcore", codename)
        )


def grant_media(group, collection, names):
    for name in names:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission(*name)
        )


def page_rights(group):
    return set(group.page_permissions.values_list("page_id", "permission__codename"))


def media_rights(group):
    return set(group.collection_permissions.values_list("collection_id", "permission__codename"))
