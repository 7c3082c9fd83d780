"""The tracker of recommendations: filters, counts, states of the list, a table, a feed."""

import csv
from io import StringIO

import pytest

from networks.models import Step

from .factories import hide, make_city, make_home, make_network, make_network_index
from .planning import ACT, SAID, make_addressee, make_plan, recommendation, with_rows

pytestmark = pytest.mark.django_db
ADDRESS = "/sieci/rekomendacje/"
FEED, TABLE = f"{ADDRESS}kanal/", f"{ADDRESS}tabela.csv"


@pytest.fixture
def two_plans():
    """Two networks, four recommendations: three of law, two for the ministry of finance."""
    finance = make_addressee("Ministerstwo Finansów")
    mobility, air = make_network("Mobilność"), make_network("Powietrze")
    make_plan(
        recommendation("Wspólny bilet", states=["zgloszona", "przyjeta"]),
        recommendation("Dotacja na kolej", kind="finansowanie", addressee=finance),
        network=mobility,
    )
    make_plan(
        recommendation("Kontrole kominów", states=["zgloszona", "odrzucona"]),
        recommendation("Ulga na pompy", addressee=finance),
        network=air,
    )
    return mobility, air


def texts(response):
    return {row.text for row in response.context["rows"]}


def counts(response, name):
    [facet] = [each for each in response.context["tracker"].facets if each.name == name]
    return {choice.value: choice.count for choice in facet.choices if choice.count}


def test_tracker_lists_all_with_network_state_and_link_to_the_plan(client, two_plans):
    response = client.get(ADDRESS)
    assert "4 rekomendacje" in response.text
    assert len(texts(response)) == 4
    assert f'href="{two_plans[0].url}"' in response.text
    assert f'href="{two_plans[0].url}plan-ulepszen/#rekomendacja-' in response.text
    assert response.context["rows"][0].state in ("przyjeta", "odrzucona")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("siec=mobilnosc", {"Wspólny bilet", "Dotacja na kolej"}),
        ("adresat=ministerstwo-finansow", {"Dotacja na kolej", "Ulga na pompy"}),
        ("rodzaj=finansowanie", {"Dotacja na kolej"}),
        ("stan=przyjeta&stan=odrzucona", {"Wspólny bilet", "Kontrole kominów"}),
        ("stan=zgloszona&siec=powietrze", {"Ulga na pompy"}),
        ("stan=wdrozona", set()),
    ],
)
def test_filters_narrow_the_list(client, two_plans, query, found):
    assert texts(client.get(f"{ADDRESS}?{query}")) == found


def test_every_count_is_what_choosing_it_shows(client, two_plans):
    for query in ("", "siec=mobilnosc", "rodzaj=prawo&stan=zgloszona"):
        response = client.get(f"{ADDRESS}?{query}")
        for facet in response.context["tracker"].facets:
            others = "&".join(each for each in query.split("&") if not each.startswith(facet.name))
            for choice in facet.choices:
                one = client.get(f"{ADDRESS}?{others}&{facet.name}={choice.value}")
                assert len(texts(one)) == choice.count, (query, facet.name, choice.value)
    assert client.get(ADDRESS).text.count('<details class="facet" open>') == 4
    assert counts(client.get(ADDRESS), "rodzaj") == {"prawo": 3, "finansowanie": 1}


def test_no_recommendation_at_all_is_said(client):
    make_network_index()
    response = client.get(ADDRESS)
    assert "Nie ma jeszcze żadnej rekomendacji" in response.text
    assert "<form class" not in response.text.partition("<h1>")[2]


def test_one_recommendation_is_counted_in_the_singular(client):
    make_plan(recommendation())
    assert ">1 rekomendacja<" in client.get(ADDRESS).text


def test_filters_that_leave_nothing_offer_the_way_back(client, two_plans):
    text = client.get(f"{ADDRESS}?stan=wdrozona").text
    assert "Żadna rekomendacja nie spełnia tych warunków" in text
    assert ">0 rekomendacji<" in text


@pytest.mark.parametrize("query", ["siec=nie-ma", "adresat=nie-ma", "rodzaj=nie-ma", "stan=nie-ma"])
def test_unknown_value_shows_nothing_and_says_why(client, two_plans, query):
    response = client.get(f"{ADDRESS}?{query}")
    assert "„nie-ma”" in response.text
    assert texts(response) == set()
    for address in (FEED, TABLE):
        refused = client.get(f"{address}?{query}")
        assert refused.status_code == 400
        assert "nie-ma" in refused.text


def test_long_list_has_pages_that_keep_the_filters(client):
    make_plan(*(recommendation(f"Zmiana {n}") for n in range(25)))
    first, second = (client.get(f"{ADDRESS}?rodzaj=prawo&strona={n}") for n in (1, 2))
    assert (len(texts(first)), len(texts(second))) == (20, 5)
    assert "rodzaj=prawo&amp;strona=2" in first.text


@pytest.mark.parametrize("address", [ADDRESS, FEED, TABLE])
def test_cost_does_not_grow_with_the_list(client, count_queries, address):
    gdynia = make_city("Gdynia")
    plan = make_plan(recommendation(city=gdynia), network=make_network("Mobilność"))
    client.get(address)
    few = count_queries(address)
    with_rows(plan, *(recommendation(f"Zmiana {n}", city=gdynia) for n in range(15)))
    for name in ("Powietrze", "Ubóstwo", "Kultura"):
        make_plan(recommendation(name, city=gdynia), network=make_network(name))
    assert count_queries(address) == few
    assert few <= 25


@pytest.mark.parametrize("address", [ADDRESS, FEED, TABLE])
def test_draft_and_closed_plans_do_not_tell(client, address):
    make_plan(recommendation("Jawna"))
    secret = make_addressee("Kanarek urząd")
    make_plan(
        recommendation("Kanarek w szkicu", addressee=secret), network=make_network("Szkic")
    ).unpublish()
    hide(
        make_plan(
            recommendation("Kanarek zamknięty", addressee=secret), network=make_network("Kanarkowa")
        )
    )
    closed = make_network("Kanarek sieć")
    make_plan(recommendation("Kanarek pod siecią", city=make_city("Łódź")), network=closed)
    hide(closed)
    text = client.get(address).text
    assert "Jawna" in text
    assert "anar" not in text


def test_table_holds_what_the_page_lists(client, two_plans):
    response = client.get(f"{TABLE}?siec=mobilnosc&stan=przyjeta")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    [row] = csv.DictReader(StringIO(text, newline=""), delimiter=";")
    assert row["rekomendacja"] == "Wspólny bilet"
    assert row["sieć"] == "Mobilność"
    assert (row["stan"], row["data"], row["kto"]) == ("przyjęta", "2021", SAID["said_by"])
    assert row["adres planu"].endswith(f"{two_plans[0].url}plan-ulepszen/")


def test_table_runs_no_formula(client):
    make_plan(recommendation("=HYPERLINK(1)"))
    assert ";'=HYPERLINK" in f";{client.get(TABLE).content.decode().splitlines()[1]}"


def test_feed_tells_changes_newest_first(client):
    plan = make_plan(recommendation("Wspólny bilet"))
    draft = plan.get_latest_revision_as_object()
    draft.recommendations.get_object_list()[0].steps.add(
        Step(state="w-prawie", date="2024-05", sort_order=1, **SAID, **ACT)
    )
    draft.save_revision().publish()
    text = client.get(FEED).text
    newest, oldest = text.index("przyjęta do prawa: Wspólny"), text.index("zgłoszona: Wspólny")
    assert newest < oldest
    assert "Dz.U. 2026 poz. 1" in text
    assert client.get(f"{FEED}?stan=zgloszona").text.count("<entry>") == 0
    row = plan.recommendations.get()
    assert f"{plan.url}#rekomendacja-{row.pk}" in text
    assert f'id="rekomendacja-{row.pk}"' in client.get(plan.url).text


def test_empty_feed_is_a_feed(client):
    make_home()
    response = client.get(FEED)
    assert response.status_code == 200
    assert "<entry>" not in response.text
