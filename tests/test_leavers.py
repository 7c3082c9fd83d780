"""Who works for a city, and what happens to their practices when they leave."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from knowledge.permissions import (
    cities_of,
    coordinated_cities,
    ensure_editors,
    ensure_secretariat,
)
from pimsite.accounts.leaving import hand_over
from tests.editing import make_draft, standing_team, team
from tests.factories import make_city, make_mid, make_network, make_practice, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

LIST = "/cms/ludzie/"


@pytest.fixture
def leaver(team):
    """An editor of Łódź with a draft in review, a draft and a published practice."""
    cities, users = team
    users["lodz"].first_name, users["lodz"].last_name = "Pani", "Odchodząca"
    users["lodz"].save()
    draft = make_draft("W przeglądzie", city=cities["lodz"], owner=users["lodz"])
    draft.get_workflow().start(draft, users["lodz"])
    make_draft("Szkic", city=cities["lodz"], owner=users["lodz"])
    make_practice("Jawna", city=cities["lodz"], owner=users["lodz"])
    return users["lodz"]


@pytest.fixture
def coordinator(client, team):
    client.force_login(team[1]["koordynacja"])
    return client


def one(person):
    return reverse("people:one", args=[person.pk])


def leave(person, city):
    return reverse("people:leave", args=[person.pk, city.pk])


def owners():
    return set(Page.objects.filter(depth__gt=4).values_list("title", "owner__username"))


def test_mid_of_the_city_passes_to_a_colleague_too(team, leaver):
    cities, users = team
    network = make_network(members=cities.values())
    own = make_mid("MID Łodzi", network=network, city=cities["lodz"], owner=leaver)
    other = make_mid("MID Gdyni", network=network, city=cities["gdynia"], owner=leaver)
    ensure_secretariat()
    workflow = own.get_workflow().start(own, leaver)
    hand_over(leaver, cities["lodz"], users["koordynacja"], by=users["sekretariat"])
    for page in (own, other, workflow):
        page.refresh_from_db()
    assert (own.owner, other.owner) == (users["koordynacja"], leaver)
    assert workflow.requested_by == users["koordynacja"]


def test_coordinator_sees_the_own_people_only(coordinator, team):
    page = coordinator.get(LIST).text
    assert "lodz@example.org" in page
    assert "koordynacja@example.org" in page
    assert "gdynia@example.org" not in page
    assert "gdynia@" not in coordinator.get(f"{LIST}?export=csv").getvalue().decode()
    assert "gdynia@" not in coordinator.get(f"{LIST}?kto=gdynia&miasto=gdynia").text


def test_coordinator_cannot_touch_others(coordinator, team):
    cities, users = team
    for address in (
        one(users["gdynia"]),
        leave(users["gdynia"], cities["gdynia"]),
        leave(users["gdynia"], cities["lodz"]),
        leave(users["lodz"], cities["gdynia"]),
        one(users["sekretariat"]),
    ):
        assert coordinator.get(address).status_code == 404
        assert coordinator.post(address, {"successor": ""}).status_code in {302, 404}
    users["gdynia"].refresh_from_db()
    assert users["gdynia"].is_active


def test_pages_and_submissions_pass_to_a_colleague(coordinator, team, leaver):
    cities, users = team
    page = coordinator.get(leave(leaver, cities["lodz"])).text
    assert "Pani Odchodząca" in page
    assert "szkice: 2" in page
    assert "opublikowane opisy: 1" in page
    answer = coordinator.post(leave(leaver, cities["lodz"]), {"successor": users["koordynacja"].pk})
    assert answer.url == LIST
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert {owner for _title, owner in owners()} == {"koordynacja"}
    state = Page.objects.get(title="W przeglądzie").current_workflow_state
    assert state.requested_by == users["koordynacja"]
    assert Page.objects.get(title="Jawna").live


def test_leaver_is_out_at_once(client, coordinator, team, leaver):
    open_browser = type(client)()
    open_browser.force_login(leaver)
    assert open_browser.get("/cms/").status_code == 200
    coordinator.post(leave(leaver, team[0]["lodz"]), {"successor": ""})
    assert open_browser.get("/cms/").status_code == 302


def test_without_a_successor_pages_stay_in_the_city(coordinator, team, leaver):
    coordinator.post(leave(leaver, team[0]["lodz"]), {"successor": ""})
    assert owners() == {("W przeglądzie", None), ("Szkic", None), ("Jawna", None)}
    state = Page.objects.get(title="W przeglądzie").current_workflow_state
    assert state.requested_by == leaver


def test_stranger_is_no_successor(coordinator, team, leaver):
    strangers = (team[1]["gdynia"], leaver, team[1]["sekretariat"])
    for stranger in strangers:
        answer = coordinator.post(leave(leaver, team[0]["lodz"]), {"successor": stranger.pk})
        assert "Wybierz poprawną wartość" in answer.text
    leaver.refresh_from_db()
    assert leaver.is_active


def test_who_works_elsewhere_too_loses_this_city_only(coordinator, team, leaver):
    cities, users = team
    leaver.groups.add(ensure_editors(cities["gdynia"]))
    make_draft("Gdyński", city=cities["gdynia"], owner=leaver)
    assert "Konto zostaje" in coordinator.get(leave(leaver, cities["lodz"])).text
    coordinator.post(leave(leaver, cities["lodz"]), {"successor": users["koordynacja"].pk})
    leaver.refresh_from_db()
    assert leaver.is_active
    assert list(cities_of(leaver)) == [cities["gdynia"]]
    assert ("Gdyński", "lodz") in owners()


def test_administrator_in_a_city_stays_one(team):
    cities, users = team
    boss = make_user("szefowa", is_superuser=True, groups=[ensure_editors(cities["lodz"])])
    hand_over(boss, cities["lodz"], None, by=users["koordynacja"])
    boss.refresh_from_db()
    assert boss.is_active
    assert not boss.groups.exists()


def test_nobody_closes_oneself(coordinator, team):
    me = team[1]["koordynacja"]
    assert "To Ty" in coordinator.get(one(me)).text
    coordinator.post(leave(me, team[0]["lodz"]), {"successor": ""})
    me.refresh_from_db()
    assert me.is_active


def test_only_the_office_opens_again(client, coordinator, team, leaver):
    hand_over(leaver, team[0]["lodz"], None, by=team[1]["koordynacja"])
    assert "Włączyć je może Sekretariat" in coordinator.get(one(leaver)).text
    coordinator.post(one(leaver))
    leaver.refresh_from_db()
    assert not leaver.is_active
    client.force_login(team[1]["sekretariat"])
    client.post(one(leaver))
    leaver.refresh_from_db()
    assert leaver.is_active
    assert list(cities_of(leaver)) == [team[0]["lodz"]]
    assert list(coordinated_cities(leaver)) == []


def test_coordination_is_given_and_taken(coordinator, team, leaver):
    cities, users = team

    def press(role, place="lodz", person=leaver):
        data = {"rola": role, "miasto": cities[place].pk}
        return coordinator.post(one(person), data).status_code

    assert "Powierz koordynację" in coordinator.get(one(leaver)).text
    assert press("koordynacja") == 302
    assert list(coordinated_cities(leaver)) == [cities["lodz"]]
    assert "Odbierz koordynację" in coordinator.get(one(leaver)).text
    assert press("redakcja") == 302
    assert list(coordinated_cities(leaver)) == []
    assert list(cities_of(leaver)) == [cities["lodz"]]
    assert press("koordynacja", "gdynia") == 404
    assert press("szefostwo") == 404
    assert press("koordynacja", person=users["gdynia"]) == 404
    press("redakcja", person=users["koordynacja"])
    assert list(coordinated_cities(users["koordynacja"])) == [cities["lodz"]], "oneself"
    entries = ModelLogEntry.objects.filter(action="pimsite.rights", user=users["koordynacja"])
    assert "Nadano: Koordynacja: Łódź" in entries.order_by("pk").first().message


def test_history_and_a_mail_tell_of_it(team, leaver, django_capture_on_commit_callbacks):
    cities, users = team
    colleague = make_user("kolega", groups=[ensure_editors(cities["lodz"])], first_name="Kolega")
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(leaver, cities["lodz"], colleague, by=users["koordynacja"])
    entry = ModelLogEntry.objects.get(action="pimsite.handed_over")
    assert (entry.user, entry.label) == (users["koordynacja"], "Pani Odchodząca")
    assert entry.message == "Łódź: przejmuje Kolega, opisów: 3"
    assert ModelLogEntry.objects.filter(action="pimsite.account_close").exists()
    [message] = [each for each in mail.outbox if each.to == ["kolega@example.org"]]
    assert "Ich liczba: 3" in message.body


def test_list_filters_and_is_taken_out(client, team, leaver):
    client.force_login(team[1]["sekretariat"])
    hand_over(leaver, team[0]["lodz"], None, by=None)

    def shown(query):
        page = client.get(f"{LIST}?{query}").text
        names = ("gdynia", "lodz", "koordynacja")
        return [name for name in names if f"{name}@example.org" in page]

    assert shown("") == ["gdynia", "lodz", "koordynacja"]
    assert shown("stan=wylaczone") == ["lodz"]
    assert shown("miasto=lodz") == ["lodz", "koordynacja"]
    assert shown("kto=pani+odch") == ["lodz"]
    assert "Nikt nie pasuje" in client.get(f"{LIST}?kto=nikt").text
    text = client.get(f"{LIST}?export=csv").getvalue().decode()
    assert "Pani Odchodząca,lodz@example.org,Łódź,redakcja,wyłączone," in text


def test_list_costs_the_same_with_more(client, team, count_queries):
    client.force_login(team[1]["sekretariat"])
    count_queries(LIST)
    few = count_queries(LIST)
    for number in range(5):
        city = make_city(f"Miasto {number}")
        make_user(f"osoba{number}", groups=[ensure_editors(city), ensure_editors(team[0]["lodz"])])
    assert count_queries(LIST) == few
