"""Applications submitted at the same second: every number once, every application once."""

import json

import pytest

from .own_database import own_database, run

__all__ = ["own_database"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_officers_who_submit_at_the_same_second_get_one_number_each(own_database):
    """Six of them: three for one city, three for cities of their own."""
    told = json.loads(run("applying_process", 6, database=own_database))
    assert told == {"numbers": [1, 2, 3, 4], "answers": 3, "mails": 4}
