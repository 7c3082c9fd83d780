"""Results published at the same second: one of them counts."""

import json

import pytest

from .own_database import own_database, run

__all__ = ["own_database"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_officers_who_publish_at_the_same_second_publish_once(own_database):
    told = json.loads(run("composing_process", 4, database=own_database))
    assert told == {
        "answers": [302] * 4,
        "results": 1,
        "members": [["Hel", "lider"], ["Ustka", "partner"]],
        "mails": 2,
    }
