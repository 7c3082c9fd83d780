"""Walls around an application: a draft is its city's alone."""

import pytest
from django.urls import reverse

from .applying import application_form, make_application, make_open_call, one_url, pdf
from .editing import standing_team, team
from .factories import make_city

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
