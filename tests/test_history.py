"""Who did what: signing in, rights and accounts in Wagtail's log, and the report of it."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry

from knowledge.permissions import ensure_editors, ensure_secretariat
from pimsite.history import recording
from tests.editing import standing_team, team
from tests.factories import make_practice, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

WORD = "dlugie-haslo-testowe"
REPORT = "/cms/raporty/historia/"


def acts(user):
    """What the log says about the account since the test began to look, oldest first."""
    entries = ModelLogEntry.objects.for_instance(user).order_by("pk")
    return [(entry.action, entry.message) for entry in entries]


@pytest.fixture
def ala(db):
    user = make_user("ala", first_name="Ala", last_name="Nowa")
    user.set_password(WORD)
    user.save()
    ModelLogEntry.objects.all().delete()
    return user


@pytest.fixture
def admin(client, db):
    user = make_user("admin", is_superuser=True)
    client.force_login(user)
    ModelLogEntry.objects.all().delete()
    return user


def test_signing_in_is_recorded(client, ala):
    assert client.login(username="ala", password=WORD)
    [entry] = ModelLogEntry.objects.all()
    assert (entry.action, entry.user, entry.label) == (recording.SIGNED_IN, ala, "Ala Nowa")


@pytest.mark.parametrize("given", [{"username": "ala"}, {"email": "ALA@example.org"}])
def test_wrong_password_is_recorded_without_what_was_typed(client, ala, given):
    recording.sign_in_failed(sender=None, credentials={**given, "password": "***"})
    [entry] = ModelLogEntry.objects.all()
    assert (entry.action, entry.user, entry.data) == (recording.SIGN_IN_FAILED, None, {})
    assert not client.login(username="ala", password="nie-to-haslo")
    assert ModelLogEntry.objects.count() == 2


def test_name_of_nobody_is_not_kept(client, ala):
    assert not client.login(username=WORD, password="x")
    assert not ModelLogEntry.objects.exists()


def test_rights_given_and_taken_name_the_role_and_who_gave_it(ala, admin):
    group = Group.objects.create(name="Redakcja: Gdynia")
    with LogContext(user=admin):
        ala.groups.add(group)
        ala.groups.add(group)
        group.user_set.remove(ala)
        ala.groups.set([group])
        ala.groups.clear()
    given = (recording.RIGHTS, "Nadano: Redakcja: Gdynia")
    taken = (recording.RIGHTS, "Odebrano: Redakcja: Gdynia")
    assert acts(ala) == [given, taken, given, taken]
    assert {entry.user for entry in ModelLogEntry.objects.for_instance(ala)} == {admin}


def test_people_put_into_a_role_and_its_end(ala, admin):
    group = Group.objects.create(name="Rola")
    group.user_set.set([ala])
    group.delete()
    assert [message for _action, message in acts(ala)] == ["Nadano: Rola", "Odebrano: Rola"]


def test_emptied_role(ala, admin):
    group = Group.objects.create(name="Rola")
    group.user_set.set([ala, admin])
    group.user_set.clear()
    assert acts(ala) == acts(admin)
    assert acts(ala)[-1] == (recording.RIGHTS, "Odebrano: Rola")


def test_single_rights_are_recorded(ala):
    ala.user_permissions.add(
        Permission.objects.get(codename="read_history", content_type__app_label="users")
    )
    assert acts(ala) == [(recording.RIGHTS, "Nadano: read_history")]


@pytest.mark.parametrize(
    ("change", "action", "message"),
    [
        ({"is_superuser": True}, recording.RIGHTS, "Nadano: administrator"),
        ({"is_active": False}, recording.CLOSED, "Wyłączono konto"),
        ({"email": "ala@lodz.example"}, recording.ADDRESS, "Zmieniono adres e-mail lub nazwę"),
    ],
)
def test_change_of_account_is_recorded(ala, change, action, message):
    for name, value in change.items():
        setattr(ala, name, value)
    ala.save()
    ala.save()
    [(found, text)] = acts(ala)
    assert found == action
    assert text.startswith(message)


def test_new_administrator_is_recorded():
    user = make_user("nowy", is_superuser=True)
    assert acts(user) == [(recording.RIGHTS, "Nadano: administrator")]


def test_new_password_is_recorded_but_not_a_new_hash_of_the_old(client, ala, settings):
    ala.set_password("calkiem-nowe-haslo")
    ala.save()
    assert acts(ala) == [(recording.PASSWORD, "Zmieniono hasło")]
    hashers = "django.contrib.auth.hashers."
    settings.PASSWORD_HASHERS = [
        f"{hashers}PBKDF2SHA1PasswordHasher",
        f"{hashers}MD5PasswordHasher",
    ]
    assert client.login(username="ala", password="calkiem-nowe-haslo")
    ala.refresh_from_db()
    assert ala.password.startswith("pbkdf2_sha1$")
    assert [action for action, _ in acts(ala)] == [recording.PASSWORD, recording.SIGNED_IN]


def test_account_closed_from_the_list_is_recorded_once(client, ala, admin):
    closed = make_user("zamkniety", is_active=False)
    address = reverse("wagtail_bulk_action", args=["users", "user", "set_active_state"])
    url = f"{address}?id={ala.pk}&id={closed.pk}&next=/cms/"
    assert client.post(url, {"mark_as_active": "False"}).status_code == 302
    ala.refresh_from_db()
    assert not ala.is_active
    assert acts(ala) == [(recording.CLOSED, "Wyłączono konto")]
    assert acts(closed) == []
    assert ModelLogEntry.objects.for_instance(ala).get().user == admin


def test_secretariat_reads_who_signed_in_and_what_was_published(client, team, ala):
    cities, users = team
    ala.groups.add(ensure_editors(cities["gdynia"]))
    make_practice("Zielone tory", city=cities["lodz"]).save_revision(log_action=True)
    client.force_login(users["sekretariat"])
    page = client.get(REPORT).content.decode()
    assert 'class="history-list" role="region" tabindex="0"' in page
    assert f"Nadano: Redakcja: Gdynia ({cities['gdynia'].pk})" in page
    assert "Zielone tory" in page
    only = client.get(REPORT, {"action": recording.SIGNED_IN}).content.decode()
    assert "Zalogowano się" in only
    assert "Zielone tory" not in only


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}wyniki/", f"{REPORT}?export=csv"])
def test_history_is_not_for_cities_and_strangers(client, team, ala, address):
    ala.groups.add(ensure_editors(team[0]["gdynia"]))
    assert client.get(address).status_code == 302
    client.force_login(team[1]["gdynia"])
    response = client.get(address, follow=True)
    assert "Nadano" not in response.content.decode()
    assert response.request["PATH_INFO"] == "/cms/"


def test_secretariat_gets_no_rights_to_accounts_by_reading_history():
    office = ensure_secretariat()
    assert set(office.permissions.filter(content_type__app_label="users")) == {
        Permission.objects.get(codename="read_history", content_type__app_label="users")
    }


def test_export_says_what_was_done_and_starts_no_formula(client, admin, ala):
    ala.groups.add(Group.objects.create(name="Rola"))
    ala.first_name, ala.last_name, ala.is_active = "=1+1", "", False
    ala.save()
    response = client.get(REPORT, {"export": "csv"})
    rows = list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))
    assert {row["Co zrobiono"] for row in rows} >= {"Nadano: Rola", "Wyłączono konto"}
    assert "'=1+1" in {value for row in rows for value in row.values()}
    response = client.get(REPORT, {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert "Nadano: Rola" in {cell.value for row in sheet.rows for cell in row}


def test_history_costs_the_same_with_more_lines(client, admin, ala, count_queries):
    ala.is_active = False
    ala.save()
    client.get(REPORT)
    few = count_queries(REPORT)
    for number in range(10):
        make_user(f"ktos-{number}", is_superuser=True)
    assert count_queries(REPORT) == few
