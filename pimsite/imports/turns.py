"""Work in turns, each a transaction so short that others get to write in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from django.db import connection, transaction

TURN = 10  # rows or pages in one transaction
BREATH = 0.1  # seconds: who waits for SQLite to be free looks ten times a second


@contextmanager
def turn() -> Iterator[None]:
    """One transaction, and a gap after it.

    SQLite has one writer at a time and no queue: without the gap nobody else would get in,
    not even who wants to cancel, and sign-ins would end in an error after 20 seconds.
    """
    with transaction.atomic():
        yield
    if connection.vendor == "sqlite":
        sleep(BREATH)
