"""Walls around an application: role × action, for a draft and for what was submitted."""

import pytest
from django.urls import reverse

from knowledge.permissions import ensure_coordinators, ensure_editors
from networks.applying.models import FormalCheck

from .applying import (
    application_form,
    close,
    make_application,
    make_open_call,
    one_url,
    pdf,
)
from .editing import standing_team, team
from .factories import make_city, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(team):
    return make_open_call()


@pytest.fixture
def gdynia(client, team):
    """An editor of Gdynia, signed in."""
    client.force_login(team[1]["gdynia"])
    return team[1]["gdynia"]


@pytest.fixture
def draft(call, team):
    return make_application(call, city=team[0]["gdynia"], submitted=False)


@pytest.mark.parametrize("name", ["one", "submit"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 302),
        ("gdynia", 200),
        ("lodz", 404),
        ("koordynacja", 404),
        ("sekretariat", 302),
    ],
)
def test_draft_is_its_citys_alone(client, team, draft, role, status, name):
    """Who works for no city is led back to the start of the admin."""
    if role != "anonymous":
        client.force_login(team[1][role])
    assert client.get(one_url(draft, name)).status_code == status


@pytest.mark.parametrize("role", ["anonymous", "lodz", "koordynacja", "sekretariat"])
def test_nobody_else_changes_it_or_reads_its_files(client, team, draft, role):
    client.force_login(team[1]["gdynia"])
    client.post(one_url(draft), application_form(draft, pliki=pdf()))
    file = draft.files.get()
    client.logout()
    if role != "anonymous":
        client.force_login(team[1][role])
    draft.refresh_from_db()
    client.post(one_url(draft), application_form(draft, contact_name="Włamanie"))
    client.post(one_url(draft, "submit"), {"version": draft.version})
    client.post(one_url(draft, "withdraw"))
    client.post(reverse("applications:remove_file", args=[file.pk]))
    assert client.get(reverse("applications:file", args=[file.pk])).status_code in {302, 404}
    draft.refresh_from_db()
    assert (draft.state, draft.contact_name) == ("szkic", "Biuro Rozwoju")
    assert draft.files.count() == 1


def test_city_without_own_draft_sees_no_other(client, gdynia, call):
    make_application(call, city=make_city("Sopot"))
    assert "Nie ma jeszcze żadnego." in client.get(reverse("applications:index")).text


ACTIONS = ("city page", "file", "office page", "board", "assessment")
OFFICE = {"file", "office page", "board"}
MAY = {
    "anonymous": set(),
    "own editor": {"city page", "file"},
    "own coordinator": {"city page", "file"},
    "other city": set(),
    "assessor": {"file", "assessment"},
    "former assessor of the own city": {"city page", "file"},
    "leader of the network": set(),
    "secretariat": OFFICE,
    "administrator": OFFICE,
}


@pytest.fixture
def submitted(client, team, draft, gdynia):
    """The application of Gdynia with a file, after the deadline, being assessed; its addresses."""
    client.post(one_url(draft), application_form(draft, pliki=pdf()))
    draft.refresh_from_db()
    client.post(one_url(draft, "submit"), {"version": draft.version})
    client.logout()
    close(draft.call)
    FormalCheck.objects.create(application=draft, passed=True)
    draft.assessments.create(assessor=team[1]["koordynacja"])
    return {
        "city page": one_url(draft),
        "file": reverse("applications:file", args=[draft.files.get().pk]),
        "office page": reverse("calls:one", args=[draft.pk]),
        "board": reverse("calls:board", args=[draft.call_id, draft.network_id]),
        "assessment": reverse("assessments:one", args=[draft.assessments.get().pk]),
    }


def somebody(role, team, draft):
    """An account in this role; an assessor who came to work for the city is no longer one."""
    cities, users = team
    if role == "own coordinator":
        return make_user("kierownik", groups=[ensure_coordinators(cities["gdynia"])])
    if role == "leader of the network":
        return make_user("liderka", groups=[ensure_editors(draft.network)])
    if role == "administrator":
        return make_user("administracja", is_superuser=True)
    if role.startswith("former"):
        users["koordynacja"].groups.add(ensure_editors(cities["gdynia"]))
    names = {"own editor": "gdynia", "other city": "lodz", "secretariat": "sekretariat"}
    return users[names.get(role, "koordynacja")]


@pytest.mark.parametrize("role", MAY)
def test_who_reads_a_submitted_application(client, team, draft, submitted, role):
    if role != "anonymous":
        client.force_login(somebody(role, team, draft))
    opened = set()
    for action in ACTIONS:
        response = client.get(submitted[action])
        response.close()
        if response.status_code == 200:
            opened.add(action)
    assert opened == MAY[role]
