"""Two workers and a publisher at once; `python -m tests.traffic 60` does the same for a minute."""

import json
import os

import pytest

from .own_database import own_database, run

__all__ = ["own_database"]
pytestmark = pytest.mark.django_db


def test_no_request_sees_a_half_state_or_an_old_copy(own_database):
    seconds = os.environ.get("TRAFFIC_SECONDS", "5")
    told = json.loads(run("traffic", seconds, database=own_database))
    assert told["ends"] == [0, 0, 0]
    assert told["publications"] > 10
    assert min(told["requests"]) > 10
