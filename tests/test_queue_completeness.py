"""How complete each practice of the queue is, without asking anew for every row."""

import pytest

from knowledge.models import ResultFigure
from tests.editing import COMPLETE, FIGURE, standing_team, team
from tests.test_queue import QUEUE, office, send, start

__all__ = ["office", "send", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_queue_says_how_complete_the_newest_text_is(office, team, send, count_queries):
    page = send("Ulica", **COMPLETE)
    page = page.get_latest_revision_as_object()
    page.figures = [ResultFigure(**FIGURE)]
    page.save_revision()
    send("Pusta", city="lodz")
    start(team[0]["lodz"], team[1]["lodz"])
    rows = office.get(QUEUE).context["object_list"]
    assert [(row.title, row.complete) for row in rows] == [
        ("Ulica", "7 z 8"),
        ("Pusta", "1 z 8"),
        ("Łódź", ""),
    ]
    few = count_queries(QUEUE)
    for number in range(3):
        again = send(f"Inna {number}", **COMPLETE).get_latest_revision_as_object()
        again.figures = [ResultFigure(**FIGURE)]
        again.save_revision()
    assert count_queries(QUEUE) == few
