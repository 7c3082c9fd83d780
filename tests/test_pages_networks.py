"""Pages of partnerships, networks, outputs and calls: what a reader sees, in every state."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageViewRestriction

from knowledge.models import PageTheme
from networks.models import (
    CallNetworkCount,
    CallPage,
    CallSource,
    CallVoivodeshipCount,
    Coordinator,
    Membership,
    NetworkPage,
    NetworkPractice,
    OutputDocument,
    PartnershipAction,
    PartnershipPage,
    PartnershipSource,
    PolishParticipant,
)
from pimsite.models import PimDocument

from .factories import (
    make_call,
    make_call_index,
    make_city,
    make_edition,
    make_network,
    make_network_index,
    make_output,
    make_partnership,
    make_partnership_index,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db
UNKNOWN = "brak danych"
VOIVODESHIPS = {"dolnoslaskie": 13, "slaskie": 12, "opolskie": 1}


def hide(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def fill(parent, make_page, number):
    """Many live pages, without the cost of publishing each as an editor would."""
    for n in range(number):
        parent.add_child(instance=make_page(n))


def join(network, city, **fields):
    network.memberships.add(Membership(city=city, **fields))
    network.save()


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


# Partnerships


def test_partnerships_are_grouped_by_where_they_come_from(client):
    make_partnership("Mobilność miejska", group="Pakt Amsterdamski 2016")
    make_partnership("Żywność", group="Porozumienie z Lublany 2021")
    make_partnership("Mieszkalnictwo", group="Pakt Amsterdamski 2016")
    groups = client.get("/agenda-miejska-ue/").context["groups"]
    assert [(group["title"], len(group["partnerships"])) for group in groups] == [
        ("Pakt Amsterdamski 2016", 2),
        ("Porozumienie z Lublany 2021", 1),
    ]


def test_empty_lists_say_so(client):
    for index, words in (
        (make_partnership_index(), "Nie ma tu jeszcze żadnego partnerstwa."),
        (make_network_index(), "Nie ma tu jeszcze żadnej sieci."),
        (make_call_index(), "Nie ma tu jeszcze żadnego naboru."),
    ):
        assert words in client.get(index.url).text


def test_partnership_without_polish_participant_says_so(client):
    text = client.get(make_partnership().url).text
    assert "Nie znamy polskiego uczestnika tego partnerstwa." in text
    assert text.count(UNKNOWN) >= 4  # start, action plan, coordinators, participants
    assert "None" not in text


def test_partnership_tells_who_does_what(client):
    city = make_city("Gdynia")
    partnership = make_partnership(
        started="2017-02-23", action_plan="2018-11", official_url="https://example.eu/pum"
    )
    partnership.coordinators.add(Coordinator(name="Karlsruhe", country="Niemcy"))
    partnership.participants.add(PolishParticipant(name="Gdynia", city=city, role="partner"))
    partnership.participants.add(PolishParticipant(name="Ministerstwo Energii"))
    partnership.actions.add(
        PartnershipAction(number="1", title="Nowe usługi", title_en="New mobility services")
    )
    partnership.sources.add(PartnershipSource(title="Futurium", url="https://example.eu/f"))
    partnership.save()
    text = client.get(partnership.url).text
    assert "23\xa0lutego\xa02017" in text
    assert "listopad\xa02018" in text
    assert "Niemcy" in text
    assert f'<a href="{city.url}">Gdynia</a>' in text
    assert "Ministerstwo Energii" in text
    assert 'lang="en">New mobility services' in text
    assert "po angielsku" in text
    assert 'href="https://example.eu/f"' in text


def test_participant_with_a_draft_page_is_named_without_a_link(client):
    city = make_city("Gdynia")
    city.unpublish()
    partnership = make_partnership()
    partnership.participants.add(PolishParticipant(name="Gdynia", city=city, role="partner"))
    partnership.save()
    text = client.get(partnership.url).text
    assert "Gdynia" in text
    assert 'href="/miasta/gdynia/"' not in text


def test_partnership_shows_visible_networks_and_practices_of_its_theme(client):
    theme = make_theme()
    partnership = make_partnership(themes=[theme])
    make_network("Rewitalizacja", partnership=partnership)
    hide(make_network("Tajna", partnership=partnership))
    make_practice("Ulica szkolna", themes=[theme])
    make_practice("Szkic", themes=[theme]).unpublish()
    context = client.get(partnership.url).context
    assert [network.title for network in context["networks"]] == ["Rewitalizacja"]
    assert [practice.title for practice in context["practices"]] == ["Ulica szkolna"]
    assert context["practices_total"] == 1


def test_partnership_shows_few_practices_and_counts_the_rest(client):
    theme = make_theme()
    partnership = make_partnership(themes=[theme])
    for number in range(8):
        make_practice(f"Praktyka {number}", themes=[theme])
    response = client.get(partnership.url)
    assert len(response.context["practices"]) == 6
    assert "Wszystkie: 8 praktyk" in response.text


# Networks


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
    assert "koniec: czerwiec\xa02019" in response.text
    assert "listopad\xa02017" in response.text
    assert 'class="is-past"' in response.text


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


# Outputs


def test_output_shows_its_files_city_and_network(client):
    city, network = make_city("Gdynia"), make_network("Rewitalizacja")
    output = make_output("Plan Gdyni", network=network, city=city, kind="mid", published="2018-06")
    document = PimDocument.objects.create(
        title="plan", file=ContentFile(b"%PDF-1.4", name="plan.pdf")
    )
    output.documents.add(OutputDocument(document=document, title="Plan do pobrania"))
    output.save()
    text = client.get(output.url).text
    assert "Miejska Inicjatywa Działań" in text
    assert "Plan do pobrania" in text
    assert "czerwiec\xa02018" in text
    assert f'href="{city.url}"' in text
    assert f'<dd><a href="{network.url}">Rewitalizacja</a></dd>' in text


def test_output_without_a_file_says_so(client):
    assert "Dokumentu nie ma jeszcze w bibliotece." in client.get(make_output().url).text


# Calls


def test_call_shows_its_figures_most_first(client):
    response = client.get(make_results().url)
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


def test_sums_that_agree_are_said_to_agree(client):
    text = client.get(make_results().url).text
    assert "Sumy się zgadzają: 110." in text
    assert "Sumy się zgadzają: 26." in text
    assert "jeden podmiot mógł zgłosić się do kilku sieci" in text


def test_sums_that_differ_are_shown_side_by_side(client):
    text = client.get(make_results(entities_total=78).url).text
    assert "Sumy się nie zgadzają" in text
    assert "Po zsumowaniu: 26. Według źródła: 78." in text


def test_call_without_figures_says_so(client):
    text = client.get(make_call().url).text
    assert "Wyników tego naboru nie ma jeszcze w bibliotece." in text
    assert "termin nieznany" in text
    assert "None" not in text


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(1, 30, "zapowiedziany"), (-1, 30, "otwarty"), (-30, -1, "zakończony"), (-30, 0, "otwarty")],
)
def test_call_says_where_it_stands_today(client, opens, closes, words):
    today = timezone.localdate()
    call = make_call(opens=today + timedelta(opens), closes=today + timedelta(closes))
    assert client.get(call.url).context["state"] == words


def test_call_links_only_networks_a_visitor_may_read(client):
    theme = make_theme()
    network, hidden = make_network("Rewitalizacja", themes=[theme]), make_network("Tajna")
    hide(hidden)
    call = make_call(opens=date(2017, 6, 20), closes=date(2017, 7, 21))
    for page in (network, hidden):
        call.network_counts.add(CallNetworkCount(name=page.title, network=page, applications=3))
    call.save()
    response = client.get(call.url)
    assert [bool(bar.network) for bar in response.context["network_bars"]] == [True, False]
    assert "20 czerwca 2017" in response.text


# What it costs


def partnership_page(number, theme):
    page = PartnershipPage(title=f"Partnerstwo {number}", official_name="Partnership")
    page.theme_links = [PageTheme(theme=theme)]
    page.participants = [PolishParticipant(name="Gdynia")]
    return page


def network_page(number, theme, edition, city):
    page = NetworkPage(title=f"Sieć {number}", edition=edition, state="trwa")
    page.theme_links = [PageTheme(theme=theme)]
    page.memberships = [Membership(city=city)]
    return page


def test_lists_cost_the_same_with_fifty(client, count_queries):
    theme, edition, city = make_theme(), make_edition(), make_city("Gdynia")
    lists = {
        make_partnership_index(): lambda n: partnership_page(n, theme),
        make_network_index(): lambda n: network_page(n, theme, edition, city),
        make_call_index(): lambda n: CallPage(title=f"Nabór {n}", edition=edition),
    }
    for index, make_page in lists.items():
        fill(index, make_page, 1)
        client.get(index.url)
        few = count_queries(index.url)
        fill(index, make_page, 49)
        assert count_queries(index.url) == few, index


def test_pages_cost_the_same_with_more_below_them(client, count_queries):
    theme, edition = make_theme(), make_edition()
    partnership = make_partnership(themes=[theme])
    network = make_network(partnership=partnership, themes=[theme], edition=edition)

    def grow(number):
        city = make_city(f"Miasto {number}")
        practice = make_practice(f"Praktyka {number}", city=city, themes=[theme])
        page = NetworkPage.objects.get(pk=network.pk)
        page.memberships.add(Membership(city=city))
        page.practice_links.add(NetworkPractice(practice=practice))
        page.save()
        make_output(f"Produkt {number}", network=network)

    grow(0)
    grow(1)
    addresses = (network.url, partnership.url)
    for address in addresses:
        client.get(address)
    few = {address: count_queries(address) for address in addresses}
    for number in range(2, 8):
        grow(number)
    assert {address: count_queries(address) for address in addresses} == few
