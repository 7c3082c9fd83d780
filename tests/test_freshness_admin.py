"""„Nadal aktualne” in the admin, requests to withdraw, and what readers of an old address see."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from knowledge.models import Freshness, Withdrawal, confirm
from pimsite.freshness import answers
from tests.asking import make_old, pass_days, silence
from tests.editing import page_url, standing_team, team
from tests.factories import hide, make_practice
from tests.test_templates import assert_promises

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db
REASON = "Program zakończono, zastąpiły go dopłaty."


@pytest.fixture
def practice(team):
    return make_old("Ulica szkolna", city=team[0]["gdynia"])


def confirm_url(practice):
    return reverse("freshness:confirm", args=[practice.pk])


@pytest.mark.parametrize(
    ("role", "allowed", "by_office"),
    [
        ("gdynia", True, False),
        ("lodz", False, None),
        ("koordynacja", False, None),
        ("sekretariat", True, True),
    ],
)
def test_who_confirms(client, team, practice, role, allowed, by_office):
    silence(practice)
    client.force_login(team[1][role])
    assert client.get(confirm_url(practice)).status_code == (200 if allowed else 404)
    assert Freshness.objects.get().confirmed_at is None, "only looked at"
    client.post(confirm_url(practice))
    row = Freshness.objects.get()
    assert bool(row.confirmed_at) is allowed
    if allowed:
        assert (row.asked_at, row.by_office) == (None, by_office)
        entry = PageLogEntry.objects.get(action=answers.CONFIRMED)
        assert entry.user == team[1][role]


def test_a_draft_cannot_be_confirmed(client, team, practice):
    practice.unpublish()
    client.force_login(team[1]["gdynia"])
    assert client.post(confirm_url(practice)).status_code == 404


def test_the_editor_has_the_button(client, team, practice):
    client.force_login(team[1]["gdynia"])
    assert confirm_url(practice) in client.get(page_url("edit", practice)).text
    practice.unpublish()
    assert confirm_url(practice) not in client.get(page_url("edit", practice)).text


def test_the_first_page_asks_about_what_is_due(client, team, practice):
    heading = "Czy te opisy są nadal aktualne?"
    home = reverse("wagtailadmin_home")
    client.force_login(team[1]["gdynia"])
    assert heading not in client.get(home).text
    silence(practice)
    assert confirm_url(practice) in client.get(home).text
    response = client.post(confirm_url(practice), {"z-pulpitu": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == home
    assert heading not in response.text
    silence(practice)
    client.force_login(team[1]["lodz"])
    assert "Ulica szkolna" not in client.get(home).text


def decide_url(withdrawal):
    return reverse("freshness:decide", args=[withdrawal.pk])


@pytest.fixture
def wish(practice):
    return answers.ask_to_withdraw(practice, REASON)


def test_the_secretariat_withdraws_and_the_address_says_why(client, team, wish):
    practice = wish.practice
    other = make_practice("Ulica zabaw", city=team[0]["lodz"])
    client.force_login(team[1]["sekretariat"])
    assert REASON in client.get(decide_url(wish)).text
    reason = "Miasto prowadzi teraz inny program."
    client.post(decide_url(wish), {"reason": reason})
    entry = PageLogEntry.objects.get(page=practice.pk, action=answers.WITHDRAWN)
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
    client.post(decide_url(wish), {"zostaw": "1"})
    wish.refresh_from_db()
    assert (wish.decided_by, wish.accepted, wish.reason) == (
        team[1]["sekretariat"],
        False,
        REASON,
    )
    assert client.get(wish.practice.url).status_code == 200
    client.post(decide_url(wish), {"reason": "Za późno na tę decyzję."})
    wish.refresh_from_db()
    assert wish.accepted is False


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


def test_other_missing_pages_stay_missing(client, team, practice):
    practice.unpublish()
    assert client.get(practice.url).status_code == 404, "unpublished without a wish"
    withdrawal = Withdrawal.objects.create(practice=practice, reason=REASON)
    assert client.get(practice.url).status_code == 404, "not decided"
    withdrawal.accepted, withdrawal.decided_at = True, timezone.now()
    withdrawal.save()
    assert client.get(practice.url).status_code == 410
    hide(team[0]["gdynia"])
    assert client.get(practice.url).status_code == 404, "closed to this reader"


def test_the_report_of_what_to_review_knows_what_was_confirmed(client, team, practice):
    type(practice).objects.update(last_published_at=timezone.now() - timedelta(days=400))
    client.force_login(team[1]["sekretariat"])
    report = reverse("curation_reports:to_review")
    assert "Ulica szkolna" in client.get(report).text
    confirm(practice)
    assert "Ulica szkolna" not in client.get(report).text
    pass_days(366)
    assert "Ulica szkolna" in client.get(report).text


def test_figures_of_the_office(client, team, practice, wish):
    def figures():
        html = client.get(reverse("wagtailadmin_home")).text
        labels = ("próśb o wycofanie", "praktyk, o które pytaliśmy")
        return [int(re.search(rf"<strong>(\d+)</strong> {label}", html)[1]) for label in labels]

    client.force_login(team[1]["sekretariat"])
    silence(practice)
    assert figures() == [1, 0]
    answers.keep(wish, by=team[1]["sekretariat"])
    assert figures() == [0, 1]
    waiting = f"{reverse('freshness:withdrawals')}?stan=czeka"
    assert "Ulica szkolna" not in client.get(waiting).text


def test_lists_cost_the_same_with_more(client, team, count_queries):
    def ask_about(number):
        practice = make_old(f"Ulica {number}", city=team[0]["gdynia"])
        silence(practice)
        Withdrawal.objects.create(practice=practice, reason=REASON, accepted=True, decided_at=now)

    now = timezone.now()
    for role, address in (
        ("gdynia", "wagtailadmin_home"),
        ("sekretariat", "freshness:withdrawals"),
    ):
        client.force_login(team[1][role])
        ask_about(role)
        count_queries(reverse(address))
        few = count_queries(reverse(address))
        for number in range(4):
            ask_about(f"{role} {number}")
        assert count_queries(reverse(address)) == few
