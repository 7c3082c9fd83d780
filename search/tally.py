"""Counts searches: what a reader asked anew, without what may point to a person."""

import logging
from collections import Counter

from django.db import Error
from django.utils import timezone

from knowledge.reach import is_reviewer

from .counts import QueryCount
from .ledger import write
from .pending import MOST, Pending, is_person, search_before, write_after_answers
from .personal import looks_personal
from .polish import normalise

LONGEST = QueryCount._meta.get_field("text").max_length
logger = logging.getLogger(__name__)


class Tally(Pending):
    """Words, (day, text), with how often and how much they found; and choices of themes."""

    def __init__(self):
        super().__init__()
        self.words: dict[tuple, tuple[int, int]] = {}  # (day, text): searches, results

    def __bool__(self):
        return bool(self.words or self.counts)

    def add(self, day, text, themes, results):
        """Count one search; only here in memory."""
        with self._lock:
            self._merge_words({(day, text): (1, results)} if text else {})
            self._merge(Counter((day, theme) for theme in themes))

    def take(self):
        """Hand over all counts, leaving none: words, and choices of themes."""
        themes = super().take()
        with self._lock:
            words, self.words = self.words, {}
        return words, themes

    def give_back(self, words, themes):
        """What could not be written is counted on."""
        with self._lock:
            newer, self.words = self.words, {}
            self._merge_words(words)
            self._merge_words(newer)
            self._merge(themes)

    def _merge_words(self, words):
        for key, (searches, results) in words.items():
            if key in self.words or len(self.words) < MOST:
                self.words[key] = (self.words.get(key, (0, 0))[0] + searches, results)


tally = Tally()


def connect():
    """Write after answers and when the process ends; called once when the application is ready."""
    write_after_answers(tally, flush)


def count_search(request, results):
    """Count what a reader asked anew: the first page, not the same words filtered or sorted."""
    if not results.form.is_valid() or not _is_reader(request) or not _is_first_page(request.GET):
        return
    before = search_before(request, [request.path])
    text, themes = plain(results.query), results.form.filters["temat"]
    if text == plain(before.get("q", "")):
        text = ""
    new = [theme for theme in themes if theme not in before.getlist("temat")]
    tally.add(timezone.localdate(), text, new, results.total_of_words)


def flush():
    """Write what was counted, or keep it for the next attempt."""
    words, themes = tally.take()
    words = _to_keep(words)
    if not (words or themes):
        return
    try:
        write(words, themes)
    except Error as error:
        logger.warning("Searches are counted later: %s", error)
        tally.give_back(words, themes)


def kept(text: str) -> str:
    """The words as they may be written down: cut to the column; empty where they may be a person's.

    In this order: what is cut off might be what tells.
    """
    return "" if looks_personal(text) else text[:LONGEST].strip()


def plain(text: str) -> str:
    """The words without what makes no difference between two searches."""
    return " ".join(normalise(text).lower().split())


def _to_keep(words):
    found = {}
    for (day, text), (searches, results) in words.items():
        if text := kept(text):
            found[day, text] = found.get((day, text), (0, 0))[0] + searches, results
    return found


def _is_reader(request):
    """A person who looks for something; not the secretariat."""
    return is_person(request) and not (request.user.is_authenticated and is_reviewer(request.user))


def _is_first_page(parameters):
    return parameters.get("strona", "1") in ("", "1")
