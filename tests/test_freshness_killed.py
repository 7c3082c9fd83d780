"""However a run ends, and however many run at once, no city is asked twice."""

import signal
import sqlite3
from contextlib import closing

import pytest

from .killed_mailing import folder, library, own_database, prepared, start, told
from .mailing import FOLLOWERS, NEW
from .processes import run

__all__ = ["folder", "library", "own_database", "prepared"]  # fixtures

pytestmark = pytest.mark.django_db

PREPARE = "prepare_cities"

ONCE = {(email, title): 1 for email in FOLLOWERS for title in NEW}


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_run_is_continued_and_the_lost_mail_is_made_up_for(library, folder, when):
    assert run(start(library, "ask", folder, when, 3)) == [-signal.SIGKILL]
    assert run(start(library, "ask", folder)) == [0]
    lost = FOLLOWERS[2] if when == "before" else ""  # claimed, and nobody knows whether sent
    assert told(folder) == {key: 1 for key in ONCE if key[0] != lost}
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE knowledge_freshness SET asked_at = '2020-01-01 00:00:00'")
    assert run(start(library, "ask", folder)) == [0]
    reminded = {(email, f"{title} (przypominamy)"): 1 for email in FOLLOWERS for title in NEW}
    assert told(folder) == {key: 1 for key in ONCE if key[0] != lost} | reminded


def test_two_runs_at_once_share_the_work(library, folder):
    assert run(start(library, "ask", folder), start(library, "ask", folder)) == [0, 0]
    assert told(folder) == ONCE
