"""Counts reads, saved files and the searches that led here, as searches themselves are counted.

Numbers wait in memory and are written after an answer, without waiting (docs/decisions/0007).
Whoever may change a page does not count as its reader; neither do robots.
"""

import logging

from django.db import Error
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from knowledge.doors import writes
from knowledge.models import CityPage, PracticePage
from knowledge.reach import choosable_media, pages_offering
from search.adding import add, brief_turn
from search.pending import Pending, is_person, search_before, write_after_answers
from search.tally import kept, plain

from .models import Act, PageCount, WordsCount

COUNTED = (PracticePage, CityPage)
WORDS = "słowa"

log = logging.getLogger(__name__)
pending = Pending()  # (day, page, act, ""), or (day, page, WORDS, text)


def connect():
    """Called once, when the application is ready."""
    write_after_answers(pending, flush)


def count_read(page, request):
    """A person opened the page, perhaps from a list of results."""
    if not isinstance(page, COUNTED) or not is_person(request) or writes(request.user, page):
        return
    day = timezone.localdate()
    keys = [(day, page.pk, Act.READ.value, "")]
    lists = [reverse("search:search"), reverse("search:practices")]
    if words := plain(search_before(request, lists).get("q", "")):
        keys.append((day, page.pk, WORDS, words))
    pending.add(keys)


def count_download(document, request):
    """A person saves a file that published pages offer."""
    if not is_person(request):
        return
    user = request.user
    if user.is_authenticated and choosable_media(user, "documents").filter(pk=document.pk).exists():
        return
    pages = Page.objects.live().filter(pk__in=pages_offering(document))
    day = timezone.localdate()
    pending.add((day, pk, Act.DOWNLOAD.value, "") for pk in pages.values_list("pk", flat=True))


def flush():
    """Write what was counted, or keep it for the next attempt."""
    counts = pending.take()
    if not counts:
        return
    try:
        _write(counts)
    except Error as error:
        log.warning("Reads are counted later: %s", error)
        pending.give_back(counts)


def _write(counts):
    """What takes time comes first: the transaction only inserts."""
    known = set(Page.objects.filter(pk__in={key[1] for key in counts}).values_list("pk", flat=True))
    acts, words = [], {}
    for (day, page, act, text), number in sorted(counts.items()):
        if page not in known:
            continue  # deleted since
        if act != WORDS:
            acts.append((day, page, act, number))
        elif text := kept(text):
            words[day, page, text] = words.get((day, page, text), 0) + number
    rows = [(*key, number) for key, number in words.items()]
    with brief_turn():
        add(PageCount, ("day", "page_id", "act", "number"), acts, keys=3)
        add(WordsCount, ("day", "page_id", "text", "number"), rows, keys=3)
