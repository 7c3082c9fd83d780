"""The secretariat's list of recommendations: rows, filters, and a table to take away."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from knowledge.permissions import ensure_editors, ensure_secretariat

from .factories import make_network, make_user
from .planning import make_addressee, make_plan, recommendation, with_rows

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def address():
    return reverse("curation_reports:recommendations")


@pytest.fixture
def plans():
    """A public plan with two recommendations and a draft with one."""
    finance = make_addressee("Ministerstwo Finansów")
    public = make_plan(
        recommendation("Wspólny bilet", states=["zgloszona", "przyjeta"]),
        recommendation("=SUMA(1)", kind="finansowanie", addressee=finance),
        network=make_network("Łączność"),
    )
    draft = make_plan(recommendation("W szkicu"), network=make_network("Szkic"))
    draft.unpublish()
    return public, draft


@pytest.fixture
def office(client, plans):
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    return client


def found(client, address, query=""):
    return {row.text for row in client.get(f"{address}?{query}").context["object_list"]}


def test_list_has_all_plans_with_what_changed_last_first(office, address):
    response = office.get(address)
    [first, *rest] = response.context["object_list"]
    assert (first.text, first.state, first.network_title) == (
        "Wspólny bilet",
        "przyjeta",
        "Łączność",
    )
    assert {row.text for row in rest} == {"=SUMA(1)", "W szkicu"}
    assert "przyjęta" in response.text


def test_filters_narrow_the_list(office, address, plans):
    network = plans[0].get_parent()
    addressee = make_addressee("Ministerstwo Finansów")
    assert found(office, address, f"siec={network.pk}") == {"Wspólny bilet", "=SUMA(1)"}
    assert found(office, address, f"adresat={addressee.pk}") == {"=SUMA(1)"}
    assert found(office, address, "rodzaj=finansowanie") == {"=SUMA(1)"}
    assert found(office, address, "stan=przyjeta") == {"Wspólny bilet"}
    assert found(office, address, "widoczna=nie") == {"W szkicu"}


def test_list_is_sorted_by_the_polish_alphabet(office, address, plans):
    with_rows(plans[1], recommendation("Łąka"), recommendation("Lokal"), recommendation("Mapa"))
    rows = office.get(f"{address}?ordering=text&stan=zgloszona&rodzaj=prawo").context["object_list"]
    assert [row.text for row in rows] == ["Lokal", "Łąka", "Mapa", "W szkicu"]


def test_table_says_the_same_and_runs_no_formula(office, address):
    for kind in ("csv", "xlsx"):
        response = office.get(f"{address}?export={kind}")
        content = b"".join(response.streaming_content)
        assert response.status_code == 200
        if kind == "xlsx":
            assert content[:2] == b"PK"
            continue
        rows = {
            row["Rekomendacja"]: row
            for row in csv.DictReader(StringIO(content.decode("utf-8-sig")))
        }
        assert rows["Wspólny bilet"]["Stan"] == "przyjęta"
        assert rows["Wspólny bilet"]["Rodzaj"] == "prawo"
        assert "'=SUMA(1)" in rows


def test_cost_does_not_grow_with_the_list(office, count_queries, address, plans):
    count_queries(address)
    few = count_queries(address)
    with_rows(plans[0], *(recommendation(f"Zmiana {n}") for n in range(12)))
    assert count_queries(address) == few


def test_leader_of_a_network_has_no_report(client, address, plans):
    network = plans[0].get_parent().specific
    client.force_login(make_user("lider", groups=[ensure_editors(network)]))
    assert client.get(address).status_code == 302
    assert "Wspólny bilet" not in client.get(address, follow=True).text
