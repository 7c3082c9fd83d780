"""What is mailed to whom: new, public, matching, and once."""

from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from search.alerts.mails import following_of
from search.alerts.sending import OVERLAP, send_alerts
from search.following import public_results
from search.models import Delivery, LibraryEntry, SavedSearch

from .factories import hide, make_call, make_city, make_home, make_practice

pytestmark = pytest.mark.django_db
DATES = ["asked_at", "confirmed_at", "checked_at", "sent_until"]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://pim.example.org"
    make_home()
    make_city()


def follow(query="", email="biuro@miasto.pl", frequency="co-tydzien"):
    saved = SavedSearch.objects.create(query=query, email=email, asked_at=timezone.now())
    saved.confirm(frequency)
    return saved


def pass_days(days):
    """Make everything that happened so far this much older."""
    time = timedelta(days=days)
    SavedSearch.objects.update(**{date: F(date) - time for date in DATES})
    Page.objects.update(first_published_at=F("first_published_at") - time)
    LibraryEntry.objects.update(published_at=F("published_at") - time)


def send(days=7):
    """A run some days later; the titles told, mail by mail."""
    pass_days(days)
    mail.outbox.clear()
    send_alerts()
    return [titles(message) for message in mail.outbox]


def titles(message):
    return {line[2:] for line in message.body.splitlines() if line.startswith("* ")}


def test_new_pages_that_match_are_told_once():
    make_practice("Rower stary")
    follow("q=rowery")
    follow("q=tramwaj")
    make_practice("Rower cargo")
    make_practice("Rower miejski")
    assert send() == [{"Rower cargo", "Rower miejski"}]
    assert send() == []
    make_practice("Rower wodny")
    assert send() == [{"Rower wodny"}]


@pytest.mark.parametrize("address", ["/nabory/", "/nabory/stary/wyniki/"])
def test_next_call_is_told_to_whoever_asked_on_the_pages_of_calls(client, address):
    make_call("Stary", applications_total=1)
    page = BeautifulSoup(client.get(address).text, "html.parser")
    (link,) = page.select("a[href*='/szukaj/powiadom/']")
    assert client.get(link["href"]).status_code == 200
    follow(link["href"].partition("?")[2])
    make_practice()
    make_call("Nowy")
    assert send() == [{"Nowy"}]


def test_only_pages_with_every_word_are_told():
    follow("q=rower+cargo")
    make_practice("Rower miejski")
    assert send() == []
    make_practice("Rowery cargo dla firm")
    assert send() == [{"Rowery cargo dla firm"}]


@pytest.mark.parametrize(("frequency", "days"), [("codziennie", 1), ("co-tydzien", 7)])
def test_reader_is_not_written_to_more_often_than_asked(frequency, days):
    follow(frequency=frequency)
    make_practice("Rower")
    assert send(days - 0.5) == []
    assert send(0.49) == [{"Rower"}]  # the command did not begin at the same second
    make_practice("Tramwaj")
    assert send(days - 0.5) == []
    assert send(0.49) == [{"Tramwaj"}]


def test_unconfirmed_gets_nothing():
    SavedSearch.objects.create(email="biuro@miasto.pl", asked_at=timezone.now())
    make_practice("Rower")
    assert send(6) == []


def test_edited_page_is_not_new():
    page = make_practice("Tramwaj")
    told = make_practice("Autobus")
    follow("q=rower")
    make_practice("Rower")
    assert send() == [{"Rower"}]
    for old in (page, told):
        old.refresh_from_db()
        old.title = "Rower i tramwaj"
        old.save_revision().publish()
    make_practice("Rower wodny")
    assert send() == [{"Rower wodny"}]


def test_withdrawn_page_is_not_told_and_comes_once_when_it_is_back():
    follow()
    page = make_practice("Rower")
    page.unpublish()
    assert send() == []
    page.refresh_from_db()
    page.save_revision().publish()
    follow(email="nowy@miasto.pl")
    assert send() == []

    page = make_practice("Tramwaj")
    assert send() == [{"Tramwaj"}, {"Tramwaj"}]
    page.refresh_from_db()
    page.unpublish()
    page.save_revision().publish()
    assert send() == []


def test_theme_mended_within_a_day_still_counts_as_new():
    follow("q=rower", frequency="codziennie")
    page = make_practice("Tramwaj")
    pass_days(0.4)
    assert send(0.59) == []
    page.refresh_from_db()
    page.title = "Rower i tramwaj"
    page.save_revision().publish()
    assert send(0) == []
    SavedSearch.objects.update(checked_at=F("checked_at") - OVERLAP)
    assert send(0) == [{"Rower i tramwaj"}]


def test_private_pages_and_drafts_are_never_told():
    follow()
    follow("q=kanarek", email="inny@miasto.pl")
    closed = make_city("Żory")
    hide(closed)
    make_practice("Kanarek", city=closed, lead="Kanarek śpiewa.")
    make_practice("Szkic", lead="Kanarek w szkicu.").unpublish()
    make_practice("Rower")
    assert send() == [{"Rower"}]
    message = mail.outbox[0]
    assert "anarek" not in message.body + message.alternatives[0].content
    assert "Żory" not in message.body


def test_page_withdrawn_after_it_was_found_is_not_told(monkeypatch):
    follow()
    page = make_practice("Rower")
    make_practice("Tramwaj")

    def find_and_withdraw(params):
        results = public_results(params)
        page.unpublish()
        return results

    monkeypatch.setattr("search.alerts.sending.public_results", find_and_withdraw)
    assert send() == [{"Tramwaj"}]


class Publishing(EmailBackend):
    """While the first mail is on its way, a page is published and another run begins."""

    first = True

    def send_messages(self, messages):
        if Publishing.first:
            Publishing.first = False
            make_practice("Tramwaj")
            send_alerts()
        return super().send_messages(messages)


def test_page_published_during_a_run_is_neither_lost_nor_doubled(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.test_alerts_sending.Publishing"
    monkeypatch.setattr(Publishing, "first", True)
    for number in range(3):
        follow(email=f"urzad{number}@miasto.pl")
    make_practice("Rower")
    told = {message: set() for message in range(3)}
    for _run in range(3):
        send()
        for message in mail.outbox:
            number = int(message.to[0][5])
            assert not told[number] & titles(message)
            told[number] |= titles(message)
    assert told == dict.fromkeys(range(3), {"Rower", "Tramwaj"})


def test_refused_mail_is_sent_by_the_next_run(settings):
    follow()
    make_practice("Rower")
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.mailing.Refusing"
    before = SavedSearch.objects.values(*DATES).get()
    out = StringIO()
    SavedSearch.objects.update(checked_at=F("checked_at") - timedelta(days=7))
    with pytest.raises(CommandError):
        call_command("send_alerts", stdout=out)
    assert "failed: 1" in out.getvalue()
    assert not Delivery.objects.exists()
    settings.EMAIL_BACKEND = backend
    assert SavedSearch.objects.values_list("sent_until").get() == (before["sent_until"],)
    assert send(0) == [{"Rower"}]
    assert send() == []


def test_deliveries_are_forgotten_when_they_can_no_longer_matter():
    follow()
    make_practice("Rower")
    send()
    assert not Delivery.objects.exists()
    make_practice("Tramwaj")
    pass_days(7)
    LibraryEntry.objects.filter(title="Tramwaj").update(published_at=timezone.now())
    Page.objects.filter(title="Tramwaj").update(first_published_at=timezone.now())
    assert send(0) == [{"Tramwaj"}]
    assert Delivery.objects.count() == 1
    send(3)
    assert Delivery.objects.count() == 1
    send(4)
    assert not Delivery.objects.exists()


def test_search_that_is_no_longer_understood_finds_nothing():
    follow("tag=rower")
    make_practice("Rower", tags=["tramwaj"])
    assert send() == []
    assert str(following_of(SavedSearch.objects.get())) == "Nowe w bibliotece: rower"
    make_practice("Cargo", tags=["rower"])
    assert send() == [{"Cargo"}]


def test_mail_is_in_polish_and_leads_back():
    follow("q=smog&rodzaj=praktyka")
    make_practice("Antysmog: <dron> & „dym”", lead="Dron szuka smogu.", tags=["smog"])
    send()
    message = mail.outbox[0]
    assert message.subject == "Nowe praktyki: smog"
    assert message.to == ["biuro@miasto.pl"]
    assert "* Antysmog: <dron> & „dym”\n  Dobra praktyka, Gdynia" in message.body
    assert "https://pim.example.org/miasta/gdynia/antysmog-dron-dym/" in message.body
    assert "https://pim.example.org/szukaj/?q=smog&rodzaj=praktyka&sort=najnowsze" in message.body
    assert "raz w tygodniu" in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert "&lt;dron&gt; &amp; „dym”" in html.replace("\xa0", " ")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.message()["List-Unsubscribe"].strip("<>") in message.body


def test_long_news_are_cut_and_all_count_as_told(monkeypatch):
    monkeypatch.setattr("search.alerts.mails.SHOWN", 2)
    follow()
    for number in range(5):
        make_practice(f"Rower {number}")
    (told,) = send()
    assert len(told) == 2
    assert "pozostałe nowe (3)" in mail.outbox[0].body
    assert send() == []


def test_command_reports_counts_without_addresses():
    follow()
    SavedSearch.objects.create(email="cichy@miasto.pl", query="q=x", asked_at=timezone.now())
    make_practice("Rower")
    make_practice("Tramwaj")
    pass_days(8)
    out = StringIO()
    call_command("send_alerts", stdout=out)
    assert out.getvalue() == (
        "Searches: 1, mails: 1, pages: 2, failed: 0, forgotten addresses: 1.\n"
    )
