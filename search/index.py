"""The index goes with the pages, in the transaction that changes them: both or neither."""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from .documents import read_pages
from .entries import remove_entries, write_page
from .models import IndexVersion, LibraryEntry
from .morphology import dictionary
from .polish import PIPELINE


@transaction.atomic
def refresh(pks: Iterable[int]) -> None:
    """Bring the entries of these pages in step with the pages: made, changed or removed."""
    pks = set(pks)
    if _paused.get() or not pks:
        return
    version = IndexVersion.lock()
    changed, present = set(), set()
    for page, document in read_pages(pks):
        present.add(page.pk)
        for generation in version.generations:
            changed |= write_page(page, document, generation)
    changed |= _remove(pks - present)
    if changed:
        version.bump(sorted(changed))


def refresh_known(pks: Iterable[int]) -> None:
    """The same for pages that are in the index; none comes in, such as one being deleted."""
    refresh(LibraryEntry.objects.filter(page__in=set(pks)).values_list("page", flat=True))


@transaction.atomic
def forget(pks: Iterable[int]) -> None:
    """Take pages out of the index, whatever their state."""
    version = IndexVersion.lock()
    removed = _remove(pks)
    if removed:
        version.bump(sorted(removed))


def is_stale() -> bool:
    """Whether there is no index yet, or one whose keys another analyser made."""
    return not IndexVersion.objects.filter(analyser=analyser()).exists()


def analyser() -> str:
    """What the keys of the index depend on."""
    return f"{PIPELINE} {dictionary()}"


@contextmanager
def paused():
    """Let a bulk load publish without indexing each page; it calls `rebuild` itself."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def touch() -> None:
    """Tell readers that something they show with the entries has another name now."""
    with transaction.atomic():
        IndexVersion.lock().bump([])


_paused: ContextVar[bool] = ContextVar("search_index_paused", default=False)


def _remove(pks: Iterable[int]) -> set[int]:
    return remove_entries(LibraryEntry.objects.filter(page__in=pks).values_list("pk", flat=True))
