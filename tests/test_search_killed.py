"""A process killed at any of its writes leaves an index that is right, and work that can go on."""

import json

import pytest

from .own_database import own_database, run

__all__ = ["own_database"]
pytestmark = pytest.mark.django_db


STEP = 5  # the whole takes a minute or two: `python -m tests.killed_process rebuild`


@pytest.mark.parametrize("work", ["publish", "withdraw", "rebuild"])
def test_after_a_kill_each_live_page_is_found_once(own_database, work):
    told = json.loads(run("killed_process", work, STEP, database=own_database))
    assert told["wrong"] == []
    assert told["ended"] == 0  # the last one was allowed all its writes
    assert told["kills"] >= 5
