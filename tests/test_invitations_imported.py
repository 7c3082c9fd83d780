"""Invitations from a table: all or none, sent only when wanted, taken back till accepted."""

import pytest
from django.core import mail
from django.urls import reverse

from pimsite.accounts.models import Invitation
from pimsite.imports.models import State
from tests.editing import standing_team, team
from tests.factories import make_city
from tests.inviting import NEWCOMER, invite, link_of
from tests.test_imports import csv_of, press, send, xlsx_of

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

HEAD = "adres e-mail;miasto;rola"
ALA, OLA = "Ala@Gdynia.example;Gdynia;koordynacja", "ola@lodz.example;lodz;"


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return client


def send_table(client, *lines):
    return send(client, csv_of(HEAD, *lines), kind="zaproszenia")


def invited():
    return sorted(Invitation.objects.values_list("email", "place__title", "role"))


def test_nothing_is_sent_till_it_is_wanted(office):
    source = send_table(office, ALA, OLA)
    assert (source.state, source.new, source.same) == (State.READY, 2, 0)
    assert "Wyślij zaproszenia" in office.get(reverse("imports:one", args=[source.pk])).text
    assert invited() == []
    assert press(office, "start", source).state == State.DONE
    assert invited() == [
        ("ala@gdynia.example", "Gdynia", "koordynacja"),
        ("ola@lodz.example", "Łódź", "redakcja"),
    ]
    assert [message.to for message in mail.outbox] == [["ala@gdynia.example"], ["ola@lodz.example"]]
    assert reverse("invitations:index") in office.get(reverse("imports:one", args=[source.pk])).text
    office.logout()
    assert office.post(link_of(mail.outbox[0]), NEWCOMER).url == "/cms/"


def test_sheet_is_read_too(office):
    content = xlsx_of(HEAD.split(";"), ALA.split(";"))
    assert send(office, content, "tabela.xlsx", "zaproszenia").new == 1


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("to-nie-adres;Gdynia;", "adres e-mail", "To nie jest adres"),
        (f"{'a' * 150}@x.pl;Gdynia;", "adres e-mail", "adres"),
        (";Gdynia;", "adres e-mail", "nie może być pusta"),
        ("a@x.example;Atlantyda;", "miasto", "Nie ma miasta"),
        ("a@x.example;Krosno;", "miasto", "kilka"),
        ("a@x.example;Gdynia;szefowa", "rola", "Nie ma wartości"),
        ("ola@lodz.example;Łódź;", "adres e-mail", "co w wierszu 2"),
    ],
)
def test_one_wrong_row_stops_the_whole_table(office, row, column, said):
    make_city("Krosno")
    make_city("Krosno", voivodeship="lubuskie")
    source = send_table(office, OLA, row)
    assert source.state == State.REFUSED
    [(line, where, message)] = source.problems
    assert (line, where) == (3, column)
    assert said in message
    press(office, "start", source)
    assert invited() == []
    assert mail.outbox == []


def test_who_is_invited_or_at_work_is_left_alone(office, team):
    invite(team[0]["lodz"], team[1]["sekretariat"], "ola@lodz.example")
    mail.outbox.clear()
    source = send_table(office, OLA, "gdynia@example.org;Gdynia;")
    assert (source.new, source.same) == (0, 2)
    again = send_table(office, ALA, OLA)
    assert (again.new, again.same) == (1, 1)
    press(office, "start", again)
    assert [message.to for message in mail.outbox] == [["ala@gdynia.example"]]


def test_unsent_ones_are_seen_and_can_be_sent(office, settings):
    settings.EMAIL_BACKEND = "tests.mailing.Refusing"
    source = press(office, "start", send_table(office, ALA))
    assert source.state == State.DONE
    assert "nie wysłano" in office.get("/cms/zaproszenia/?stan=niewyslane").text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    invitation = Invitation.objects.get()
    office.post(reverse("invitations:one", args=[invitation.pk]))
    assert [message.to for message in mail.outbox] == [["ala@gdynia.example"]]
    assert "nie wysłano" not in office.get("/cms/zaproszenia/").text.split("</form>")[-1]


def test_taken_back_till_accepted(client, office):
    source = press(office, "start", send_table(office, ALA, OLA))
    type(client)().post(link_of(mail.outbox[0]), NEWCOMER)
    assert press(office, "take_back", source).state == State.UNDONE
    states = {each.email: each.state for each in Invitation.objects.all()}
    assert states == {"ala@gdynia.example": "przyjete", "ola@lodz.example": "wycofane"}
    page = office.get(reverse("imports:one", args=[source.pk])).text
    assert "których nie cofnięto: 1" in page


def test_list_goes_out_and_comes_in_unchanged(office, team):
    invite(team[0]["lodz"], team[1]["sekretariat"], "ola@lodz.example")
    for extension in ("csv", "xlsx"):
        table = office.get(reverse("imports:export", args=["zaproszenia", extension]))
        source = send(office, table.content, f"lista.{extension}", "zaproszenia")
        assert (source.state, source.new, source.same) == (State.READY, 0, 1)
