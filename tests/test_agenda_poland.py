"""Poland in the Urban Agenda: who takes part where, once each."""

import pytest

from networks.models import PolishParticipant

from .factories import hide, make_city, make_partnership

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIST = "/agenda-miejska-ue/"


def take_part(title, *named, **fields):
    page = make_partnership(title, **fields)
    for name, city in named:
        PolishParticipant.objects.create(partnership=page, name=name, city=city, role="członek")
    return page


def test_each_participant_stands_once_with_all_its_partnerships(client):
    city = make_city("Łódź", latitude=51.8, longitude=19.5)
    take_part("Ubóstwo", ("Łódź", city), ("Ministerstwo", None), started="2016-05")
    take_part("Praca", ("Łódź", city))
    response = client.get(LIST)
    told = [(each.name, len(each.roles)) for each in response.context["participants"]]
    assert told == [("Łódź", 2), ("Ministerstwo", 1)]
    assert [each.name for each in response.context["on_map"]] == ["Łódź"]
    assert "maj\xa02016" in response.text
    assert 'rowspan="2"' in response.text


def test_city_that_a_visitor_may_not_read_is_neither_linked_nor_drawn(client):
    city = make_city("Łódź", latitude=51.8, longitude=19.5)
    take_part("Ubóstwo", ("Łódź", city))
    hide(city)
    response = client.get(LIST)
    assert response.context["on_map"] == []
    assert city.url not in response.text


def test_list_without_polish_participants_has_no_overview(client):
    make_partnership("Ubóstwo")
    assert 'id="polska"' not in client.get(LIST).text


def test_overview_costs_the_same_with_more_participants(client, count_queries):
    take_part("Ubóstwo", ("Łódź", make_city("Łódź")))
    client.get(LIST)
    few = count_queries(LIST)
    for number in range(5):
        take_part(f"Temat {number}", (f"Miasto {number}", make_city(f"Miasto {number}")))
    assert count_queries(LIST) == few <= 25
