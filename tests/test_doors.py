"""Every address of the admin, tried by every role that the table of doors keeps out."""

import pytest
from django.urls import reverse
from wagtail.models import get_page_models

from knowledge.permissions import ensure_editors
from networks.models import NetworkPage
from tests import factories
from tests.doors import (
    ANYONE,
    DOORS,
    OFFICE,
    ORDER,
    OWN,
    PEOPLE,
    STAFF,
    addresses,
    admin_names,
    door,
)
from tests.editing import canary, standing_team, team
from tests.factories import make_network, make_user

__all__ = ["canary", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

# For each role the widest door it may pass with things that are another's, and with its own.
REACH = {
    "anonymous": ANYONE,
    "lodz": STAFF,
    "koordynacja": STAFF,  # of Łódź
    "leader": STAFF,
    "gdynia": OWN,
    "sekretariat": OFFICE,
}


@pytest.fixture
def people(team):
    leader = make_user("liderka", groups=[ensure_editors(make_network())])
    return {**team[1], "leader": leader}


def test_every_address_of_the_admin_has_a_row():
    known = [name for name, _pattern in admin_names()]
    assert len(known) > 250
    assert [name for name in known if door(name) is None] == []


def test_table_names_no_address_that_is_gone():
    used = {row for name, _pattern in admin_names() for row in rows_of(name)}
    assert {row for rows in DOORS.values() for row in rows} - used == set()


def rows_of(name):
    return [
        row
        for rows in DOORS.values()
        for row in rows
        if name == row or (row.endswith("*") and name.startswith(row[:-1]))
    ]


@pytest.mark.parametrize("role", list(REACH))
def test_no_role_comes_in_where_the_table_keeps_it_out(client, people, canary, role):
    """The keys are those of Gdynia: to Łódź and to a network they are another's."""
    if role != "anonymous":
        client.force_login(people[role])
    closed = ORDER[ORDER.index(REACH[role]) + 1 :]
    if role == "koordynacja":
        closed.remove(PEOPLE)
    tried = [(name, path) for name, path in addresses(canary["keys"]) if door(name) in closed]
    assert len(tried) > 25
    came_in = []
    for name, path in tried:
        response = client.get(path)
        response.close()
        if response.status_code == 200:
            came_in.append(name)
    assert came_in == []


def test_secretariat_comes_in_everywhere_it_may(client, people):
    """The walk above would pass on a closed site."""
    client.force_login(people["sekretariat"])
    keyless = [
        name
        for name, pattern in admin_names()
        if door(name) == OFFICE and not pattern.pattern.regex.groupindex
    ]
    assert len(keyless) > 50
    shut = [name for name in keyless if client.get(reverse(name)).status_code not in {200, 405}]
    assert shut == ["wagtailadmin_api:documents:find", "wagtailadmin_api:images:find"]


TYPES = [model for model in get_page_models() if not model.__module__.startswith("wagtail")]
EDITED = {
    "editor": {"CityPage", "PracticePage", "MidPage"},
    "leader": {"NetworkPage", "MidPage", "OutputPage"},
}
OF_OFFICE = ["publish", "unpublish", "delete", "lock", "move", "set_view_restrictions"]


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_rights_to_every_page_type(team, model):
    """One's own city or network is edited; to publish, delete and the like is the office's."""
    page = factories.PAGES[model.__name__]()
    users = {
        "editor": own_editor("redakcja", page, "editor"),
        "leader": own_editor("liderka", page, "leader"),
        "other": team[1]["lodz"],
        "coordinator": team[1]["koordynacja"],
        "sekretariat": team[1]["sekretariat"],
        "administrator": make_user("administracja", is_superuser=True),
    }
    for role, user in users.items():
        rights = page.permissions_for_user(user)
        is_office = role in {"sekretariat", "administrator"}
        edits = is_office or model.__name__ in EDITED.get(role, set())
        assert bool(rights.can_edit()) is edits, role
        for action in OF_OFFICE:
            if not is_office:
                assert not getattr(rights, f"can_{action}")(), (role, action)
        if is_office:
            assert rights.can_publish(), role


def own_editor(name, page, role):
    """Somebody whose group has the city or network of this page, if the role edits its kind."""
    if type(page).__name__ not in EDITED[role]:
        return make_user(name)
    place = getattr(page, "city", page) if role == "editor" else page
    if role == "leader" and not isinstance(page, NetworkPage):
        place = page.get_parent()
    return make_user(name, groups=[ensure_editors(place.specific)])
