"""Networks: editions, members, what is not known, what a visitor may read."""

import pytest

from networks.models import (
    Membership,
    NetworkPractice,
)

from .factories import (
    hide,
    make_city,
    make_edition,
    make_network,
    make_output,
    make_partnership,
    make_practice,
)

pytestmark = pytest.mark.django_db


def join(network, city, **fields):
    network.memberships.add(Membership(city=city, **fields))
    network.save()


def test_networks_stand_under_their_editions_newest_first_and_planned_apart(client):
    make_network("Rewitalizacja", state="zakonczona", edition=make_edition(1))
    make_network("Miasto Kompaktowe", edition=make_edition(3))
    make_network("Praca", state="planowana", edition=make_edition(1))
    context = client.get("/sieci/").context
    assert [
        (edition.number, [network.title for network in networks])
        for edition, networks in context["editions"]
    ] == [(3, ["Miasto Kompaktowe"]), (1, ["Rewitalizacja"])]
    assert [network.title for network in context["planned"]] == ["Praca"]


def test_private_and_draft_networks_are_not_listed(client):
    hide(make_network("Tajna"))
    make_network("Szkic").unpublish()
    text = client.get("/sieci/").text
    assert "Tajna" not in text
    assert "Szkic" not in text


def test_planned_network_has_no_map_and_says_it_is_planned(client):
    text = client.get(make_network("Praca", state="planowana").url).text
    assert "Sieć planowana" in text
    assert "map--members" not in text


def test_closed_network_says_when_it_ended(client):
    text = client.get(make_network(state="zakonczona", end_year=2019).url).text
    assert "Sieć zakończyła pracę w 2019 r." in text


def test_leader_is_unknown_unless_a_membership_says_so(client):
    network = make_network(members=[make_city("Gdynia")])
    context = client.get(network.url).context
    assert context["leaders"] == []
    join(network, make_city("Łódź"), role="lider")
    response = client.get(network.url)
    assert [member.city.title for member in response.context["leaders"]] == ["Łódź"]
    assert [member.city.title for member in response.context["members"]] == ["Łódź", "Gdynia"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Pokazujemy tylko członków, których potwierdza źródło."),
        ({"members_total": 10}, "Sieć liczy 10 członków."),
        ({"members_complete": True}, None),
    ],
)
def test_incomplete_list_of_members_says_so(client, fields, words):
    network = make_network(members=[make_city("Gdynia")], **fields)
    text = client.get(network.url).text
    assert ("Lista niepełna." in text) is bool(words)
    assert not words or words in text


def test_member_who_left_stays_marked_and_off_the_map(client):
    network = make_network()
    place = {"latitude": 54.5, "longitude": 18.5}
    join(network, make_city("Gdynia", **place), start="2017", end="2019-06")
    join(network, make_city("Sopot", **place), start="2017-11")
    response = client.get(network.url)
    assert [member.city.title for member in response.context["members"]] == ["Sopot", "Gdynia"]
    assert [member.city.title for member in response.context["present_members"]] == ["Sopot"]
    assert [member.city.title for member in response.context["former_members"]] == ["Gdynia"]
    assert "czerwiec\xa02019" in response.text
    assert "listopad\xa02017" in response.text
    assert response.text.index("Sopot</a>") < response.text.index("Odeszli z sieci")


def test_member_without_coordinates_is_named_beside_the_map(client):
    members = [make_city("Gdynia", latitude=54.5, longitude=18.5), make_city("Metropolia")]
    response = client.get(make_network(members=members).url)
    assert "map--members" in response.text
    assert [member.city.title for member in response.context["off_map"]] == ["Metropolia"]


def test_network_shows_only_what_a_visitor_may_read(client):
    city, hidden = make_city("Gdynia"), make_city("Tajnowo")
    network = make_network(members=[city, hidden])
    hide(hidden)
    for title in ("Jawna", "Szkic"):
        practice = make_practice(title, city=city)
        NetworkPractice.objects.create(network=network, practice=practice)
        make_output(f"{title} produkt", network=network)
    practice.unpublish()
    type(network).objects.get(pk=network.pk).get_children().last().unpublish()
    response = client.get(network.url)
    assert [member.city.title for member in response.context["members"]] == ["Gdynia"]
    assert [each.title for each in response.context["practices"]] == ["Jawna"]
    assert [each.title for each in response.context["outputs"]] == ["Jawna produkt"]
    assert "Tajnowo" not in response.text


def test_network_without_known_members_says_so(client):
    text = client.get(make_network().url).text
    assert "Nie znamy jeszcze potwierdzonych członków tej sieci." in text
    assert "None" not in text


def test_network_links_its_partnership_when_it_may_be_read(client):
    partnership = make_partnership("Mobilność miejska")
    network = make_network(partnership=partnership)
    assert f'href="{partnership.url}"' in client.get(network.url).text
    partnership.unpublish()
    assert f'href="{partnership.url}"' not in client.get(network.url).text
