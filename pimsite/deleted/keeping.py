"""Keeps every page that is deleted, whoever deletes it and however; brings one back."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Page, PageLogEntry, get_page_models

from .models import Deletion

RESTORED = "pimsite.restore"

_forgetting = ContextVar("forgetting", default=False)


class CannotRestore(Exception):
    """There is no place for the page; the message says what to do first."""


def connect():
    """Listen to the rows: a page below a deleted one goes without asking any view."""
    for model in get_page_models():
        if model is not Page:
            pre_delete.connect(keep, sender=model)


@contextmanager
def forgetting() -> Iterator[None]:
    """Delete pages for good: what a table made, its table makes again."""
    token = _forgetting.set(True)
    try:
        yield
    finally:
        _forgetting.reset(token)


def keep(sender, instance, **kwargs):
    """Write down the newest text of a page before it goes."""
    if _forgetting.get():
        return
    parent = instance.get_parent()
    if parent is None:
        return
    revision = instance.get_latest_revision()
    Deletion.objects.over().delete()
    Deletion.objects.update_or_create(
        former_pk=instance.pk,
        defaults={
            "parent_pk": parent.pk,
            "title": instance.draft_title or instance.title,
            "place": parent.draft_title or parent.title,
            "kind": instance.cached_content_type,
            "content": revision.content if revision else instance.serializable_data(),
            "was_public": instance.live,
            "by": get_active_log_context().user,
        },
    )


@transaction.atomic
def restore(deleted: Deletion, user) -> Page:
    """Put the page back where it stood, as a draft; its history goes on."""
    parent = Page.objects.filter(pk=deleted.parent_pk).first()
    if parent is None:
        raise CannotRestore(
            _("Strony „%(place)s” też już nie ma. Przywróć najpierw ją.") % {"place": deleted.place}
        )
    page = deleted.as_page()
    if parent.get_children().filter(slug=page.slug).exists():
        page.slug = ""
    try:
        parent.specific.add_child(instance=page)
    except ValidationError as error:
        raise CannotRestore(" ".join(error.messages)) from error
    page.save_revision(user=user, clean=False)
    PageLogEntry.objects.filter(page=deleted.former_pk).update(page=page.pk)
    Deletion.objects.filter(parent_pk=deleted.former_pk).update(parent_pk=page.pk)
    log(page, RESTORED, user=user)
    deleted.delete()
    return page
