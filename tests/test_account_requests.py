"""An office asks for an account: a request for the secretariat, never an account."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from wagtail.models import ModelLogEntry, Site

from pimsite.accounts.models import AccountRequest, Invitation
from pimsite.models import SiteSettings
from tests.editing import standing_team, team
from tests.factories import make_city, make_home, make_user
from tests.inviting import ADDRESS, NEWCOMER, invite, link_of

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

FORM, SENT, LIST = "/konto/prosba/", "/konto/prosba/wyslano/", "/cms/prosby/"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return client


def form(place=None, **fields):
    return {
        "city": place.pk if place else "",
        "name": "Nowa Osoba",
        "unit": "Wydział Rozwoju",
        "email": ADDRESS,
        **fields,
    }


def asked(**fields):
    fields = {"city_name": "Ustka", "name": "Nowa Osoba", "unit": "Rozwój", **fields}
    return AccountRequest.objects.create(**{"email": ADDRESS, **fields})


def one(request):
    return f"{LIST}{request.pk}/"


def test_request_is_kept_and_told_and_no_account_is_made(
    client, team, django_capture_on_commit_callbacks
):
    accounts = get_user_model().objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(FORM, form(team[0]["gdynia"], email="Nowa.Osoba@Gdynia.example"))
    assert answer.url == SENT
    request = AccountRequest.objects.get()
    assert (request.email, request.place) == (ADDRESS, "Gdynia")
    [message] = mail.outbox
    assert message.to == ["sekretariat@example.org"]
    assert re.search(rf"http://[^/]+{one(request)}", message.body)
    assert get_user_model().objects.count() == accounts
    assert not Invitation.objects.exists()


def test_mail_goes_to_the_address_of_the_office(client, team, django_capture_on_commit_callbacks):
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"secretariat_email": "pim@urzad.pl"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(FORM, form(team[0]["gdynia"]))
    assert [message.to for message in mail.outbox] == [["pim@urzad.pl"]]


def test_request_survives_a_mail_that_does_not_go(
    client, team, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(message, **kwargs):
        raise OSError("421")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(FORM, form(team[0]["gdynia"])).url == SENT
    assert AccountRequest.objects.count() == 1


def test_city_that_is_not_listed_is_typed(client):
    make_home()
    assert client.post(FORM, form(city_name="Ustka")).url == SENT
    assert AccountRequest.objects.get().place == "Ustka"


def test_draft_of_a_city_is_not_listed(client, team):
    hidden = make_city("Tajne Miasto")
    hidden.unpublish()
    assert "Tajne Miasto" not in client.get(FORM).text
    client.post(FORM, form(hidden))
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Wybierz miasto albo wpisz"),
        ({"city_name": "Ustka", "email": "to-nie-adres"}, "poprawny adres"),
        ({"city_name": "Ustka", "unit": ""}, "To pole jest wymagane"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, fields, said):
    make_home()
    answer = client.post(FORM, form(**fields))
    assert said in answer.text
    assert 'value="Nowa Osoba"' in answer.text
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize("known", ["nothing", "account", "invitation", "request", "refused"])
def test_answer_tells_nobody_what_is_known(client, team, known):
    if known == "account":
        make_user(ADDRESS, is_active=True)
        get_user_model().objects.filter(username=ADDRESS).update(email=ADDRESS)
    elif known == "invitation":
        invite(team[0]["gdynia"], team[1]["sekretariat"])
    elif known in {"request", "refused"}:
        asked(decision="czeka" if known == "request" else "odrzucono")
    answer = client.post(FORM, form(team[0]["gdynia"]))
    assert (answer.status_code, answer.url) == (302, SENT)
    assert AccountRequest.objects.filter(decision="czeka").count() == 1


def test_program_that_fills_in_everything_gets_the_same_answer(client, team):
    assert client.post(FORM, form(team[0]["gdynia"], www="http://x")).url == SENT
    assert not AccountRequest.objects.exists()


def test_requests_are_limited_and_what_was_typed_stays(client, team):
    for number in range(10):
        client.post(FORM, form(team[0]["gdynia"], email=f"{number}@gdynia.example"))
    answer = client.post(FORM, form(team[0]["gdynia"]))
    assert answer.status_code == 429
    assert "Spróbuj za godzinę" in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert AccountRequest.objects.count() == 10


def test_sign_in_leads_to_the_form(client):
    make_home()
    assert f'href="{FORM}"' in client.get("/konto/logowanie/").text
    assert f'href="{FORM}"' in client.get("/konto/nowe/").text


def test_office_invites_who_asked(office, team):
    request = asked(city=team[0]["gdynia"])
    assert "Gdynia" in office.get(one(request)).text
    office.post(one(request), {"city": team[0]["gdynia"].pk, "role": "koordynacja"})
    request.refresh_from_db()
    assert (request.decision, request.decided_by) == ("zaproszono", team[1]["sekretariat"])
    assert request.invitation.role == "koordynacja"
    assert "Zobacz zaproszenie" in office.get(one(request)).text
    office.logout()
    assert office.post(link_of(mail.outbox[-1]), NEWCOMER).url == "/cms/"


def test_office_refuses_with_a_reason(office):
    request = asked()
    assert "To pole jest wymagane" in office.post(one(request), {"odrzuc": "1", "reason": ""}).text
    office.post(one(request), {"odrzuc": "1", "reason": "To nie jest adres urzędu."})
    request.refresh_from_db()
    assert (request.decision, request.reason) == ("odrzucono", "To nie jest adres urzędu.")
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert "To nie jest adres urzędu." in message.body
    entry = ModelLogEntry.objects.get(action="pimsite.account_refused")
    assert "To nie jest adres urzędu." in entry.message


def test_request_is_answered_once(office, team):
    request = asked()
    office.post(one(request), {"odrzuc": "1", "reason": "Nie."})
    answer = office.post(
        one(request), {"city": team[0]["gdynia"].pk, "role": "redakcja"}, follow=True
    )
    assert "Ktoś już odpowiedział" in answer.text
    assert not Invitation.objects.exists()


def test_second_invitation_to_the_city_is_not_made(office, team):
    invite(team[0]["gdynia"], team[1]["sekretariat"])
    request = asked()
    answer = office.post(
        one(request), {"city": team[0]["gdynia"].pk, "role": "redakcja"}, follow=True
    )
    assert "ma już zaproszenie" in answer.text
    request.refresh_from_db()
    assert request.is_waiting


def test_list_filters_searches_and_is_taken_out(office):
    asked(name="=SUMA()")
    asked(name="Druga Osoba", email="druga@x.example", decision="odrzucono")
    assert "Druga Osoba" in office.get(LIST).text
    assert "Druga Osoba" not in office.get(f"{LIST}?stan=czeka").text
    assert "Druga Osoba" in office.get(f"{LIST}?q=druga").text
    assert "nie pasuje" in office.get(f"{LIST}?q=nikt").text
    assert "'=SUMA(),Ustka," in office.get(f"{LIST}?export=csv").getvalue().decode()


def test_list_costs_the_same_with_more(office, count_queries):
    asked(city=make_city("Ustka"))
    count_queries(LIST)
    few = count_queries(LIST)
    for number in range(5):
        asked(city=make_city(f"Miasto {number}"), email=f"{number}@x.example")
    assert count_queries(LIST) == few


def test_dashboard_counts_what_waits(office):
    asked()
    assert f'href="{LIST}?stan=czeka"><strong>1</strong> próśb' in office.get("/cms/").text
    assert "Nikt nie prosił" not in office.get(LIST).text


def test_nobody_else_answers(client, team):
    request = asked(city=team[0]["lodz"])
    for role in ("lodz", "koordynacja"):
        client.force_login(team[1][role])
        assert client.get(one(request)).status_code == 302
        client.post(one(request), {"odrzuc": "1", "reason": "Nie."})
    request.refresh_from_db()
    assert request.is_waiting
