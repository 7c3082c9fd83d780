"""The links of the yearly mail: looking changes nothing, one press answers, nothing is lost."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from knowledge.models import Freshness, Withdrawal, confirm
from knowledge.permissions import ensure_editors
from pimsite.freshness import answers, tokens
from pimsite.freshness.asking import ask_cities
from tests.asking import SITE, link, make_old, pass_days, silence
from tests.editing import complete_form, page_url, send, standing_team, team
from tests.factories import make_city, make_practice, make_user
from tests.test_templates import assert_promises

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db
REASON = "Program zakończono, zastąpiły go dopłaty."


@pytest.fixture
def practice(settings):
    """One that its city was just asked about."""
    settings.WAGTAILADMIN_BASE_URL = SITE
    city = make_city("Gdynia")
    make_user("ania", groups=[ensure_editors(city)])
    practice = make_old("Ulica szkolna", city=city)
    ask_cities()
    return practice


def state(practice):
    return Freshness.objects.get(practice=practice)


@pytest.mark.parametrize("answer", ["aktualne", "zmieniam", "wycofuje"])
def test_looking_changes_nothing(client, practice, answer):
    before = state(practice).asked_at
    response = client.get(link(answer))
    assert_promises(response)
    assert "Ulica szkolna" in response.text
    assert (state(practice).asked_at, Withdrawal.objects.count()) == (before, 0)
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in response.text
    assert response.cookies == {}


def test_true_renews_the_date_and_is_written_down(practice):
    client = Client(enforce_csrf_checks=True)
    response = client.post(link("aktualne"), follow=True)
    assert_promises(response)
    assert "Potwierdzono" in response.text
    row = state(practice)
    assert row.confirmed_at > timezone.now() - timedelta(minutes=1)
    assert (row.asked_at, row.by_office) == (None, False)
    entry = PageLogEntry.objects.get(page=practice.pk, action=answers.CONFIRMED)
    assert (entry.user, entry.message) == (None, "Potwierdzono, że opis jest aktualny")
    assert ask_cities()["mails"] == 0


def test_a_link_that_the_secretariat_opens_is_not_the_word_of_the_city(client, team, practice):
    client.force_login(team[1]["sekretariat"])
    client.post(link("aktualne"))
    assert state(practice).by_office
    assert PageLogEntry.objects.get(action=answers.CONFIRMED).user == team[1]["sekretariat"]


def test_changes_lead_to_the_editor_through_signing_in(client, practice):
    edit = page_url("edit", practice)
    assert f'href="{edit}"' in client.get(link("zmieniam")).text
    assert client.post(link("zmieniam")).status_code == 200
    assert state(practice).asked_at
    assert edit in client.get(edit)["Location"]


def test_withdrawing_is_asked_of_the_secretariat_and_takes_nothing_away(client, practice):
    response = client.post(link("wycofuje"), {"reason": REASON}, follow=True)
    assert_promises(response)
    assert "czeka w Sekretariacie" in response.text
    practice.refresh_from_db()
    assert practice.live
    assert Withdrawal.objects.get().reason == REASON
    entry = PageLogEntry.objects.get(page=practice.pk, action=answers.WITHDRAWAL_ASKED)
    assert REASON in entry.message
    client.post(link("wycofuje"), {"reason": "Drugi raz, inny powód."})
    client.post(link("aktualne"))
    assert Withdrawal.objects.count() == 1
    assert state(practice).confirmed_at is None


@pytest.mark.parametrize("reason", ["", "   ", "koniec", "a" * 501])
def test_a_reason_that_says_nothing_is_refused_and_kept_in_the_form(client, practice, reason):
    response = client.post(link("wycofuje"), {"reason": reason})
    assert_promises(response)
    assert response.status_code == 200
    assert "field__err" in response.text
    assert f">{reason}</textarea>" in response.text
    assert not Withdrawal.objects.exists()


def test_links_of_an_earlier_question_answer_nothing(client, practice):
    old = link("aktualne")
    client.post(old)
    confirmed = state(practice).confirmed_at
    assert "Potwierdzono" in client.post(old).text
    assert state(practice).confirmed_at == confirmed
    pass_days(366)
    ask_cities()
    confirmed = state(practice).confirmed_at
    client.post(old)
    assert state(practice).confirmed_at == confirmed
    client.post(link("aktualne"))
    assert state(practice).confirmed_at > confirmed


def test_forged_old_and_foreign_links_open_nothing(client, practice, settings):
    good = link("aktualne").split("/")[2]
    other = signing.dumps([practice.pk, timezone.now().isoformat()], salt="search.alerts.confirm")
    for token in (good[:-1], f"{good}x", "nie-nasz", other):
        response = client.post(f"/aktualnosc/{token}/aktualne/")
        assert response.status_code == 404
        assert_promises(response)
    assert client.get(f"/aktualnosc/{good}/kasuje/").status_code == 404
    assert state(practice).confirmed_at is None


def test_links_work_for_a_year_and_end_with_the_page(client, practice, monkeypatch):
    address = link("aktualne")
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    assert client.get(address).status_code == 404
    monkeypatch.undo()
    practice.unpublish()
    assert client.post(address).status_code == 410
    practice.delete()
    assert client.post(address).status_code == 404


class TestOwnWords:
    """What the city writes anew is confirmed by being written; others' edits are not."""

    def test_published_after_review(self, client, team):
        cities, users = team
        practice = make_old(city=cities["gdynia"])
        client.force_login(users["gdynia"])
        data = {**complete_form("Ulica szkolna"), "slug": practice.slug}
        client.post(page_url("edit", practice), {**data, "action-submit": "1"})
        send(client, practice)
        assert not Freshness.objects.exists()
        practice.refresh_from_db()
        practice.current_workflow_task_state.approve(user=users["sekretariat"])
        assert state(practice).confirmed_at == practice.latest_revision.created_at

    def test_published_by_the_secretariat(self, client, team):
        cities, users = team
        practice = make_old(city=cities["gdynia"])
        client.force_login(users["sekretariat"])
        data = {**complete_form("Ulica szkolna"), "slug": practice.slug}
        client.post(page_url("edit", practice), {**data, "action-publish": "1"})
        assert not Freshness.objects.exists()


class TestReaders:
    def test_silence_is_told(self, client):
        practice = make_practice()
        told = "Miasto nie potwierdziło, że opis jest aktualny"
        assert told not in client.get(practice.url).text
        silence(practice)
        assert told in client.get(practice.url).text
        confirm(practice)
        assert told not in client.get(practice.url).text

    def test_nothing_is_told_before_the_reminder(self, client):
        practice = make_practice()
        silence(practice)
        Freshness.objects.update(reminded_at=None)
        assert "nie potwierdziło" not in client.get(practice.url).text

    @pytest.mark.parametrize(
        ("by_office", "told"),
        [(False, "Miasto potwierdziło"), (True, "Opis sprawdzony przez Sekretariat PIM")],
    )
    def test_only_what_was_confirmed_is_called_so(self, client, by_office, told):
        practice = make_practice()
        assert told not in client.get(practice.url).text
        confirm(practice, by_office=by_office)
        assert told in client.get(practice.url).text

    def test_a_passed_day_of_validity_is_told_until_somebody_confirms(self, client):
        yesterday = timezone.localdate() - timedelta(days=1)
        practice = make_practice(valid_until=yesterday)
        assert "Ten opis był aktualny do" in client.get(practice.url).text
        confirm(practice)
        assert "Ten opis był aktualny do" not in client.get(practice.url).text
