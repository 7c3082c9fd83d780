"""A city begins its MID by itself: one in each of its networks, with the rights to write it."""

import json

import pytest
from django.urls import reverse

from knowledge.permissions import ensure_coordinators, ensure_editors, ensure_secretariat
from networks.models import Membership, MidPage

from .factories import make_city, make_mid, make_network, make_user
from .own_database import own_database, run

__all__ = ["own_database"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HOME = "/cms/"
BEGIN = "Zacznij MID"


@pytest.fixture
def city():
    return make_city("Gdynia")


@pytest.fixture
def network(city):
    return make_network("Mobilność", members=[city, make_city("Sopot")])


@pytest.fixture
def editor(client, city, network):
    client.force_login(make_user("redakcja", groups=[ensure_editors(city)]))
    return client


def sopot(network):
    return network.memberships.get(city__title="Sopot").city


def begin_url(network, city):
    return reverse("mids:begin", args=[Membership.objects.filter(network=network, city=city)[0].pk])


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_editor_begins_from_the_home_page_and_writes(editor, network, city):
    address = begin_url(network, city)
    home = editor.get(HOME).text
    assert home.count(f'href="{address}"') == 1
    assert home.count('/zacznij/"') == 1
    page = editor.get(address)
    assert "Gdynia w sieci „Mobilność”" in page.text
    assert not MidPage.objects.exists(), "before it is confirmed"
    response = editor.post(address)
    mid = MidPage.objects.get()
    assert response.url == edit_url(mid)
    assert editor.get(response.url).status_code == 200
    assert (mid.title, mid.slug) == ("Miejska Inicjatywa Działań: Gdynia", "mid-gdynia")
    assert (mid.city, mid.get_parent().pk, mid.live) == (city, network.pk, False)
    assert mid.owner.username == "redakcja"
    home = editor.get(HOME).text
    assert address not in home
    assert edit_url(mid) in home
    assert "Szkic od" in home
    assert "2 strony <span" in home, "the city and its MID, not all below the home page"


def test_what_is_begun_is_opened_not_made_again(editor, network, city):
    mid = make_mid("Pierwsza", network=network, city=city)
    for answer in (editor.get(begin_url(network, city)), editor.post(begin_url(network, city))):
        assert answer.url == edit_url(mid)
    assert MidPage.objects.count() == 1


def test_city_that_a_draft_has_taken_is_told_so(editor, network, city):
    mid = make_mid("Sopocka", network=network, city=sopot(network))
    mid.city = city
    mid.save_revision()
    assert BEGIN not in editor.get(HOME).text
    response = editor.post(begin_url(network, city), follow=True)
    assert "Gdynia ma już w tej sieci MID: „Sopocka”." in response.text
    assert MidPage.objects.count() == 1


def test_slug_that_is_taken_is_no_obstacle(editor, network, city):
    make_mid(slug="mid-gdynia", network=network, city=sopot(network))
    editor.post(begin_url(network, city))
    assert MidPage.objects.get(city=city).slug == "mid-gdynia-1"


@pytest.mark.parametrize(
    ("change", "is_offered"),
    [
        ({}, True),
        ({"role": "lider"}, True),
        ({"role": "ekspert"}, False),
        ({"role": "obserwator"}, False),
        ({"end": "2025"}, False),
    ],
)
def test_who_owes_a_mid_may_begin_it(editor, network, city, change, is_offered):
    Membership.objects.filter(network=network, city=city).update(**change)
    assert (BEGIN in editor.get(HOME).text) is is_offered
    editor.post(begin_url(network, city))
    assert MidPage.objects.exists() is is_offered


@pytest.mark.parametrize("state", ["planowana", "zakonczona", "unpublished"])
def test_nothing_is_begun_in_a_network_that_does_not_run(editor, network, city, state):
    if state == "unpublished":
        network.unpublish()
    else:
        network.state = state
        network.save()
    assert BEGIN not in editor.get(HOME).text
    assert editor.post(begin_url(network, city)).status_code == 404


def test_city_with_two_roles_is_asked_once(editor, network, city):
    Membership.objects.create(network=network, city=city, role="lider")
    assert editor.get(HOME).text.count('/zacznij/"') == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 302),
        ("editor", 200),
        ("coordinator", 200),
        ("other member", 404),
        ("no member", 404),
        ("leader", 200),
        ("other leader", 404),
        ("secretariat", 200),
    ],
)
def test_who_may_begin_the_mid_of_a_city(client, network, city, role, status):
    groups = {
        "editor": lambda: ensure_editors(city),
        "coordinator": lambda: ensure_coordinators(city),
        "other member": lambda: ensure_editors(sopot(network)),
        "no member": lambda: ensure_editors(make_city("Ełk")),
        "leader": lambda: ensure_editors(network),
        "other leader": lambda: ensure_editors(make_network("Zieleń", members=[city])),
        "secretariat": ensure_secretariat,
    }
    if role != "anonymous":
        client.force_login(make_user("ktos", groups=[groups[role]()]))
    address = begin_url(network, city)
    assert client.get(address).status_code == status
    client.post(address)
    assert MidPage.objects.exists() is (status == 200)


def begins(client, network):
    """Cities whose MID the network's page lets the visitor begin."""
    rows = client.get(network.url).context["matrix"]["rows"]
    return [row.member.city.title for row in rows for cell in row.cells if cell.begin]


def test_matrix_of_the_network_leads_there_who_may(client, network, city):
    make_mid("Inna", network=network, city=make_member(network, "Konin"))
    assert begins(client, network) == []
    assert "/zacznij/" not in client.get(network.url).text
    client.force_login(make_user("liderka", groups=[ensure_editors(network)]))
    assert begins(client, network) == ["Gdynia", "Sopot"]
    client.force_login(make_user("redakcja", groups=[ensure_editors(city)]))
    assert begins(client, network) == ["Gdynia"]
    address = begin_url(network, city)
    assert f'href="{address}"' in client.get(network.url).text
    client.post(address)
    assert begins(client, network) == []


def make_member(network, title):
    city = make_city(title)
    Membership.objects.create(network=network, city=city)
    return city


def test_home_page_is_silent_without_a_network(client):
    client.force_login(make_user("redakcja", groups=[ensure_editors(make_city("Ełk"))]))
    assert "Miejska Inicjatywa Działań" not in client.get(HOME).text


def test_home_page_costs_the_same_with_many_mids(editor, network, city, count_queries):
    make_mid("Pierwsza", network=network, city=city)
    make_network("Bez MID", members=[city])
    editor.get(HOME)
    few = count_queries(HOME)
    for number in range(4):
        other = make_network(f"Sieć {number}", members=[city])
        mid = make_mid(f"MID {number}", network=other, city=city)
        mid.save_revision()
        mid.get_workflow().start(mid, None)
        make_network(f"Bez MID {number}", members=[city])
    assert count_queries(HOME) == few


def test_editors_who_press_at_the_same_second_make_one(own_database):
    clicks = 4
    told = json.loads(run("beginning_process", clicks, database=own_database))
    assert len(told["editors"]) == 1
    assert told["led"] == told["editors"] * clicks
    # The leader is led into the same one, or gets the form back with the reason.
    assert told["leader"] in {*told["editors"], "200"}
