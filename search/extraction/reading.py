"""When files are read: after an upload, after publishing, or when somebody asks for it."""

import hashlib

from django.db import transaction
from django.db.models import Q
from django_tasks import task
from wagtail.documents import get_document_model

from knowledge.reach import files_named_by, pages_offering

from ..index import refresh
from . import sandbox
from .models import AttachmentText
from .outcome import Reason, Unreadable


def unread_files():
    """Uploaded files that nobody read yet."""
    waiting = Q(extracted=None) | Q(extracted__state=AttachmentText.State.WAITING)
    return get_document_model().objects.filter(waiting)


def troubled_files(page):
    """What is known of the page's files that were looked at and gave no text."""
    states = [AttachmentText.State.EMPTY, AttachmentText.State.UNREADABLE]
    texts = AttachmentText.objects.filter(state__in=states, document__in=files_named_by(page))
    return texts.select_related("document").defer("pages").order_by("document__title", "pk")


def state_of(document):
    """State and reason in one sentence."""
    text = AttachmentText.objects.filter(document=document).defer("pages").first()
    return (text or AttachmentText()).summary


def expect(document):
    """A file is new: drop what was read of the one before and have this one read."""
    text, _made = AttachmentText.objects.get_or_create(document=document)
    if text.file_hash and text.file_hash == document.file_hash:
        return
    text.forget()
    text.save()
    _refresh(document)
    read_soon(document.pk)


def expect_attached(page):
    """Have the unread files of a page read, such as those whose reading was interrupted."""
    for pk in unread_files().filter(pk__in=files_named_by(page)).values_list("pk", flat=True):
        read_soon(pk)


def read_soon(pk):
    """Enqueue once the change is committed; whatever goes wrong then, the change stands."""
    transaction.on_commit(lambda: read_attachment.enqueue(pk), robust=True)


@task(backend="background")
def read_attachment(pk):
    """Read a file, unless that is done; safe to run twice or to be killed at any point."""
    document = get_document_model().objects.filter(pk=pk).first()
    if document is not None:
        read_now(document)


def read_now(document, *, again=False):
    """Read a file and bring the pages that offer it in step; return what is known of it."""
    text = AttachmentText.objects.get_or_create(document=document)[0]
    content = _content(document)
    file_hash = hashlib.sha1(content or b"", usedforsecurity=False).hexdigest()
    is_done = text.state != text.State.WAITING and text.file_hash == file_hash
    if is_done and not again:
        _refresh(document)  # a page published while another process read it has not seen the text
        return text
    _read_into(text, content, document.file_extension)
    text.file_hash = file_hash
    _keep(text, document)
    return text


def _content(document) -> bytes | None:
    """The file, or None if it is gone; a little more than can be read is enough."""
    try:
        with document.file.storage.open(document.file.name) as file:
            return file.read(sandbox.BYTES_AT_MOST + 1)
    except (OSError, ValueError):
        return None


def _read_into(text, content, extension):
    try:
        if content is None:
            raise Unreadable(Reason.NO_FILE)
        text.accept(sandbox.read(content, extension))
    except Unreadable as error:
        text.refuse(error)


@transaction.atomic
def _keep(text, document):
    """Save, unless the file was deleted or replaced meanwhile: the new one has its own task."""
    same = AttachmentText.objects.filter(pk=text.pk, document__file=document.file.name)
    if same.select_for_update(of=("self",)).first() is not None:
        text.save()
        _refresh(document)


def _refresh(document):
    refresh(pages_offering(document).values_list("page", flat=True))
