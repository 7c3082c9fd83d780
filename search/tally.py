"""Counts searches in memory and writes them after an answer, never while a reader waits.

A publisher may hold SQLite's one writer's turn for seconds, so writing never waits for it: counts
that could not be written stay in memory for the next attempt; see docs/decisions/0007.
"""

import atexit
import logging
import re
from collections import Counter
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import request_finished
from django.db import Error, close_old_connections, connection
from django.http import QueryDict
from django.utils import timezone

from knowledge.reach import is_reviewer

from .counts import QueryCount
from .ledger import write
from .personal import looks_personal
from .polish import normalise

LONGEST = QueryCount._meta.get_field("text").max_length
MOST = 1000  # different searches and themes in memory; more of them are not counted
_ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|preview|monitor|scan|curl|wget|python|java/|http",
    re.IGNORECASE,
)
logger = logging.getLogger(__name__)


class Tally:
    """What this process has counted and not yet written."""

    def __init__(self):
        self._lock = Lock()
        self.words: dict[tuple, tuple[int, int]] = {}  # (day, text): searches, results
        self.themes: Counter[tuple] = Counter()  # (day, slug): searches
        self.tried = 0.0

    def add(self, day, text, themes, results):
        """Count one search; only here in memory."""
        with self._lock:
            words = {(day, text): (1, results)} if text else {}
            self._merge(words, [(day, theme) for theme in themes])

    def take(self):
        """Hand over all counts, leaving none."""
        with self._lock:
            taken, self.words, self.themes = (self.words, self.themes), {}, Counter()
            self.tried = monotonic()
        return taken

    def give_back(self, words, themes):
        """What could not be written is counted on."""
        with self._lock:
            newer, self.words = self.words, {}
            self._merge(words, themes)
            self._merge(newer, {})

    def is_due(self):
        """Whether there is something to write and the last attempt is some seconds ago."""
        waited = monotonic() - self.tried
        return bool(self.words or self.themes) and waited >= settings.SEARCH_COUNT_SECONDS

    def _merge(self, words, themes):
        for key, (searches, results) in words.items():
            if key in self.words or len(self.words) < MOST:
                self.words[key] = (self.words.get(key, (0, 0))[0] + searches, results)
        if len(self.themes) < MOST:
            self.themes.update(themes)


tally = Tally()


def connect():
    """Write after answers and when the process ends; called once when the application is ready."""
    request_finished.connect(_after_answer, dispatch_uid="search_tally")
    atexit.register(flush)


def count_search(request, results):
    """Count what a reader asked anew: the first page, not the same words filtered or sorted."""
    if not results.form.is_valid() or not _is_reader(request) or not _is_first_page(request.GET):
        return
    before = _search_before(request)
    text, themes = _plain(results.query), results.form.filters["temat"]
    if text == _plain(before.get("q", "")):
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


def _to_keep(words):
    """Without what may point to a person, and cut to the length of the column, in this order."""
    kept = {}
    for (day, text), (searches, results) in words.items():
        if not looks_personal(text):
            key = day, text[:LONGEST].strip()
            kept[key] = kept.get(key, (0, 0))[0] + searches, results
    return kept


def _after_answer(**kwargs):
    """Django has just closed its connection if it does not keep it; then it is closed again."""
    if tally.is_due():
        was_open = connection.connection is not None
        flush()
        if not was_open:
            close_old_connections()


def _is_reader(request):
    """A person who looks for something: no robot, no fetch ahead, not the secretariat."""
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method != "GET" or not agent or _ROBOTS.search(agent) or ahead:
        return False
    return not (request.user.is_authenticated and is_reviewer(request.user))


def _is_first_page(parameters):
    return parameters.get("strona", "1") in ("", "1")


def _search_before(request):
    """The search on the page that the reader came from, if it was one of this site."""
    try:
        address = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # whoever sends it may write there what he likes
        return QueryDict()
    own = address.netloc == request.get_host() and address.path == request.path
    return QueryDict(address.query if own else "")


def _plain(text):
    return " ".join(normalise(text).lower().split())
