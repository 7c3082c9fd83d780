"""Figures of a call that the secretariat typed: shown as typed, with sums that agree or do not."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from networks.models import CallNetworkCount, CallPage, CallSource, CallVoivodeshipCount

from .applying import make_application, make_open_call, read, results, table
from .factories import hide, make_call, make_network, make_theme

pytestmark = pytest.mark.django_db

VOIVODESHIPS = {"dolnoslaskie": 13, "slaskie": 12, "opolskie": 1}
UNKNOWN = "brak danych"


def make_results(**fields):
    """A call with its figures; 110 applications of 26 entities."""
    call = make_call(**{"applications_total": 110, "entities_total": 26, **fields})
    for name, number in (("Mobilność", 33), ("Rewitalizacja", 47), ("Jakość powietrza", 30)):
        call.network_counts.add(CallNetworkCount(name=name, applications=number))
    for voivodeship, number in VOIVODESHIPS.items():
        call.voivodeship_counts.add(CallVoivodeshipCount(voivodeship=voivodeship, entities=number))
    call.sources.add(CallSource(title="Prezentacja z 2017 r."))
    call.save()
    return call


def test_results_show_figures_most_first(client):
    response = results(client, make_results())
    bars = response.context["network_bars"]
    assert [(bar.label, bar.value, bar.length) for bar in bars] == [
        ("Rewitalizacja", 47, 100.0),
        ("Mobilność", 33, 70.2),
        ("Jakość powietrza", 30, 63.8),
    ]
    assert "47 z 110 wniosków, czyli 43%" in response.text
    shares = [bar.share for bar in response.context["voivodeship_bars"]]
    assert shares == [50.0, 46.2, 3.8]
    assert "46,2%" in response.text
    assert response.text.count('<path class="land q') == 16
    assert "Prezentacja" in response.text


def test_call_and_results_lead_to_each_other(client):
    call = make_results()
    assert f'href="{call.url}wyniki/"' in client.get(call.url).text
    text = results(client, call).text
    assert f'href="{call.url}"' in text
    assert f'href="{call.url}wyniki/tabela/"' in text
    assert f'rel="canonical" href="{call.full_url}wyniki/"' in text


def test_what_nobody_typed_is_not_guessed(client):
    call = make_results()
    response = results(client, call)
    assert response.text.count(UNKNOWN) == 2  # by size, and who was chosen
    assert "Sumy się nie zgadzają" not in response.text
    call.selected_note = "3 liderów"
    call.save_revision().publish()
    text = results(client, call).text
    assert "3 liderów" in text
    assert text.count(UNKNOWN) == 1


@pytest.mark.parametrize(
    ("query", "names", "sort"),
    [
        ("", ["dolnośląskie", "śląskie", "opolskie"], "descending"),
        ("?sort=podmioty", ["dolnośląskie", "śląskie", "opolskie"], "descending"),
        ("?sort=nazwa", ["dolnośląskie", "opolskie", "śląskie"], "ascending"),
        ("?sort=nie-ma", ["dolnośląskie", "śląskie", "opolskie"], "descending"),
    ],
)
def test_voivodeships_are_sorted_by_links(client, query, names, sort):
    response = results(client, make_results(), query)
    assert [bar.label for bar in response.context["voivodeship_bars"]] == names
    assert response.text.count("aria-sort=") == 1
    assert f'aria-sort="{sort}"' in response.text


def test_sums_that_agree_are_said_to_agree(client):
    text = results(client, make_results()).text
    assert "Sumy się zgadzają: 110." in text
    assert "Sumy się zgadzają: 26." in text
    assert "jeden podmiot mógł zgłosić się do kilku sieci" in text.replace("\xa0", " ")


def test_sums_that_differ_are_shown_side_by_side(client):
    call = make_results(entities_total=78, applications_total=111)
    odd = [
        "Sumy się nie zgadzają (wnioski według sieci). Po zsumowaniu: 110. Razem: 111.",
        "Sumy się nie zgadzają (podmioty według województw). Po zsumowaniu: 26. Razem: 78.",
    ]
    text = results(client, call).text
    assert [sentence in text for sentence in odd] == [True, True]
    assert [row[1] for row in read(table(client, call)) if row[0] == "uwaga"] == odd


@pytest.mark.parametrize(("numbers", "words"), [((5,), ""), ((5, 5), ""), ((4, 5), "B")])
def test_one_network_stands_out_only_when_there_is_one(client, numbers, words):
    call = make_call()
    for name, number in zip("AB", numbers, strict=False):
        call.network_counts.add(CallNetworkCount(name=name, applications=number))
    call.save()
    response = results(client, call)
    most = response.context["most_asked"]
    assert (most.label if most else "") == words
    assert ("Najwięcej wniosków" in response.text) == bool(words)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 wniosków"), (1, "1 wniosek"), (3, "3 wnioski"), (9, "9 wniosków")]
)
def test_results_begin_with_the_total(client, number, words):
    title = results(client, make_call("Nabór", applications_total=number)).text
    assert f"<h1>Nabór: {words}</h1>" in title


def test_file_holds_the_same_figures(client):
    response = table(client, make_results(title="Nabór z 2017"))
    assert 'filename="nabor-z-2017-wyniki.csv"' in response["Content-Disposition"]
    assert read(response) == [
        ["razem", "", "110", "26", ""],
        ["sieć", "Mobilność", "33", "", ""],
        ["sieć", "Rewitalizacja", "47", "", ""],
        ["sieć", "Jakość powietrza", "30", "", ""],
        ["województwo", "dolnośląskie", "", "13", ""],
        ["województwo", "opolskie", "", "1", ""],
        ["województwo", "śląskie", "", "12", ""],
    ]


def test_name_is_no_formula_in_the_file(client):
    call = make_call()
    call.network_counts.add(CallNetworkCount(name="=1+1", applications=1))
    call.save()
    assert ["sieć", "'=1+1", "1", "", ""] in read(table(client, call))


def test_call_without_figures_says_so(client):
    call = make_call()
    for response in (client.get(call.url), results(client, call)):
        assert "Wyników tego naboru nie ma jeszcze w bibliotece." in response.text
        assert "termin nieznany" in response.text
        assert "None" not in response.text
    assert 'name="robots" content="noindex' in results(client, call).text
    assert table(client, call).status_code == 404


@pytest.mark.parametrize("address", ["", "wyniki/", "wyniki/tabela/"])
def test_results_are_as_closed_as_their_call(client, address):
    call = make_results()
    hide(call)
    assert client.get(f"{call.url}{address}").status_code == 302
    call.view_restrictions.all().delete()
    call.unpublish()
    assert client.get(f"/nabory/{call.slug}/{address}").status_code == 404


def test_typed_figures_win_over_applications(client):
    """Also while the applications are confidential: the two are never added."""
    call = make_open_call(days=-1, applications_total=7)
    make_application(call)
    response = results(client, call)
    assert response.context["figures"].applications == 7
    assert read(table(client, call)) == [["razem", "", "7", "", ""]]


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (1, 30, "zapowiedziany"),
        (-1, 30, "otwarty"),
        (-30, 0, "otwarty"),
        (-30, -1, "zamknięty"),
        (-30, None, "otwarty"),
        (None, 30, "termin nieznany"),
    ],
)
def test_call_says_where_it_stands_today(client, opens, closes, words):
    today = timezone.localdate()
    days = {"opens": opens, "closes": closes}
    call = make_call(**{name: today + timedelta(n) for name, n in days.items() if n is not None})
    for address in (call.url, "/nabory/", f"{call.url}wyniki/"):
        assert f">{words}</span>" in client.get(address).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "wyniki ogłoszone"),
        ({"opens": date(2017, 6, 20), "closes": date(2017, 7, 21)}, "wyniki ogłoszone"),
        ({"opens": date(2017, 6, 20), "closes": date(2999, 7, 21)}, "otwarty"),
    ],
)
def test_results_are_announced_once_the_call_is_over(client, fields, words):
    call = make_call(applications_total=3, **fields)
    for address in (call.url, "/nabory/"):
        assert f">{words}</span>" in client.get(address).text


def test_results_link_only_networks_a_visitor_may_read(client):
    network, hidden = make_network("Rewitalizacja"), make_network("Tajna")
    hide(hidden)
    call = make_call()
    for page in (network, hidden):
        call.network_counts.add(CallNetworkCount(name=page.title, network=page, applications=3))
    call.save()
    bars = results(client, call).context["network_bars"]
    assert [bool(bar.network) for bar in bars] == [True, False]


def test_network_tells_only_of_calls_that_may_be_read(client):
    network = make_network("Klimat")
    call = make_call("Nabór")
    call.network_counts.add(CallNetworkCount(name="Klimat", network=network, applications=47))
    call.save()
    assert f'<a href="{call.url}wyniki/">Nabór</a>' in client.get(network.url).text
    call.unpublish()
    assert "Wnioski w naborze" not in client.get(network.url).text


def test_editor_previews_the_results(client, admin_client):
    call = make_results(title="Nabór")
    draft = CallPage.objects.get(pk=call.pk)
    draft.applications_total = 500
    draft.save_revision()
    draft = CallPage.objects.get(pk=call.pk).get_latest_revision_as_object()
    response = draft.make_preview_request(preview_mode="wyniki")
    response.render()
    assert "Nabór: 500 wniosków" in response.content.decode()
    assert "Nabór: 110 wniosków" in results(client, call).text


def test_results_cost_the_same_with_more_networks(client, count_queries):
    call, network = make_results(), make_network("Klimat", themes=[make_theme()])
    call.network_counts.add(CallNetworkCount(name="Klimat", network=network, applications=3))
    call.save()
    address = f"{call.url}wyniki/"
    client.get(address)
    few = count_queries(address), count_queries(call.url), count_queries("/nabory/")
    for number in range(5):
        page = make_network(f"Sieć {number}")
        call.network_counts.add(CallNetworkCount(name=page.title, network=page, applications=3))
        make_call(f"Nabór {number}", applications_total=number)
    call.save()
    client.get(address)
    assert (count_queries(address), count_queries(call.url), count_queries("/nabory/")) == few
