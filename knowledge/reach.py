"""How far a person may look: which pages, pictures and files may be named in a form."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField
from django.db.models.functions import Cast
from django.utils.module_loading import import_string
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type
from wagtail.permissions import page_permission_policy

from .querysets import visible_to


def is_reviewer(user):
    """Whether the user publishes: the secretariat and administrators."""
    return page_permission_policy.user_has_permission(user, "publish")


def choosable_pages(user):
    """Pages the user may link to: what everyone may read, and what the user may edit."""
    own = page_permission_policy.instances_user_has_any_permission_for(user, {"add", "change"})
    readable = Page.objects.filter(pk__in=visible_to(user).values("pk"))
    return readable | Page.objects.filter(pk__in=own.values("pk"))


def choosable_media(user, kind):
    """Pictures ("images") or files ("documents") of the collections the user may choose from."""
    return media_policy(kind).instances_user_has_any_permission_for(user, ["choose"])


def media_policy(kind):
    """Wagtail's own policy, fetched late: it needs the models that page models import this for."""
    return import_string(f"wagtail.{kind}.permissions.permission_policy")


def on_public_page(media):
    """Whether a published page names this picture or file."""
    return Page.objects.live().filter(pk__in=pages_offering(media)).exists()


def pages_offering(media):
    """Keys of the pages whose public text names this picture or file."""
    references = ReferenceIndex.get_references_to(media)
    pages = references.filter(base_content_type=get_default_page_content_type())
    return pages.annotate(page=Cast("object_id", IntegerField())).values("page")


def files_named_by(page):
    """Keys of the files that this page's text names."""
    references = ReferenceIndex.get_references_for_object(page)
    kind = ContentType.objects.get_for_model(get_document_model(), for_concrete_model=False)
    files = references.filter(to_content_type=kind)
    return files.annotate(file=Cast("to_object_id", IntegerField())).values("file")
