"""The secretariat reads what was submitted, takes it out as a table and checks it formally."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from networks.applying.models import Application, FormalCheck
from networks.models import CallPage

from .applying import close, make_application, make_open_call
from .editing import standing_team, team
from .factories import make_city, make_network

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

LIST = "/cms/nabory/wnioski/"


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return team[1]["sekretariat"]


@pytest.fixture
def application(office, team):
    """Of Gdynia, submitted to a call that is over."""
    application = make_application(city=team[0]["gdynia"])
    close(application.call)
    return application


def one(application):
    return reverse("calls:one", args=[application.pk])


def check(client, application, passed="nie", reason="Brak zgody burmistrza."):
    fields = {"formalnie": "1", "passed": passed, "reason": reason}
    return client.post(one(application), fields, follow=True)


def test_office_sees_numbers_and_no_drafts(client, application):
    make_application(city=make_city("Sopot"), submitted=False)
    text = client.get(LIST).text
    assert application.number in text
    assert "Gdynia" in text
    assert "Sopot" not in text
    for fact in ("pomorskie", "miasto średnie", "czeka na ocenę formalną", "0 z 2"):
        assert fact in re.sub(r"<(select|form).*?</\1>", "", text, flags=re.DOTALL)
    counts = client.get(reverse("calls:index")).context["calls"]
    assert [row[1:] for _call, rows in counts for row in rows] == [(1, False)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("formalnie=czeka", {"Łódź"}),
        ("formalnie=nie-spelnia", {"Gdynia"}),
        ("formalnie=spelnia", set()),
        ("wojewodztwo=lodzkie", {"Łódź"}),
        ("wielkosc=duze", {"Łódź"}),
        ("stan=wycofany", {"Sopot"}),
        ("q=Gdyn", {"Gdynia"}),
        ("nabor=0", {"Gdynia", "Łódź", "Sopot"}),
    ],
)
def test_filters(client, application, team, query, found):
    team[0]["lodz"].size_class = "duze"
    team[0]["lodz"].save()
    make_application(application.call, city=team[0]["lodz"])
    make_application(application.call, city=make_city("Sopot"), state="wycofany")
    FormalCheck.objects.create(application=application, passed=False, reason="Brak zgody.")
    rows = client.get(f"{LIST}?{query}").context["object_list"]
    assert {each.city.title for each in rows} == found


def test_table_is_taken_out_with_harmless_cells(client, application, team):
    city = make_city("=Sopot")
    make_application(application.call, city=city)
    response = client.get(f"{LIST}?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "Województwo" in text.splitlines()[0]
    assert "'=Sopot" in text
    assert "pomorskie" in text
    response = client.get(f"{LIST}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == application.number


def test_failed_check_needs_a_reason(client, application):
    response = check(client, application, reason="")
    assert "Napisz, którego warunku brakuje." in response.text
    assert not FormalCheck.objects.exists()
    check(client, application)
    found = FormalCheck.objects.get()
    assert (found.passed, found.reason) == (False, "Brak zgody burmistrza.")
    check(client, application, "tak", "")
    assert FormalCheck.objects.get().passed


def test_nothing_is_checked_before_the_deadline(client, office, team):
    application = make_application(city=team[0]["gdynia"])
    response = check(client, application)
    assert "Nabór jeszcze trwa" in response.text
    assert not FormalCheck.objects.exists()


def test_checked_application_is_not_withdrawn_when_the_call_is_prolonged(client, application, team):
    check(client, application)
    call = CallPage.objects.get()
    CallPage.objects.update(closes=call.closes.replace(year=call.closes.year + 1))
    client.force_login(team[1]["gdynia"])
    address = reverse("applications:withdraw", args=[application.pk])
    assert "Sekretariat już ocenia ten wniosek." in client.post(address, follow=True).text
    application.refresh_from_db()
    assert application.is_submitted


def test_withdrawn_application_shows_the_office_its_number_only(client, office):
    application = make_application(state=Application.State.WITHDRAWN)
    text = client.get(one(application)).text
    assert application.number in text
    assert "Chcemy się uczyć." not in text


@pytest.mark.parametrize("name", ["index", "applications", "applications_results", "one"])
@pytest.mark.parametrize("role", ["anonymous", "gdynia", "lodz", "koordynacja"])
def test_nobody_of_a_city_comes_in(client, application, team, role, name):
    client.logout()
    if role != "anonymous":
        client.force_login(team[1][role])
    address = reverse(f"calls:{name}", args=[application.pk] if name == "one" else [])
    assert client.get(address).status_code == 302
    check(client, application)
    assert not FormalCheck.objects.exists()


def test_draft_has_no_page_for_the_office(client, office):
    draft = make_application(submitted=False)
    assert client.get(one(draft)).status_code == 404


def test_list_costs_the_same_with_more(client, office, count_queries):
    call = make_open_call(networks=[make_network(f"Sieć {number}") for number in range(8)])
    city = make_city("Sopot")
    networks = [choice.network for choice in call.network_choices.all()]
    for network in networks[:2]:
        make_application(call, city=city, network=network)
    addresses = (LIST, reverse("calls:index"))
    for address in addresses:
        client.get(address)
    few = [count_queries(address) for address in addresses]
    for network in networks[2:]:
        make_application(call, city=city, network=network)
    assert [count_queries(address) for address in addresses] == few
