"""The admin's pages of invitations: by city, with filters, search, export and one at a time."""

from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from pimsite.accounts import inviting
from pimsite.accounts.models import Invitation, Role
from tests.editing import standing_team, team
from tests.factories import make_city
from tests.inviting import ADDRESS, invite, link_of

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

LIST, NEW = "/cms/zaproszenia/", "/cms/zaproszenia/nowe/"


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return client


@pytest.fixture
def coordinator(client, team):
    client.force_login(team[1]["koordynacja"])
    return client


def form(page, **fields):
    return {"email": ADDRESS, "role": "redakcja", "place": page.pk, **fields}


def one(invitation):
    return reverse("invitations:one", args=[invitation.pk])


def test_office_invites_to_any_city(office, team):
    answer = office.post(NEW, form(team[0]["gdynia"], email="Nowa.Osoba@Gdynia.example"))
    assert answer.url == LIST
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.invited_by) == (ADDRESS, team[1]["sekretariat"])
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    page = office.get(LIST).text
    assert ADDRESS in page
    assert "Link działa do" in page


def test_coordinator_invites_to_the_own_city_only(coordinator, team):
    page = coordinator.get(NEW).text
    assert "Łódź" in page
    assert "Gdynia" not in page
    assert coordinator.post(NEW, form(team[0]["gdynia"])).status_code == 200
    assert not Invitation.objects.exists()
    assert coordinator.post(NEW, form(team[0]["lodz"], role="koordynacja")).url == LIST
    assert Invitation.objects.get().role == Role.COORDINATOR


def test_coordinator_sees_and_touches_no_other_city(coordinator, team):
    foreign, link = invite(team[0]["gdynia"], team[1]["sekretariat"])
    invite(team[0]["lodz"], team[1]["sekretariat"], "swoja@lodz.example")
    page = coordinator.get(LIST).text
    assert "swoja@lodz.example" in page
    assert ADDRESS not in page
    assert ADDRESS not in coordinator.get(f"{LIST}?q=nowa&stan=czeka").text
    assert ADDRESS not in coordinator.get(f"{LIST}?export=csv").getvalue().decode()
    assert coordinator.get(one(foreign)).status_code == 404
    assert coordinator.post(one(foreign), {"wycofaj": "1"}).status_code == 404
    assert coordinator.post(one(foreign)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == "czeka"
    assert len(mail.outbox) == 2
    assert link == link_of(mail.outbox[0])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "to-nie-adres"}, "poprawny adres"),
        ({"email": ""}, "To pole jest wymagane"),
        ({"place": ""}, "To pole jest wymagane"),
        ({"role": "administracja"}, "Wybierz poprawną wartość"),
        ({"email": "lodz@example.org"}, "Ta osoba już tu pracuje"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(office, team, fields, said):
    answer = office.post(NEW, form(team[0]["lodz"], **fields))
    assert said in answer.text
    typed = fields.get("email", ADDRESS)
    assert f'value="{typed}"' in answer.text or not typed
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_one_address_has_one_open_invitation_to_a_city(office, team):
    office.post(NEW, form(team[0]["lodz"]))
    assert "ma już zaproszenie" in office.post(NEW, form(team[0]["lodz"])).text
    assert office.post(NEW, form(team[0]["gdynia"])).status_code == 302
    inviting.withdraw(Invitation.objects.get(place=team[0]["lodz"]), by=team[1]["sekretariat"])
    assert office.post(NEW, form(team[0]["lodz"])).status_code == 302


def test_closed_colleague_is_opened_and_not_invited(office, team):
    team[1]["lodz"].is_active = False
    team[1]["lodz"].save()
    answer = office.post(NEW, form(team[0]["lodz"], email="lodz@example.org"))
    assert "wyłączone konto" in answer.text
    assert not Invitation.objects.exists()


def test_editor_may_be_asked_to_coordinate(office, team):
    answer = office.post(NEW, form(team[0]["lodz"], email="lodz@example.org", role="koordynacja"))
    assert answer.status_code == 302


def test_refused_mail_is_told_and_what_was_typed_stays(office, team, monkeypatch):
    def refuse(message, **kwargs):
        raise OSError("421")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    answer = office.post(NEW, form(team[0]["lodz"]))
    assert "Poczta nie przyjęła" in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert not Invitation.objects.exists()


def test_sent_again_and_taken_back(office, team):
    invitation, link = invite(team[0]["lodz"], team[1]["sekretariat"])
    page = office.get(one(invitation)).text
    assert "Wyślij ponownie" in page
    assert "Zaproszenie: Łódź, redakcja" in page
    assert office.post(one(invitation)).url == one(invitation)
    assert link_of(mail.outbox[-1]) != link
    office.post(one(invitation), {"wycofaj": "1"})
    page = office.get(one(invitation)).text
    assert "wycofane" in page
    assert "Wyślij ponownie" not in page
    answer = office.post(one(invitation), follow=True)
    assert "w międzyczasie" in answer.text
    assert len(mail.outbox) == 2


def test_filters_and_search_narrow(office, team):
    by = team[1]["sekretariat"]
    invite(team[0]["gdynia"], by, "a@gdynia.example", Role.COORDINATOR)
    inviting.withdraw(invite(team[0]["lodz"], by, "b@lodz.example")[0], by=by)

    def shown(query):
        page = office.get(f"{LIST}?{query}").text
        return [name for name in ("a@gdynia.example", "b@lodz.example") if name in page]

    assert shown("") == ["a@gdynia.example", "b@lodz.example"]
    assert shown("stan=czeka") == ["a@gdynia.example"]
    assert shown("stan=wycofane") == ["b@lodz.example"]
    assert shown("stan=przyjete") == []
    assert shown("rola=koordynacja") == ["a@gdynia.example"]
    assert shown("miasto=lodz") == ["b@lodz.example"]
    assert shown("q=gdyn") == ["a@gdynia.example"]
    assert "nie pasuje" in office.get(f"{LIST}?q=nikt").text


def test_list_is_taken_out_without_formulas(office, team):
    invite(team[0]["lodz"], team[1]["sekretariat"], "=suma@lodz.example")
    text = office.get(f"{LIST}?export=csv").getvalue().decode()
    assert text.startswith("Adres,Miasto albo sieć,Rola,Stan,Wysłane,Ważne do,Zaprasza")
    assert "'=suma@lodz.example,Łódź,redakcja,czeka," in text
    sheet = load_workbook(BytesIO(office.get(f"{LIST}?export=xlsx").getvalue())).active
    assert [cell.value for cell in sheet[2]][:4] == [
        "=suma@lodz.example",
        "Łódź",
        "redakcja",
        "czeka",
    ]
    assert sheet["A2"].data_type == "s"


def test_list_costs_the_same_with_more(office, team, count_queries):
    invite(team[0]["lodz"], team[1]["sekretariat"])
    count_queries(LIST)
    few = count_queries(LIST)
    for number in range(5):
        city = make_city(f"Miasto {number}")
        invite(city, team[1]["sekretariat"], f"{number}@x.example")
    assert count_queries(LIST) == few


def test_empty_list_offers_the_first_step(office):
    assert "Zaproś pierwszą osobę" in office.get(LIST).text


def test_dashboard_counts_what_is_outstanding(office, team):
    invite(team[0]["lodz"], team[1]["sekretariat"])
    page = office.get("/cms/").text
    assert f'href="{LIST}?stan=czeka"><strong>1</strong> zaproszeń' in page


@pytest.mark.parametrize(
    ("role", "is_shown"), [("koordynacja", True), ("lodz", False), ("sekretariat", True)]
)
def test_menu_leads_there(client, team, role, is_shown):
    client.force_login(team[1][role])
    assert (LIST in client.get("/cms/").text) is is_shown


def test_history_of_the_office_tells_who_invited(office, team):
    invite(team[0]["lodz"], team[1]["koordynacja"])
    page = office.get("/cms/raporty/historia/").text
    assert ADDRESS in page
    assert "Zaproszenie: Łódź, redakcja" in page
