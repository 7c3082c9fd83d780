"""Wishes to withdraw a practice: who decides, how the city hears of it, what readers see."""

import csv
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from knowledge.models import Withdrawal
from pimsite.freshness import answers, deciding
from pimsite.freshness.forms import DecisionForm
from tests.asking import make_old
from tests.editing import standing_team, team
from tests.factories import make_practice
from tests.test_templates import assert_promises

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REASON = "Program zakończono, zastąpiły go dopłaty."
REPLY = "Opis przyda się innym miastom: zostawiamy go z dopiskiem."


@pytest.fixture
def practice(team):
    return make_old("Ulica szkolna", city=team[0]["gdynia"])


def decide_url(withdrawal):
    return reverse("freshness:decide", args=[withdrawal.pk])


@pytest.fixture
def wish(practice):
    return answers.ask_to_withdraw(practice, REASON)


def test_list_names_the_city_of_each_practice(client, team, wish):
    client.force_login(team[1]["sekretariat"])
    address = reverse("freshness:withdrawals")
    assert "Gdynia" in client.get(address).text
    rows = b"".join(client.get(f"{address}?export=csv").streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(rows.splitlines())
    assert row["Praktyka"] == wish.practice.title
    assert row["Miasto"] == "Gdynia"


def test_the_secretariat_withdraws_and_the_address_says_why(client, team, wish):
    practice = wish.practice
    other = make_practice("Ulica zabaw", city=team[0]["lodz"])
    client.force_login(team[1]["sekretariat"])
    assert REASON in client.get(decide_url(wish)).text
    reason = "Miasto prowadzi teraz inny program."
    client.post(decide_url(wish), {"reason": reason})
    entry = PageLogEntry.objects.get(page=practice.pk, action=deciding.WITHDRAWN)
    assert (entry.user, reason in entry.message) == (team[1]["sekretariat"], True)
    assert "wycofano" in client.get(reverse("freshness:withdrawals")).text
    client.logout()
    response = client.get(practice.url)
    assert_promises(response)
    assert response.status_code == 410
    assert "Tę praktykę wycofano" in response.text
    assert f"Powód: {reason}" in response.text.replace("\xa0", " ")
    assert other.url in response.text
    practice.refresh_from_db()
    practice.save_revision().publish()
    assert client.get(practice.url).status_code == 200
    practice.refresh_from_db()
    practice.unpublish()
    assert client.get(practice.url).status_code == 404, "for another reason than then"


def test_the_secretariat_keeps_the_page(client, team, wish):
    client.force_login(team[1]["sekretariat"])
    client.post(decide_url(wish), {"zostaw": "1", "reason": "Nikt nie zobaczy.", "reply": REPLY})
    wish.refresh_from_db()
    assert (wish.decided_by, wish.accepted) == (team[1]["sekretariat"], False)
    assert (wish.reason, wish.reply) == (REASON, REPLY)
    assert client.get(wish.practice.url).status_code == 200
    entry = PageLogEntry.objects.get(page=wish.practice.pk, action=deciding.KEPT)
    assert entry.message == f"Nie wycofano: „{REPLY}”"
    response = client.post(decide_url(wish), {"reason": "Za późno na tę decyzję."})
    assert "rozstrzygnięto w międzyczasie" in response.text
    assert REPLY in response.text
    wish.refresh_from_db()
    assert (wish.accepted, wish.reason) == (False, REASON)


@pytest.mark.parametrize("reply", ["", "  nie  "])
def test_a_page_stays_only_with_a_reply(client, team, wish, reply):
    client.force_login(team[1]["sekretariat"])
    typed = {"zostaw": "1", "reason": "Poprawiony powód.", "reply": reply}
    response = client.post(decide_url(wish), typed)
    assert "dlaczego opis zostaje" in response.text
    assert "Poprawiony powód." in response.text, "nothing is lost"
    wish.refresh_from_db()
    assert wish.decided_at is None


def withdraw(wish, by):
    deciding.withdraw(wish, "Miasto prowadzi teraz inny program.", by=by)


def keep(wish, by):
    deciding.keep(wish, REPLY, by=by)


@pytest.mark.parametrize(("first", "second"), [(withdraw, keep), (keep, withdraw)])
def test_two_officers_do_not_both_decide(client, team, wish, first, second):
    as_the_second_saw_it = Withdrawal.objects.select_related("practice").get(pk=wish.pk)
    first(wish, team[1]["sekretariat"])
    with pytest.raises(deciding.Decided):
        second(as_the_second_saw_it, team[1]["koordynacja"])
    after = Withdrawal.objects.get(pk=wish.pk)
    assert after.decided_by == team[1]["sekretariat"]
    assert after.accepted is (first is withdraw)
    assert after.practice.live is (first is keep)
    decisions = [deciding.WITHDRAWN, deciding.KEPT]
    assert PageLogEntry.objects.filter(action__in=decisions).count() == 1


def test_a_form_that_lost_the_race_is_told_so(client, team, wish, monkeypatch):
    client.force_login(team[1]["sekretariat"])

    def decided_meanwhile(form):
        keep(Withdrawal.objects.get(pk=wish.pk), team[1]["sekretariat"])
        return ""

    monkeypatch.setattr(DecisionForm, "clean_reply", decided_meanwhile)
    response = client.post(decide_url(wish), {"reason": REASON})
    assert response["Location"] == decide_url(wish)
    wish.practice.refresh_from_db()
    assert wish.practice.live


@pytest.mark.parametrize(
    ("decide", "subject", "said"),
    [
        (keep, "Zostaje: „Ulica szkolna”", REPLY),
        (withdraw, "Wycofano: „Ulica szkolna”", "Miasto prowadzi teraz inny program."),
    ],
)
def test_the_city_hears_of_it(
    client, team, wish, django_capture_on_commit_callbacks, decide, subject, said
):
    with django_capture_on_commit_callbacks(execute=True):
        decide(wish, team[1]["sekretariat"])
    (message,) = mail.outbox
    assert (message.subject, message.to) == (subject, ["gdynia@example.org"])
    assert said in message.body
    assert reverse("wagtailadmin_pages:edit", args=[wish.practice.pk]) in message.body


def test_a_city_without_people_gets_no_mail(client, team, wish, django_capture_on_commit_callbacks):
    team[1]["gdynia"].groups.clear()
    client.force_login(team[1]["sekretariat"])
    assert "Nikt z miasta nie ma konta" in client.get(decide_url(wish)).text
    with django_capture_on_commit_callbacks(execute=True):
        keep(wish, team[1]["sekretariat"])
    assert mail.outbox == []


def test_a_mail_server_that_refuses_undoes_nothing(
    team, wish, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def refuse(self):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        keep(wish, team[1]["sekretariat"])
    wish.refresh_from_db()
    assert wish.decided_at
    assert "could not be sent" in caplog.text


def test_the_first_page_tells_the_city(client, team, wish):
    def told(role):
        client.force_login(team[1][role])
        return client.get(reverse("wagtailadmin_home")).text

    assert "czeka w Sekretariacie" in told("gdynia")
    keep(wish, team[1]["sekretariat"])
    assert "czeka w Sekretariacie" not in told("gdynia")
    assert REPLY in told("gdynia")
    assert REPLY not in told("lodz")
    assert REPLY not in told("sekretariat")
    Withdrawal.objects.update(decided_at=timezone.now() - timedelta(days=31))
    assert REPLY not in told("gdynia")


def test_an_empty_reason_withdraws_nothing(client, team, wish):
    client.force_login(team[1]["sekretariat"])
    assert client.post(decide_url(wish), {"reason": ""}).status_code == 200
    wish.practice.refresh_from_db()
    assert wish.practice.live


@pytest.mark.parametrize("role", ["gdynia", "lodz", "koordynacja"])
def test_cities_decide_nothing(client, team, wish, role):
    client.force_login(team[1][role])
    assert client.post(decide_url(wish), {"reason": REASON}).status_code == 302
    wish.refresh_from_db()
    assert wish.decided_at is None
