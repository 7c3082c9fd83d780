"""Outputs by city: what is told of work that is not published."""

import pytest

from networks.models import Membership, MidPage

from .factories import hide, make_city, make_mid, make_network, make_output

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(client, network):
    rows = client.get(network.url).context["matrix"]["rows"]
    return {row.member.city.title: [str(cell.progress.label) for cell in row.cells] for row in rows}


def test_matrix_tells_of_each_member_how_far_its_mid_is(client):
    cities = [make_city(title) for title in ("Gdynia", "Sopot", "Konin")]
    network = make_network(members=cities)
    shown = make_mid("MID Gdyni", network=network, city=cities[0])
    make_mid("Tajny tytuł", network=network, city=cities[1]).unpublish()
    assert told(client, network) == {
        "Gdynia": ["opublikowano"],
        "Sopot": ["w pracy"],
        "Konin": ["nie rozpoczęto"],
    }
    text = client.get(network.url).text
    assert f'class="matrix__page" href="{shown.url}"' in text
    assert "Tajny tytuł" not in text
    assert "tajny-tytul" not in text


def test_closed_mid_is_in_work_for_who_may_not_read_it(client):
    city = make_city()
    network = make_network(members=[city])
    hide(make_mid("Tajny tytuł", network=network, city=city))
    assert told(client, network) == {"Gdynia": ["w pracy"]}
    assert "Tajny tytuł" not in client.get(network.url).text


def test_city_that_stands_only_in_a_draft_counts(client):
    city = make_city()
    network = make_network(members=[city])
    page = network.add_child(instance=MidPage(title="Szkic", live=False))
    page.city = city
    page.save_revision()
    assert told(client, network) == {"Gdynia": ["w pracy"]}


def test_matrix_says_nothing_before_anyone_began(client):
    network = make_network(members=[make_city()])
    make_output("Plan Ulepszeń", network=network)
    assert told(client, network) == {}
    assert "nie rozpoczęto" not in client.get(network.url).text


def test_of_a_closed_network_the_library_does_not_claim_that_nobody_began(client):
    cities = [make_city(title) for title in ("Gdynia", "Sopot")]
    network = make_network(members=cities, state="zakonczona")
    make_mid("MID Gdyni", network=network, city=cities[0])
    assert told(client, network)["Sopot"] == ["brak danych"]


def test_who_left_without_an_output_is_not_in_the_matrix(client):
    cities = [make_city(title) for title in ("Gdynia", "Sopot")]
    network = make_network()
    for city in cities:
        Membership.objects.create(network=network, city=city, end="2019")
    make_mid("MID", network=network, city=cities[0])
    assert told(client, network) == {"Gdynia": ["opublikowano"]}


def test_lack_of_a_report_is_not_work_that_nobody_began(client):
    cities = [make_city(title) for title in ("Gdynia", "Sopot")]
    network = make_network(members=cities)
    make_output("Raport", network=network, kind="raport", city=cities[0])
    assert told(client, network) == {
        "Gdynia": ["nie rozpoczęto", "opublikowano"],
        "Sopot": ["nie rozpoczęto", "brak"],
    }


def test_matrix_costs_the_same_with_more_outputs(client, count_queries):
    cities = [make_city(f"Miasto {number}") for number in range(6)]
    network = make_network(members=cities)
    make_mid("MID 0", network=network, city=cities[0])
    client.get(network.url)
    few = count_queries(network.url)
    for number in range(1, 6):
        make_mid(f"MID {number}", network=network, city=cities[number])
    assert count_queries(network.url) == few <= 25
