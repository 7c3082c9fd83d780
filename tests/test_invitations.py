"""Invitations: for one address, once, for seven days; the page behind the link."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import ModelLogEntry

from knowledge.permissions import cities_of, coordinated_cities
from pimsite.accounts import inviting
from pimsite.accounts.models import Invitation, Role
from tests.editing import standing_team, team
from tests.factories import make_user
from tests.getting_in import PASSWORD, SETUP, give_password, set_up_factor, sign_in
from tests.inviting import ADDRESS, NEWCOMER, invite, link_of

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

User = get_user_model()


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def sent(team):
    """An invitation to Gdynia and the path of its link."""
    return invite(team[0]["gdynia"], team[1]["sekretariat"])


def acts():
    entries = ModelLogEntry.objects.filter(content_type__model="invitation").order_by("pk")
    return [(entry.action, entry.user.username, entry.label) for entry in entries]


def test_mail_says_who_invites_where_and_till_when(team, sent):
    invitation, link = sent
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert message.subject == "Zaproszenie do redakcji: Gdynia"
    day = timezone.localtime(invitation.expires_at)
    assert f"{day:%H:%M}" in message.body
    assert "&" not in message.body.replace(link, "")


def test_link_opens_an_account_and_the_panel(client, team, sent):
    invitation, link = sent
    assert ADDRESS in client.get(link).text
    assert client.post(link, NEWCOMER).url == "/cms/"
    assert client.get("/cms/").status_code == 200
    user = User.objects.get(email=ADDRESS)
    assert (user.username, user.get_full_name()) == (ADDRESS, "Nowa Osoba")
    assert list(cities_of(user)) == [team[0]["gdynia"]]
    assert list(coordinated_cities(user)) == []
    client.logout()
    assert sign_in(client, ADDRESS).url == "/cms/"
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("przyjete", user)


def test_coordinator_is_made_one(client, team):
    _invitation, link = invite(team[0]["gdynia"], team[1]["sekretariat"], role=Role.COORDINATOR)
    client.post(link, NEWCOMER)
    user = User.objects.get(email=ADDRESS)
    assert list(coordinated_cities(user)) == [team[0]["gdynia"]]


def test_newcomer_is_led_through_the_second_factor(client, sent, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.post(sent[1], NEWCOMER)
    assert client.get("/cms/").url == SETUP
    set_up_factor(client)
    assert client.get("/cms/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first_name": ""}, "To pole jest wymagane"),
        ({"password2": "zupelnie-co-innego"}, "nie są zgodne"),
        ({"password1": "krotkie", "password2": "krotkie"}, "za krótkie"),
        ({"password1": ADDRESS, "password2": ADDRESS}, "podobne"),
    ],
)
def test_what_is_wrong_is_said_and_the_name_stays(client, sent, wrong, said):
    answer = client.post(sent[1], {**NEWCOMER, **wrong})
    assert said in answer.text
    assert 'value="Osoba"' in answer.text
    assert not User.objects.filter(email=ADDRESS).exists()


def test_link_works_once(client, sent):
    client.post(sent[1], NEWCOMER)
    client.logout()
    for answer in (client.get(sent[1]), client.post(sent[1], NEWCOMER)):
        assert answer.status_code == 410
        assert "zostało już użyte" in answer.text
        assert ADDRESS not in answer.text
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_link_ends_after_seven_days(client, sent):
    Invitation.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert client.get(sent[1]).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    answer = client.post(sent[1], NEWCOMER)
    assert answer.status_code == 410
    assert "wygasło" in answer.text
    assert not User.objects.filter(email=ADDRESS).exists()
    assert sent[0].expires_at - sent[0].sent_at == timedelta(days=7)


def test_withdrawn_link_opens_nothing(client, team, sent):
    inviting.withdraw(sent[0], by=team[1]["sekretariat"])
    answer = client.post(sent[1], NEWCOMER)
    assert answer.status_code == 410
    assert "wycofane" in answer.text
    assert not User.objects.filter(email=ADDRESS).exists()
    with pytest.raises(inviting.Ended):
        inviting.resend(sent[0], by=team[1]["sekretariat"])


def test_new_link_replaces_the_old_one(client, team, sent):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    inviting.resend(sent[0], by=team[1]["sekretariat"])
    link = link_of(mail.outbox[-1])
    assert link != sent[1]
    assert client.get(sent[1]).status_code == 404
    assert client.post(link, NEWCOMER).url == "/cms/"


@pytest.mark.parametrize("change", [str.swapcase, lambda token: token[:-1], lambda _token: "x"])
def test_changed_link_is_unknown(client, sent, change):
    token = sent[1].split("/")[-2]
    answer = client.post(f"/konto/zaproszenie/{change(token)}/", NEWCOMER)
    assert answer.status_code == 404
    assert "Nie znamy" in answer.text
    assert not User.objects.filter(email=ADDRESS).exists()


def test_database_does_not_know_the_link(sent):
    token = sent[1].split("/")[-2]
    assert token not in str(list(Invitation.objects.values_list()))


def test_owner_of_an_account_signs_in_and_joins(client, team, sent):
    user = give_password(make_user("stara", groups=team[1]["lodz"].groups.all()))
    User.objects.filter(pk=user.pk).update(email=ADDRESS)
    page = client.get(sent[1]).text
    assert "password1" not in page
    assert client.post(sent[1], NEWCOMER).status_code == 200
    client.post("/konto/logowanie/", {"login": "stara", "password": PASSWORD, "next": sent[1]})
    assert "Dołącz" in client.get(sent[1]).text
    assert client.post(sent[1]).url == "/cms/"
    assert list(cities_of(user)) == [team[0]["gdynia"], team[0]["lodz"]]
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_another_account_cannot_take_it(client, team, sent):
    client.force_login(team[1]["lodz"])
    answer = client.post(sent[1], NEWCOMER)
    assert "jest dla innego adresu" in answer.text
    assert list(cities_of(team[1]["lodz"])) == [team[0]["lodz"]]
    assert not User.objects.filter(email=ADDRESS).exists()


def test_closed_account_is_not_opened_by_a_colleague(client, sent):
    User.objects.filter(pk=make_user("stara", is_active=False).pk).update(email=ADDRESS)
    answer = client.post(sent[1], NEWCOMER)
    assert "wyłączone" in answer.text
    assert not User.objects.get(email=ADDRESS).is_active


def test_address_taken_meanwhile_leads_to_signing_in(team, sent):
    make_user(ADDRESS)
    with pytest.raises(inviting.Ended):
        inviting.open_account(sent[0], password=PASSWORD)
    assert Invitation.objects.get().state == "czeka"


def test_tries_are_limited(client, sent):
    answers = [client.post(sent[1], {}).status_code for _try in range(21)]
    assert answers[:20] == [200] * 20
    assert answers[20] == 429


def test_page_tells_its_address_to_nobody(client, sent):
    answer = client.get(sent[1])
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'content="noindex"' in answer.text


def test_history_tells_the_whole_story(client, team, sent):
    inviting.resend(sent[0], by=team[1]["gdynia"])
    client.post(link_of(mail.outbox[-1]), NEWCOMER)
    other, _link = invite(team[0]["lodz"], team[1]["sekretariat"])
    inviting.withdraw(other, by=team[1]["sekretariat"])
    assert acts() == [
        ("pimsite.invited", "sekretariat", ADDRESS),
        ("pimsite.invited_again", "gdynia", ADDRESS),
        ("pimsite.invitation_accepted", ADDRESS, ADDRESS),
        ("pimsite.invited", "sekretariat", ADDRESS),
        ("pimsite.uninvited", "sekretariat", ADDRESS),
    ]


def test_nothing_is_kept_when_the_mail_cannot_go(team, monkeypatch):
    def refuse(message, **kwargs):
        raise OSError("421")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(OSError, match="421"):
        inviting.invite(ADDRESS, team[0]["gdynia"], Role.EDITOR, by=team[1]["sekretariat"])
    assert not Invitation.objects.exists()
    assert acts() == []
