"""Two clicks at the same second create one account."""

import json

import pytest

from .own_database import own_database, run

__all__ = ["own_database"]  # fixture


pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_clicks_at_the_same_second_make_one_account(own_database):
    clicks = 4
    told = json.loads(run("accepting_process", clicks, database=own_database))
    assert told["groups"] == [1]
    assert told["led"].count("/cms/") == 1
    assert set(told["led"]) <= {"/cms/", "again", "410", "200"}
    assert len(told["led"]) == clicks
