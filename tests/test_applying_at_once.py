"""Applications submitted and results published at the same second: everything once."""

import json

import pytest

from .own_database import own_database, run

__all__ = ["own_database"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_officers_who_submit_at_the_same_second_get_one_number_each(own_database):
    """Six of them: three for one city, three for cities of their own."""
    told = json.loads(run("applying_process", 6, database=own_database))
    assert told == {"numbers": [1, 2, 3, 4], "answers": 3, "mails": 4}


def test_officers_who_publish_at_the_same_second_publish_once(own_database):
    told = json.loads(run("composing_process", 4, database=own_database))
    assert told == {
        "answers": [302] * 4,
        "results": 1,
        "members": [["Hel", "lider"], ["Ustka", "partner"]],
        "mails": 2,
    }
