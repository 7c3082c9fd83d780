"""The composition board: rules checked while members are chosen; what is saved and kept secret."""

import pytest
from django.core import mail

from networks.applying.composing import rules
from networks.applying.models import Assessment, Composition, Decision
from networks.models import Membership

from .composing import GOOD, board, call, form, network, office, publish
from .editing import standing_team, team
from .factories import make_city

__all__ = ["call", "network", "office", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def kept(found):
    return [rule.is_kept for rule in found]


@pytest.mark.parametrize(
    ("seats", "is_kept"),
    [
        ([], [False, False, False, False]),
        (["Sopot", "Kutno", "Olsztyn"], [True, True, True, True]),
        (["Sopot", "Kutno"], [False, True, False, True]),
        (["Sopot", "Hel", "Ustka"], [True, True, False, True]),
        (["Kutno", "Hel", "Ustka"], [True, True, False, False]),
        (["Sopot", "Kutno", "Hel", "Olsztyn", "Ustka"], [False, True, True, True]),
    ],
)
def test_rules_of_the_call(call, seats, is_kept):
    cities = {each.city.title: each.city for each in call.applications.all()}
    roles = ["lider", *["partner"] * len(seats)]
    chosen = [(cities[title], role) for title, role in zip(seats, roles, strict=False)]
    assert kept(rules(call, chosen)) == is_kept


def test_two_leaders_are_one_too_many(call):
    cities = [application.city for application in call.applications.all()]
    chosen = [(cities[0], "lider"), (cities[1], "lider"), (cities[3], "partner")]
    assert kept(rules(call, chosen)) == [True, False, True, True]


def test_limits_are_those_of_the_call(call):
    call.members_min, call.voivodeships_min, call.sizes_min = 1, 1, 1
    assert kept(rules(call, [(make_city("Gdów"), "lider")])) == [True] * 4


def test_check_tells_the_rules_and_saves_nothing(client, office, call):
    choices = ("lider", "lider", "", "partner", "")
    response = client.post(board(call), form(call, *choices, sprawdz="1"))
    assert "Liderów: dokładnie 1. <strong>Jest: 2</strong> (niespełnione)" in response.text
    assert kept(response.context["rules"]) == [True, False, True, True]
    fragment = client.post(board(call), form(call, *GOOD, fragment="1"))
    assert fragment.text.count("(spełnione)") == 4
    assert "<html" not in fragment.text
    assert not Decision.objects.exists()


def test_plan_is_saved_and_told_to_nobody(client, office, call, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(board(call), form(call, *GOOD))
    assert Decision.objects.count() == 5
    assert mail.outbox == []
    assert not Membership.objects.exists()
    client.post(board(call), form(call, "", *GOOD[1:]))
    assert Decision.objects.count() == 4


def test_refusal_needs_a_reason(client, office, call):
    response = client.post(board(call), form(call, *GOOD, reason=""))
    assert response.text.count("Napisz powód.") == 2
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["anonymous", "gdynia", "lodz", "koordynacja"])
def test_board_is_closed_to_cities(client, call, team, role):
    if role != "anonymous":
        client.force_login(team[1][role])
    assert client.get(board(call)).status_code == 302
    assert client.get(f"{board(call)}oglos/").status_code == 302
    publish(client, call)
    client.post(f"{board(call)}oglos/", {"agreed": "", "starts": "1"})
    assert not Composition.objects.exists()
    assert not Decision.objects.exists()


def test_board_ranks_and_no_reader_sees_what_assessors_wrote(client, office, call):
    Assessment.objects.update(comment="Tajne uzasadnienie")
    text = client.get(board(call)).text
    assert text.index("Sopot") < text.index("Kutno") < text.index("Hel")
    assert "Tajne uzasadnienie" not in client.get(call.url).text
