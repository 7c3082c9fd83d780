"""Whom the yearly question reaches, about what, and how often."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from knowledge.models import Freshness, Withdrawal, confirm
from knowledge.permissions import ensure_editors, ensure_secretariat
from pimsite.freshness.asking import ask_cities
from tests.asking import SITE, make_old, pass_days
from tests.factories import hide, make_city, make_practice, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE


@pytest.fixture
def city():
    city = make_city("Gdynia")
    make_user("ania", groups=[ensure_editors(city)])
    return city


def titles(message):
    lines = message.body.splitlines()
    return [line.removeprefix("* ").split(" (")[0] for line in lines if line.startswith("* ")]


def test_one_mail_to_a_city_lists_what_is_due(city):
    make_old("Ulica szkolna", city=city)
    make_old("Ogród społeczny", city=city)
    make_old("Tramwaj", city=city, days=200)
    ask_cities()
    [message] = mail.outbox
    assert sorted(titles(message)) == ["Ogród społeczny", "Ulica szkolna"]
    assert message.to == ["ania@example.org"]
    assert message.subject == "Czy te opisy są nadal aktualne? Gdynia"
    assert message.body.count("/aktualnosc/") == 6
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert html.count("/aktualnosc/") == 6


def test_what_falls_due_soon_goes_along_and_alone_it_waits(city):
    soon = make_old("Wkrótce", city=city, days=340)
    assert ask_cities()["mails"] == 0
    make_old("Dawno", city=city)
    ask_cities()
    assert "Wkrótce" in titles(mail.outbox[0])
    assert Freshness.objects.get(practice=soon).asked_at


def test_every_city_is_asked_about_its_own(city):
    other = make_city("Łódź", voivodeship="lodzkie")
    make_user("ewa", groups=[ensure_editors(other)])
    make_old("Ulica szkolna", city=city)
    make_old("Woonerf", city=other)
    ask_cities()
    told = {message.to[0]: titles(message) for message in mail.outbox}
    assert told == {"ania@example.org": ["Ulica szkolna"], "ewa@example.org": ["Woonerf"]}


def test_asked_once_reminded_once_and_again_after_a_year(city):
    make_old(city=city)
    sent = []
    for days in (0, 0, 29, 1, 1, 40, 300, 30):
        pass_days(days)
        sent.append(ask_cities()["mails"])
    assert sent == [1, 0, 0, 1, 0, 0, 0, 1]
    assert "(przypominamy)" in mail.outbox[1].body
    assert "(przypominamy)" not in mail.outbox[0].body


def test_a_confirmed_practice_is_asked_about_a_year_later(city):
    practice = make_old(city=city)
    confirm(practice)
    assert ask_cities()["mails"] == 0
    pass_days(364)
    assert ask_cities()["mails"] == 0
    pass_days(1)
    assert ask_cities()["mails"] == 1


def test_a_passed_day_of_validity_is_asked_about_at_once(city):
    today = timezone.localdate()
    practice = make_old(city=city, days=100, valid_until=today - timedelta(days=1))
    assert ask_cities()["mails"] == 1
    confirm(practice)
    assert ask_cities()["mails"] == 0


def test_only_what_anybody_reads_is_asked_about(city):
    make_old("Wycofana", city=city).unpublish()
    hide(make_old("Dla zalogowanych", city=city))
    leaving = make_old("Do wycofania", city=city)
    Withdrawal.objects.create(practice=leaving, reason="Program się skończył.")
    assert ask_cities() == {}


@pytest.mark.parametrize(
    ("contact", "expected"),
    [("rewitalizacja@gdynia.pl", "rewitalizacja@gdynia.pl"), ("", "sekretariat@example.org")],
)
def test_a_city_without_people_is_reached_all_the_same(contact, expected):
    office = ensure_secretariat()
    make_old(city=make_city("Gdynia", contact_email=contact))
    ensure_secretariat()  # the review exists since there are cities
    make_user("sekretariat", groups=[office])
    ask_cities()
    [message] = mail.outbox
    assert message.to == [expected]
    assert ("trafia do Sekretariatu" in message.body) is not contact


def test_a_city_that_nobody_answers_for_is_told_to_the_operator():
    make_old()
    with pytest.raises(CommandError):
        call_command("ask_cities", stdout=StringIO())
    assert Freshness.objects.count() == 0


def test_a_mail_that_was_refused_is_sent_by_the_next_run(city, settings):
    make_old(city=city)
    for days, is_reminder in ((0, False), (30, True)):
        pass_days(days)
        settings.EMAIL_BACKEND = "tests.mailing.Refusing"
        with pytest.raises(CommandError):
            call_command("ask_cities", stdout=StringIO())
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        out = StringIO()
        call_command("ask_cities", stdout=out)
        assert "Mails: 1, practices: 1" in out.getvalue()
        assert ("(przypominamy)" in mail.outbox[-1].body) is is_reminder


def test_people_who_left_and_the_secretariat_get_no_mail_of_the_city(city):
    make_user("dawny", groups=[ensure_editors(city)], is_active=False)
    make_user("szef", groups=[ensure_editors(city)], is_superuser=True)
    make_old(city=city)
    ask_cities()
    assert mail.outbox[0].to == ["ania@example.org"]


def test_cost_does_not_grow_with_practices(city, django_assert_max_num_queries):
    for number in range(12):
        make_practice(f"Nowa {number}", city=city)
    with django_assert_max_num_queries(6):
        ask_cities()
