"""Mails about new pages: each page at most once for each search, however a run ends.

A search is claimed and its pages are written down in one transaction, and only then is the mail
sent. A mail server that refuses gives the claim back. A run that is killed between the two does
not: nobody knows whether the mail went out, and a mail that is missing annoys less than one that
comes twice. Searches and pages that were not claimed are served by the next run.
"""

import logging
from collections import Counter
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from knowledge.querysets import visible_to

from ..following import public_results
from ..models import LibraryEntry
from .mails import digest
from .models import Delivery, SavedSearch

# A page is dated when its publishing begins and seen when that commits, or a day later, when its
# author has mended the theme; what was told within the overlap is known from the deliveries.
OVERLAP = timedelta(days=1)

log = logging.getLogger(__name__)


def send_alerts():
    """Serve every search that is due, forget silent addresses, and count what was done."""
    counts = Counter()
    counts["forgotten"] = SavedSearch.objects.forgotten().delete()[0]
    for saved in list(SavedSearch.objects.due().order_by("pk")):
        _serve(saved, counts)
    return counts


def _serve(saved, counts):
    started = timezone.now()
    pages = _claim(saved, _new_pages(saved), started)
    if pages is None:
        return  # another run was faster, or the reader has unfollowed
    counts["searches"] += 1
    if pages:
        try:
            digest(saved, pages).send()
        except OSError:
            log.exception("The mail about search %s could not be sent", saved.pk)
            counts["failed"] += 1
            _release(saved, pages, started)
            return
        counts["mails"] += 1
        counts["pages"] += len(pages)
    _finish(saved, started)


def _new_pages(saved):
    """Pages where anyone finds every word of this search, first published since the last mail."""
    since = max(saved.confirmed_at, saved.sent_until - OVERLAP)
    recent = set(
        LibraryEntry.objects.filter(published_at__gt=since).values_list("page_id", flat=True)
    )
    if not recent:
        return []
    results = public_results(QueryDict(saved.query))
    return [page for page in results.complete_pages() if page in recent]


@transaction.atomic(durable=True)
def _claim(saved, pages, started):
    """Take the search for this run and write down what its mail will tell; None if taken."""
    untouched = SavedSearch.objects.filter(pk=saved.pk, checked_at=saved.checked_at)
    if not untouched.update(checked_at=started):
        return None
    told = set(saved.deliveries.values_list("page_id", flat=True))
    public = visible_to(AnonymousUser()).filter(pk__in=pages).values_list("pk", flat=True)
    untold = set(public) - told
    fresh = [page for page in pages if page in untold]
    Delivery.objects.bulk_create(Delivery(search=saved, page_id=page) for page in fresh)
    return fresh


@transaction.atomic
def _release(saved, pages, started):
    """Nothing was sent: the next run tries again."""
    saved.deliveries.filter(page__in=pages).delete()
    _claimed(saved, started).update(checked_at=saved.checked_at)


@transaction.atomic
def _finish(saved, started):
    """Move on; deliveries that no window can reach any more are forgotten."""
    if _claimed(saved, started).update(sent_until=started):
        saved.deliveries.filter(page__first_published_at__lte=started - OVERLAP).delete()


def _claimed(saved, started):
    return SavedSearch.objects.filter(pk=saved.pk, checked_at=started)
