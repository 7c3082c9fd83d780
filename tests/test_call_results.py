"""Figures counted from applications: right, and unknown to all until every result is published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import CityPage
from networks.applying.models import Application, Composition, Decision, FormalCheck
from networks.models import CallNetwork, CallPage, CallSource, NetworkPage

from .applying import make_application, make_open_call, read, results, table
from .factories import hide, make_city, make_edition, make_network

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CANARY = "Kanarkowo"
CITIES = {
    "Sopot": ("pomorskie", "srednie"),
    "Hel": ("pomorskie", "male"),
    "Kutno": ("lodzkie", "male"),
    CANARY: ("opolskie", "duze"),
}
# network, city, decision; one city applies to both networks, one withdraws, one writes a draft
APPLICATIONS = [
    ("Klimat", "Sopot", "przyjety"),
    ("Klimat", "Hel", "przyjety"),
    ("Klimat", CANARY, "odrzucony"),
    ("Praca", "Sopot", "przyjety"),
    ("Praca", "Kutno", "rezerwa"),
]


@pytest.fixture
def networks():
    return {title: make_network(title) for title in ("Klimat", "Praca")}


@pytest.fixture
def call(networks):
    """Over since yesterday, every application decided; nothing is published."""
    call = make_open_call("Nabór", networks=networks.values(), days=-1)
    cities = {
        title: make_city(title, voivodeship=place, size_class=size)
        for title, (place, size) in CITIES.items()
    }
    for title, city, outcome in APPLICATIONS:
        application = make_application(call, city=cities[city], network=networks[title])
        FormalCheck.objects.create(application=application, passed=True)
        Decision.objects.create(application=application, outcome=outcome)
    make_application(call, city=cities["Hel"], network=networks["Praca"], submitted=False)
    make_application(
        call, city=cities[CANARY], network=networks["Praca"], state=Application.State.WITHDRAWN
    )
    return call


def publish(call, *networks):
    for network in networks:
        Composition.objects.create(call=call, network=network)


def test_published_figures_are_those_of_the_applications(client, call, networks):
    publish(call, *networks.values())
    assert read(table(client, call)) == [
        ["razem", "", "5", "4", "2"],
        ["sieć", "Klimat", "3", "", "2"],
        ["sieć", "Praca", "2", "", "1"],
        ["województwo", "łódzkie", "", "1", ""],
        ["województwo", "opolskie", "", "1", ""],
        ["województwo", "pomorskie", "", "2", ""],
        ["wielkość", "miasto duże", "", "1", ""],
        ["wielkość", "miasto średnie", "", "1", ""],
        ["wielkość", "miasto małe", "", "2", ""],
    ]
    text = results(client, call).text.replace("\xa0", " ")
    assert "Nabór: 5 wniosków" in text
    assert "5 wniosków, 4 podmioty." in text
    assert "Najwięcej wniosków: Klimat" in text
    assert "Wybrano 2 podmioty. Miejsc w sieciach jest więcej, 3," in text
    assert "Sumy się zgadzają: 5." in text
    assert text.count("Sumy się zgadzają: 4.") == 2
    assert "jeden podmiot mógł zgłosić się do kilku sieci" in text


def test_published_figures_stand_on_the_call_and_in_the_list(client, call, networks):
    publish(call, *networks.values())
    text = client.get(call.url).text
    assert f'href="{call.url}wyniki/"' in text
    assert "<dd>5</dd>" in text
    listed = client.get("/nabory/").text
    assert "<dd>5</dd>" in listed
    assert "wyniki ogłoszone" in listed


def test_plan_that_failed_the_formal_check_afterwards_is_no_choice(client, call, networks):
    sopot = call.applications.filter(city__title="Sopot", network=networks["Praca"])
    FormalCheck.objects.filter(application__in=sopot).update(passed=False, reason="Po terminie.")
    publish(call, *networks.values())
    rows = {row[1]: row[4] for row in read(table(client, call)) if row[0] == "sieć"}
    assert rows == {"Klimat": "2", "Praca": "0"}
    assert [len(cities) for _title, cities in client.get(call.url).context["chosen"]] == [2, 0]


def test_editor_previews_counted_figures(call, networks):
    publish(call, *networks.values())
    call.save_revision()
    draft = CallPage.objects.get(pk=call.pk).get_latest_revision_as_object()
    response = draft.make_preview_request(preview_mode="wyniki")
    response.render()
    assert "Nabór: 5 wniosków" in response.content.decode()


def test_who_was_not_chosen_is_named_nowhere(client, call, networks):
    publish(call, *networks.values())
    for address in (call.url, f"{call.url}wyniki/", f"{call.url}wyniki/tabela/", "/nabory/"):
        assert CANARY not in client.get(address).content.decode()


@pytest.mark.parametrize("published", [[], ["Klimat"]], ids=["none", "one of two"])
@pytest.mark.parametrize("role", ["anonymous", "administrator"])
def test_nothing_is_known_before_all_results_are(
    client, admin_user, call, networks, published, role
):
    """Neither numbers nor names: not on any page, not in the file, not in the context."""
    if role == "administrator":
        client.force_login(admin_user)
    publish(call, *(networks[title] for title in published))
    addresses = [call.url, f"{call.url}wyniki/", "/nabory/", "/", "/sieci/"]
    addresses += [network.url for network in networks.values()]
    addresses += [city.url for city in CityPage.objects.all()]
    addresses += ["/szukaj/?q=nabór", "/sitemap.xml"]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        if CANARY.lower() not in address and "sitemap" not in address:
            assert CANARY not in response.text, address
        assert "wnioski w naborze" not in response.text.lower(), address
    assert results(client, call).context["figures"] is None
    assert "Wyniki ogłosimy po zakończeniu oceny." in results(client, call).text
    assert client.get(f"{call.url}wyniki/tabela/").status_code == 404


WON = "Wnioski w naborach"


def test_city_shows_what_it_won_once_the_result_is_published(client, call, networks):
    sopot, hel = (CityPage.objects.get(title=title) for title in ("Sopot", "Hel"))
    assert WON not in client.get(sopot.url).text
    publish(call, networks["Klimat"])
    text = client.get(sopot.url).text
    assert WON in text
    assert "przyjęty: partner" in text
    assert f'href="{call.url}"' in text
    assert f'href="{networks["Klimat"].url}"' in text
    assert f'href="{networks["Praca"].url}"' not in text
    publish(call, networks["Praca"])
    assert f'href="{networks["Praca"].url}"' in client.get(sopot.url).text
    assert client.get(hel.url).text.count("przyjęty: partner") == 1


@pytest.mark.parametrize("title", ["Kutno", CANARY])
def test_city_that_was_not_chosen_shows_no_application(client, call, networks, title):
    publish(call, *networks.values())
    text = client.get(CityPage.objects.get(title=title).url).text
    assert WON not in text
    assert call.url not in text


@pytest.mark.parametrize("closed", ["call", "network"])
def test_city_shows_nothing_of_a_call_or_network_that_is_closed(client, call, networks, closed):
    publish(call, *networks.values())
    hide(call if closed == "call" else networks["Klimat"])
    text = client.get(CityPage.objects.get(title="Hel").url).text
    assert WON not in text
    assert call.url not in text


def test_city_costs_the_same_with_more_won(client, count_queries):
    city = make_city("Sopot")

    def win(number):
        network = make_network(f"Sieć {number}")
        call = make_open_call(f"Nabór {number}", networks=[network], days=-1)
        application = make_application(call, city=city)
        FormalCheck.objects.create(application=application, passed=True)
        Decision.objects.create(application=application, outcome="przyjety")
        publish(call, network)

    win(0)
    client.get(city.url)
    few = count_queries(city.url)
    for number in range(1, 6):
        win(number)
    assert client.get(city.url).text.count("przyjęty: partner") == 6
    assert count_queries(city.url) == few


def test_nothing_is_known_while_the_call_is_open_again(client, call, networks):
    publish(call, *networks.values())
    CallPage.objects.update(closes=timezone.localdate())
    assert results(client, call).context["figures"] is None
    assert ">otwarty</span>" in client.get("/nabory/").text


def test_network_that_nobody_applied_to_holds_nothing_up(client, networks):
    call = make_open_call(networks=networks.values(), days=-1)
    make_application(call, network=networks["Klimat"])
    publish(call, networks["Klimat"])
    rows = [row for row in read(table(client, call)) if row[0] == "sieć"]
    assert rows == [["sieć", "Klimat", "1", "", "0"], ["sieć", "Praca", "0", "", "0"]]
    assert "1 wniosek, 1 podmiot." in results(client, call).text.replace("\xa0", " ")


def test_figures_of_another_call_stay_apart(client, call, networks):
    other = make_open_call("Drugi", networks=networks.values(), days=-1)
    make_application(other, city=make_city("Ustka"), network=networks["Klimat"])
    publish(other, networks["Klimat"])
    assert results(client, other).context["figures"].applications == 1
    assert results(client, call).context["figures"] is None


def test_city_of_unknown_place_and_size_is_missed_in_the_sums(client, call, networks):
    CityPage.objects.filter(title="Kutno").update(voivodeship="", size_class="")
    publish(call, *networks.values())
    text = results(client, call).text
    for label in ("podmioty według województw", "podmioty według wielkości"):
        assert f"Sumy się nie zgadzają ({label}). Po zsumowaniu: 3. Razem: 4." in text
    assert [row[0] for row in read(table(client, call))].count("uwaga") == 2


@pytest.mark.parametrize(
    ("checked", "results_in", "word", "sentence"),
    [
        (False, None, "zamknięty", "Wyniki ogłosimy po zakończeniu oceny."),
        (True, 3, "w ocenie", "Wyniki ogłosimy do "),
        (True, -1, "w ocenie", "Wyniki ogłosimy po zakończeniu oceny."),
    ],
)
def test_call_that_is_over_tells_how_far_it_is(client, checked, results_in, word, sentence):
    call = make_open_call(days=-3)
    if results_in is not None:
        day = timezone.localdate() + timedelta(days=results_in)
        CallPage.objects.update(results_on=day)
    application = make_application(call)
    if checked:
        FormalCheck.objects.create(application=application, passed=True)
    for address in (call.url, f"{call.url}wyniki/"):
        text = client.get(address).text
        assert f">{word}</span>" in text
        assert sentence in text.replace("\xa0", " ")
    assert f">{word}</span>" in client.get("/nabory/").text


def test_counting_costs_the_same_with_more_applications(client, count_queries, call, networks):
    publish(call, *networks.values())
    addresses = (f"{call.url}wyniki/", f"{call.url}wyniki/tabela/", "/nabory/")
    for address in addresses:
        client.get(address)
    few = [count_queries(address) for address in addresses]
    for number in range(6):
        city = make_city(f"Miasto {number}")
        application = make_application(call, city=city, network=networks["Praca"])
        Decision.objects.create(application=application, outcome="przyjety")
    again = make_open_call("Drugi", networks=networks.values(), days=-1)
    make_application(again, network=networks["Praca"], city=city)
    publish(again, *networks.values())
    assert [count_queries(address) for address in addresses] == few


def test_call_and_results_cost_the_same_with_more_of_everything(client, count_queries, call):
    """The page with all its parts, for a visitor; 25 is the most that a public page may ask."""
    call.sources.add(CallSource(title="Protokół"))
    call.edition = make_edition()
    call.save()
    for number in range(5):
        network = make_network(f"Sieć {number}")
        call.network_choices.add(CallNetwork(network=network))
        call.save()
        for city in CityPage.objects.all():
            application = make_application(call, city=city, network=network)
            FormalCheck.objects.create(application=application, passed=True)
            Decision.objects.create(application=application, outcome="przyjety")
    publish(call, *NetworkPage.objects.all())
    for address in (call.url, f"{call.url}wyniki/", f"{call.url}wyniki/tabela/"):
        client.get(address)
        assert count_queries(address) <= 25, address
