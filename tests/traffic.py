"""Readers and a publisher at once, each a process: no reader sees a half state or an old copy.

python -m tests.traffic [SECONDS]        prints what they did and what a reader saw wrong

The publisher gives one page another title again and again, and now and then makes the whole
index anew. A title has a word of its own and a number that grows.
"""

import json
import mmap
import os
import re
import struct
import sys
import traceback
from functools import partial
from time import monotonic

import django

django.setup()

from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils.html import strip_tags  # noqa: E402

from knowledge.models import PracticePage  # noqa: E402
from search import arrays  # noqa: E402
from search.rebuilding import rebuild  # noqa: E402

from .factories import make_city, make_practice  # noqa: E402

READERS = 2
FEWEST = 10  # publications, and requests of each reader
PATIENCE = 120  # seconds more for them
WORDS = ["szkolna", "parkowa"]
NUMBERED = re.compile(r"Ulica (\w+) numer (\d+)")
ASKED = [  # what matches the page in exactly one of its two states; counted with the others' words
    "/szukaj/?q=szkolna parkowa",
    "/praktyki/?q=ulicy parkowej szkolnej",
    "/szukaj/?q=ulica numer",
    "/praktyki/?sort=nowe",
]


def main(seconds):
    setup_test_environment()  # answers know their context
    for name in ("Żory", "Ełk"):
        make_practice(f"Ogród {name}", city=make_city(name))
    page = make_practice("Ulica szkolna numer 0")
    rebuild()
    connections.close_all()
    committed = Board()
    publisher = fork(lambda: publish(page.pk, committed, monotonic() + seconds))
    readers = [fork(partial(read, committed, reader)) for reader in range(READERS)]
    ends = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in [publisher, *readers]]
    told = {"ends": ends, "publications": committed.number, "requests": committed.requests}
    json.dump(told, sys.stdout)


class Board:
    """Numbers that all processes see; each is written by one of them."""

    def __init__(self):
        self._shared = mmap.mmap(-1, 8 * (2 + READERS))

    number = property(lambda self: self._get(0), lambda self, value: self._set(0, value))
    is_over = property(lambda self: self._get(1), lambda self, value: self._set(1, value))

    @property
    def requests(self):
        """How often each reader has asked."""
        return [self._get(2 + reader) for reader in range(READERS)]

    def count_request(self, reader):
        self._set(2 + reader, self._get(2 + reader) + 1)

    def _get(self, place):
        return struct.unpack_from("q", self._shared, 8 * place)[0]

    def _set(self, place, value):
        struct.pack_into("q", self._shared, 8 * place, value)


def fork(work):
    """The process that does this work."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001  a child must never go on as its parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def publish(pk, committed, end):
    try:
        number = 0
        while monotonic() < end or (_is_early(committed) and monotonic() < end + PATIENCE):
            number += 1
            with transaction.atomic():
                page = PracticePage.objects.get(pk=pk)
                page.title = f"Ulica {WORDS[number % 2]} numer {number}"
                page.save_revision().publish()
            committed.number = number
            if number % 10 == 0:
                rebuild()
    finally:
        committed.is_over = 1


def _is_early(committed):
    """Whether too little has happened to say anything: a busy machine takes longer."""
    return committed.number <= FEWEST or min(committed.requests) <= FEWEST


def read(committed, reader):
    """Ask as a visitor; every answer has the page once, as it was when asked or is since.

    The last reader looks up as one does whom publications have overtaken too often.
    """
    if reader == READERS - 1:
        arrays.ATTEMPTS = 0
    client = Client(raise_request_exception=True)
    asked = 0
    while not committed.is_over:
        address = ASKED[asked % len(ASKED)]
        before = committed.number
        answer = client.get(address)
        asked += 1
        committed.count_request(reader)
        results, shown = answer.context["results"], answer.context["page"].object_list
        shown = [strip_tags(hit.title) for hit in shown]
        numbered = [NUMBERED.match(title) for title in shown if title.startswith("Ulica")]
        assert len(numbered) == 1, f"{address}: {shown} of {results.total}, not before {before}"
        word, number = numbered[0].groups()
        seen = f"{address}: {word} {number}, not before {before}"
        assert int(number) >= before, seen
        assert WORDS[int(number) % 2] == word, seen
        assert len(shown) == results.total, f"{seen}: {len(shown)} of {results.total}"
        if "parkow" in address:
            assert results.total == 1, seen
            assert results.complete_total == 0, seen


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
