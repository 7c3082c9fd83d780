"""Once a year somebody says who still works there; what nobody confirms is closed, after a mail."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from knowledge.permissions import ensure_coordinators, ensure_editors
from pimsite.accounts.confirming import confirm
from pimsite.accounts.leaving import reopen
from pimsite.accounts.models import AccountRequest, Confirmation, Invitation, SharedCache
from pimsite.accounts.requesting import ask
from tests.editing import standing_team, team
from tests.factories import make_city, make_user
from tests.inviting import invite

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

User = get_user_model()
LIST = "/cms/potwierdzenia/"
OFFICE = "sekretariat@example.org"


@pytest.fixture
def old(team):
    """Everybody has had their account for longer than a year."""
    User.objects.update(date_joined=timezone.now() - timedelta(days=400))
    return team


def run():
    call_command("confirm_accounts", verbosity=0)


def pass_days(number):
    for field in ("asked_at", "warned_at", "confirmed_at"):
        for row in Confirmation.objects.exclude(**{field: None}):
            moved = getattr(row, field) - timedelta(days=number)
            Confirmation.objects.filter(pk=row.pk).update(**{field: moved})


def mails():
    found = [(sorted(message.recipients()), message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return sorted(found)


def is_open(name):
    return User.objects.get(username=name).is_active


def asked():
    return set(Confirmation.objects.exclude(asked_at=None).values_list("user__username", flat=True))


def test_new_accounts_are_left_alone(team):
    run()
    assert mails() == []
    assert not Confirmation.objects.exists()


def test_coordinators_are_asked_or_else_the_office(old):
    run()
    question = "Kto nadal pracuje w urzędzie?"
    # Nobody coordinates Gdynia, and of Łódź's only coordinator just the office knows.
    assert mails() == [(["koordynacja@example.org"], question), ([OFFICE], question)]
    assert asked() == {"gdynia", "lodz", "koordynacja"}


def test_mail_names_the_people_and_the_day(old):
    make_user("druga", groups=[ensure_coordinators(old[0]["lodz"])], first_name="Druga")
    run()
    [message] = [
        each for each in mail.outbox if "druga@example.org" in each.to and "lodz" in each.body
    ]
    assert f"http://127.0.0.1:8000{LIST}" in message.body


def test_nobody_is_asked_twice(old):
    run()
    mails()
    run()
    pass_days(10)
    run()
    assert mails() == []


def test_unconfirmed_account_is_warned_and_closed(old):
    run()
    mails()
    pass_days(24)
    run()
    told = dict.fromkeys(address for to, _subject in mails() for address in to)
    assert {"lodz@example.org", "gdynia@example.org", OFFICE} <= set(told)
    run()
    pass_days(6)
    run()
    assert is_open("lodz")
    assert mails() == []
    pass_days(1)
    run()
    assert not any(map(is_open, ["lodz", "gdynia", "koordynacja"]))
    assert is_open("sekretariat")
    assert ModelLogEntry.objects.filter(action="pimsite.account_unconfirmed").count() == 3
    pass_days(100)
    run()
    assert mails() == []


def test_no_account_is_closed_less_than_a_week_after_the_warning(old):
    run()
    pass_days(300)  # cron slept
    run()
    assert is_open("lodz")
    pass_days(6)
    run()
    assert is_open("lodz")


def test_confirmed_account_stays_and_is_asked_about_in_a_year(old):
    _cities, users = old
    run()
    mails()
    confirm(users["lodz"], by=users["koordynacja"])
    pass_days(40)
    run()
    pass_days(8)
    run()
    assert is_open("lodz")
    assert "lodz" not in asked()
    assert all("lodz@example.org" not in to for to, _subject in mails())
    pass_days(365 - 48)
    run()
    assert "lodz" in asked()


def test_opened_again_counts_as_confirmed(old):
    run()
    pass_days(24)
    run()
    pass_days(7)
    run()
    person = User.objects.get(username="lodz")
    assert not person.is_active
    reopen(person, by=old[1]["sekretariat"])
    run()
    assert is_open("lodz")
    assert "lodz" not in asked()


def test_secretariat_and_administrators_are_not_asked_about(old):
    users = old[1]
    users["sekretariat"].groups.add(ensure_editors(old[0]["gdynia"]))
    boss = make_user("szefowa", is_superuser=True, groups=[ensure_editors(old[0]["gdynia"])])
    User.objects.filter(pk=boss.pk).update(date_joined=timezone.now() - timedelta(days=400))
    run()
    assert asked() == {"gdynia", "lodz", "koordynacja"}


def test_refused_mail_is_tried_again(old, settings):
    settings.EMAIL_BACKEND = "tests.mailing.Refusing"
    with pytest.raises(CommandError):
        run()
    assert asked() == set()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run()
    assert len(mails()) == 2
    pass_days(24)
    settings.EMAIL_BACKEND = "tests.mailing.Refusing"
    with pytest.raises(CommandError):
        run()
    pass_days(30)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run()
    assert is_open("lodz")
    assert len(mails()) == 3


def test_one_mail_tells_the_office_of_all_cities(old):
    for number in range(4):
        user = make_user(f"osoba{number}", groups=[ensure_editors(make_city(f"Miasto {number}"))])
        User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=400))
    run()
    assert [to for to, _subject in mails()].count([OFFICE]) == 1


def test_old_requests_and_unused_invitations_are_forgotten(team):
    cities, users = team
    invite(cities["gdynia"], users["sekretariat"])
    used, _link = invite(cities["lodz"], users["sekretariat"])
    AccountRequest.objects.create(name="A", email="a@x.example", unit="B", city_name="C")
    long_ago = timezone.now() - timedelta(days=366)
    Invitation.objects.update(expires_at=long_ago)
    Invitation.objects.filter(pk=used.pk).update(accepted_at=long_ago)
    run()
    assert AccountRequest.objects.count() == 1
    AccountRequest.objects.update(created_at=long_ago)
    run()
    assert not AccountRequest.objects.exists()
    assert list(Invitation.objects.all()) == [used]


def test_log_keeps_no_address_of_what_was_forgotten(team):
    cities, users = team
    invite(cities["gdynia"], users["sekretariat"], "niechetna@gdynia.example")
    used, _link = invite(cities["lodz"], users["sekretariat"])
    ask(AccountRequest(name="Osoba", email="osoba@x.example", unit="B", city_name="C"))
    long_ago = timezone.now() - timedelta(days=366)
    Invitation.objects.update(expires_at=long_ago)
    Invitation.objects.filter(pk=used.pk).update(accepted_at=long_ago)
    AccountRequest.objects.update(created_at=long_ago)
    assert ModelLogEntry.objects.filter(label__contains="@x.example").exists()
    run()
    labels = " ".join(ModelLogEntry.objects.values_list("label", flat=True))
    assert "niechetna@" not in labels
    assert "osoba@x.example" not in labels
    assert used.email in labels


def test_counted_attempts_are_forgotten_when_they_expire(db):
    now = timezone.now()
    for key, expires in (("old", now - timedelta(hours=1)), ("new", now + timedelta(hours=1))):
        SharedCache.objects.create(cache_key=key, value="", expires=expires)
    run()
    assert SharedCache.objects.get().cache_key == "new"


def test_page_has_both_answers(client, old):
    cities, users = old
    run()
    client.force_login(users["koordynacja"])
    page = client.get(LIST).text
    assert "lodz@example.org" in page
    assert "gdynia@example.org" not in page
    assert "koordynacja@example.org" not in page, "nobody confirms oneself"
    assert f"/cms/ludzie/{users['lodz'].pk}/przekaz/{cities['lodz'].pk}/" in page
    for stranger in (users["gdynia"], users["koordynacja"]):
        assert client.post(LIST, {"osoba": stranger.pk}).status_code == 404
    assert client.post(LIST, {"osoba": "x"}).status_code == 404
    assert client.post(LIST, {"osoba": users["lodz"].pk}).url == LIST
    page = client.get(LIST).text
    assert "Następne pytanie za rok" in page
    assert "Nikogo nie trzeba teraz potwierdzać" in page
    entry = ModelLogEntry.objects.get(action="pimsite.account_confirmed")
    assert entry.user == users["koordynacja"]


def test_dashboard_counts_whom_nobody_confirmed_yet(client, old):
    run()
    client.force_login(old[1]["sekretariat"])
    assert f'href="{LIST}"><strong>3</strong> osób do potwierdzenia' in client.get("/cms/").text


def test_page_costs_the_same_with_more(client, old, count_queries):
    run()
    client.force_login(old[1]["sekretariat"])
    count_queries(LIST)
    few = count_queries(LIST)
    for number in range(5):
        user = make_user(f"osoba{number}", groups=[ensure_editors(make_city(f"Miasto {number}"))])
        User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=400))
    run()
    assert count_queries(LIST) == few
