"""Counts that wait in memory and are written after an answer, never while a reader waits.

A publisher may hold SQLite's one writer's turn for seconds, so writing never waits for it: counts
that could not be written stay in memory for the next attempt; see docs/decisions/0007.
"""

import atexit
import re
from collections import Counter
from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.http import QueryDict

MOST = 1000  # different things in memory; more of them are not counted
_ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|preview|monitor|scan|curl|wget|python|java/|http",
    re.IGNORECASE,
)


class Pending:
    """What this process has counted and not yet written."""

    def __init__(self):
        self._lock = Lock()
        self.counts: Counter[tuple] = Counter()
        self.tried = 0.0

    def __bool__(self):
        return bool(self.counts)

    def add(self, keys: Iterable[tuple]) -> None:
        """Count each of these once more; only here in memory."""
        self.give_back(Counter(keys))

    def take(self) -> Counter[tuple]:
        """Hand over all counts, leaving none."""
        with self._lock:
            self.tried = monotonic()
            taken, self.counts = self.counts, Counter()
        return taken

    def give_back(self, counts: Counter[tuple]) -> None:
        """What could not be written is counted on."""
        with self._lock:
            self._merge(counts)

    def is_due(self) -> bool:
        """Whether there is something to write and the last attempt is some seconds ago."""
        return bool(self) and monotonic() - self.tried >= settings.SEARCH_COUNT_SECONDS

    def _merge(self, counts):
        for key, number in counts.items():
            if key in self.counts or len(self.counts) < MOST:
                self.counts[key] += number


def write_after_answers(pending: Pending, flush: Callable[[], None]) -> None:
    """Call `flush` after answers and when the process ends; asked once, when all is ready."""

    def after_answer(**kwargs):
        """Django has just closed its connection if it does not keep it; then it is closed again."""
        if pending.is_due():
            was_open = connection.connection is not None
            flush()
            if not was_open:
                close_old_connections()

    request_finished.connect(after_answer, weak=False, dispatch_uid=flush)
    atexit.register(flush)


def is_person(request) -> bool:
    """Somebody with a browser: no robot, no fetch ahead."""
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and bool(agent) and not _ROBOTS.search(agent) and not ahead


def search_before(request, paths: Iterable[str]) -> QueryDict:
    """The search on the page that the reader came from, if it was one of this site's `paths`."""
    try:
        address = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # whoever sends it may write there what he likes
        return QueryDict()
    own = address.netloc == request.get_host() and address.path in paths
    return QueryDict(address.query if own else "")
