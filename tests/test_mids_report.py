"""The secretariat's list of who has a MID: rows, filters, and a table to take away."""

import pytest
from django.urls import reverse

from knowledge.permissions import ensure_editors, ensure_secretariat
from networks.models import Membership

from .factories import make_city, make_mid, make_network, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADDRESS = "curation_reports:mids"


@pytest.fixture
def network():
    """Łódź has published, Lublin drafts, Zabrze owes; Ełk left and Konin only watches."""
    cities = [make_city(title) for title in ("Zabrze", "Łódź", "Lublin")]
    network = make_network("Mobilność", members=cities)
    make_mid("Ulica szkolna", network=network, city=cities[1], published="2026-03")
    make_mid("W szkicu", network=network, city=cities[2]).unpublish()
    for title, fields in {"Ełk": {"end": "2019"}, "Konin": {"role": "obserwator"}}.items():
        Membership.objects.create(network=network, city=make_city(title), **fields)
    other = make_network("Zieleń", members=[cities[0]])
    make_mid("Parki", network=other, city=cities[0])
    return network


@pytest.fixture
def office(client, network):
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    return client


def told(client, query=""):
    rows = client.get(f"{reverse(ADDRESS)}?{query}").context["object_list"]
    return [(row.city_title, row.network_title, row.mid_state) for row in rows]


def test_every_present_member_is_told_with_how_far_it_is(office):
    assert told(office, "ordering=city_title")[:2] == [
        ("Lublin", "Mobilność", "szkic"),
        ("Łódź", "Mobilność", "opublikowana"),
    ]
    assert sorted(told(office))[2:] == [
        ("Zabrze", "Zieleń", "opublikowana"),
        ("Łódź", "Mobilność", "opublikowana"),
    ]
    assert ("Zabrze", "Mobilność", "brak") in told(office)


def test_filters_narrow_the_list(office, network):
    assert told(office, f"siec={network.pk}&stan=brak") == [("Zabrze", "Mobilność", "brak")]
    assert told(office, "stan=szkic") == [("Lublin", "Mobilność", "szkic")]
    assert len(told(office, "miasto=zabrz")) == 2
    assert {city for city, *_rest in told(office, "miasto=lodz")} == {"Łódź"}


def test_heading_tells_how_many_rows_fit(office):
    html = office.get(f"{reverse(ADDRESS)}?miasto=zabrz").text
    assert '<div class="nice-padding" role="alert"><h2>2 wyniki' in html
    assert "wyniki</h2>" not in office.get(reverse(ADDRESS)).text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_can_be_taken_away(office, kind):
    response = office.get(f"{reverse(ADDRESS)}?export={kind}")
    content = b"".join(response.streaming_content)
    if kind == "xlsx":
        assert content[:2] == b"PK"
        return
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Miasto,Sieć,Stan MID,MID")
    assert "Łódź,Mobilność,opublikowana,Ulica szkolna,2026-03" in lines
    assert "Zabrze,Mobilność,brak,," in lines


def test_list_costs_the_same_with_more_members(office, network, count_queries):
    address = reverse(ADDRESS)
    office.get(address)
    few = count_queries(address)
    for number in range(6):
        city = make_city(f"Miasto {number}")
        Membership.objects.create(network=network, city=city)
        make_mid(f"MID {number}", network=network, city=city)
    assert count_queries(address) == few


def test_list_is_for_the_office(client, network):
    client.force_login(make_user("liderka", groups=[ensure_editors(network)]))
    assert client.get(reverse(ADDRESS)).status_code != 200
