"""However a run ends, and however many run at once, nobody gets a page twice."""

import signal
import sqlite3
from contextlib import closing

import pytest

from .killed_mailing import folder, library, own_database, prepared, start, told
from .mailing import FOLLOWERS, NEW
from .processes import run

__all__ = ["folder", "library", "own_database", "prepared"]  # fixtures

pytestmark = pytest.mark.django_db

PREPARE = "prepare"


def pass_a_week(library):
    """Make every search due again."""
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE search_savedsearch SET checked_at = '2020-01-01 00:00:00'")


EVERYTHING = {(email, title): 1 for email in FOLLOWERS for title in NEW}


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_run_is_continued_and_nothing_comes_twice(library, folder, when):
    assert run(start(library, "send", folder, when, 3)) == [-signal.SIGKILL]
    assert len(list(folder.iterdir())) == (2 if when == "before" else 3)
    assert run(start(library, "send", folder)) == [0]
    pass_a_week(library)
    assert run(start(library, "send", folder)) == [0]
    lost = FOLLOWERS[2] if when == "before" else ""  # claimed, and nobody knows whether sent
    assert told(folder) == {key: 1 for key in EVERYTHING if key[0] != lost}


def test_two_runs_at_once_share_the_work(library, folder):
    assert run(start(library, "send", folder), start(library, "send", folder)) == [0, 0]
    assert told(folder) == EVERYTHING
