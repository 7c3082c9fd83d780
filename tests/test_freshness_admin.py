"""„Nadal aktualne” in the admin, and what readers of an old address see."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from knowledge.models import Freshness, Withdrawal, confirm
from pimsite.freshness import answers, deciding
from tests.asking import make_old, pass_days, silence
from tests.editing import page_url, standing_team, team
from tests.factories import hide

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


def test_figures_of_the_office(client, team, practice):
    def figures():
        html = client.get(reverse("wagtailadmin_home")).text
        labels = ("próśb o wycofanie", "praktyk, o które pytaliśmy")
        return [int(re.search(rf"<strong>(\d+)</strong> {label}", html)[1]) for label in labels]

    client.force_login(team[1]["sekretariat"])
    silence(practice)
    wish = answers.ask_to_withdraw(practice, REASON)
    assert figures() == [1, 0]
    deciding.keep(wish, "Opis przyda się innym.", by=team[1]["sekretariat"])
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
