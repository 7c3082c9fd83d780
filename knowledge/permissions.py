"""Who may do what: a city's editors write, the secretariat reviews and publishes."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
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
    get_page_models,
)
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models

from .models import CityPage

PREFIX = "Redakcja: "
COORDINATORS = "Koordynacja: "
SECRETARIAT = "Sekretariat PIM"
WORKFLOW = "Przegląd Sekretariatu"
STOCK_GROUPS = ("Moderators", "Editors")
STOCK_TASK = "Moderators approval"

COORDINATE = "coordinate_city"
READ_HISTORY = "read_history"  # of whatever declares it: accounts, invitations
CHANGE = "change_page"
WRITE = ("add_page", CHANGE)
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
    grant_elsewhere(group, page)
    grant_media(group, ensure_collection(group, page), MEDIA)
    return group


@transaction.atomic
def ensure_coordinators(city):
    """Return the group that edits this city and looks after its people, made on first use."""
    group = ensure_group(city, COORDINATORS)
    group.permissions.add(
        permission("wagtailadmin", "access_admin"), permission("knowledge", COORDINATE)
    )
    grant_pages(group, city, WRITE)
    grant_elsewhere(group, city)
    grant_media(group, collection_of(ensure_editors(city)), MEDIA)
    return group


@transaction.atomic
def ensure_team(city):
    """Keep the groups that this city has in step with its name and their rights."""
    ensure_editors(city)
    if group_of(city, COORDINATORS):
        ensure_coordinators(city)


@transaction.atomic
def keep_writers(page):
    """Let the city that a page names write it, wherever it stands, and no other city."""
    groups = groups_of(page.city) if page.city else []
    cities = Q(group__name__startswith=PREFIX) | Q(group__name__startswith=COORDINATORS)
    rights = GroupPagePermission.objects.filter(cities, page_id=page.pk)
    rights.exclude(group__in=groups, permission__codename=CHANGE).delete()
    for group in groups:
        grant_pages(group, page, [CHANGE])


@transaction.atomic
def ensure_secretariat():
    """Return the group that reviews and publishes everything, made on first use."""
    group = Group.objects.get_or_create(name=SECRETARIAT)[0]
    group.permissions.add(*office_permissions())
    grant_pages(group, Site.objects.get(is_default_site=True).root_page, PUBLISH)
    grant_media(group, Collection.get_first_root_node(), (*MEDIA, *COLLECTIONS))
    remove_stock_roles()
    for index in reviewed_indexes():
        ensure_workflow(index, group)
    return group


@transaction.atomic
def ensure_workflow(index, group):
    """Send what is submitted below this index to the group; it inherits down the tree."""
    workflow = Workflow.objects.get_or_create(name=WORKFLOW)[0]
    task = GroupApprovalTask.objects.get_or_create(name=SECRETARIAT)[0]
    task.groups.set([group])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=index, defaults={"workflow": workflow})
    return workflow


def reviewed_indexes():
    """Pages below which the secretariat reviews what is sent; their types say so."""
    for model in get_page_models():
        if getattr(model, "is_reviewed", False):
            yield from model.objects.all()


def pages_elsewhere(city):
    """Pages that a city writes though they stand in another place."""
    for model in types_elsewhere():
        yield from model.objects.filter(city=city.pk).only("pk")


def types_elsewhere():
    """Types of such pages; they say so."""
    return [model for model in get_page_models() if getattr(model, "is_written_by_city", False)]


def remove_stock_roles():
    """Remove the roles Wagtail makes at the root of the tree: nobody asked for their rights."""
    for model in (Workflow, Task):
        for stock in model.objects.filter(name=STOCK_TASK, active=True):
            stock.deactivate()
    Group.objects.filter(name__in=STOCK_GROUPS).delete()


def cities_of(user):
    """The cities whose practices this user may add, by name."""
    editable = page_permission_policy.instances_user_has_permission_for(user, "add")
    return CityPage.objects.filter(pk__in=editable.values("pk")).order_by("title")


def coordinated_cities(user):
    """The cities whose people this user looks after: one's own, all for who publishes."""
    if page_permission_policy.user_has_permission(user, "publish"):
        return CityPage.objects.order_by("title")
    own = user.groups.filter(
        permissions__codename=COORDINATE, permissions__content_type__app_label="knowledge"
    )
    keys = GroupPagePermission.objects.filter(group__in=own, permission__codename=CHANGE)
    active = CityPage.objects if user.is_active else CityPage.objects.none()
    return active.filter(pk__in=keys.values("page")).order_by("title")


def permission(app_label, codename):
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def office_permissions():
    """What the secretariat may do besides its rights to pages, pictures and files."""
    return [
        permission("wagtailadmin", "access_admin"),
        permission("knowledge", "manage_city_facts"),
        *Permission.objects.filter(codename=READ_HISTORY),
        *(permission(*name) for name in PROMOTIONS),
        *vocabulary_permissions(),
    ]


def vocabulary_permissions():
    """Rights to all snippets and site settings, whichever packages declare them."""
    models = [*get_snippet_models(), *settings_registry]
    types = ContentType.objects.get_for_models(*models).values()
    return Permission.objects.filter(content_type__in=types)


def group_of(page, prefix=PREFIX):
    """The page's editors, found by their right: names change. One whose name ends with another
    page's number got the right by mistake."""
    groups = Group.objects.filter(name__startswith=prefix, page_permissions__page_id=page.pk)
    foreign = Q(name__regex=r"\([0-9]+\)$") & ~Q(name__endswith=f" ({page.pk})")
    return groups.exclude(foreign).order_by("pk").first()


def groups_of(page):
    """The groups of people who work on this page."""
    groups = (group_of(page, prefix) for prefix in (PREFIX, COORDINATORS))
    return [group for group in groups if group is not None]


def collection_of(group):
    """Where the group's pictures and files are kept."""
    own = Collection.objects.filter(
        depth__gt=1,
        group_permissions__group=group,
        group_permissions__permission__codename="add_document",
    )
    return own.order_by("pk").first()


def ensure_group(page, prefix=PREFIX):
    name = shorten(f"{prefix}{page.title}", f" ({page.pk})", 150)
    group = group_of(page, prefix) or Group.objects.get_or_create(name=name)[0]
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


def grant_elsewhere(group, city):
    for page in pages_elsewhere(city):
        grant_pages(group, page, [CHANGE])


def grant_media(group, collection, names):
    for name in names:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission(*name)
        )
