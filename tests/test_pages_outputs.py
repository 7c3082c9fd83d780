"""Outputs and calls: what they show."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from knowledge.models import PageTheme
from networks.models import (
    CallNetworkCount,
    CallPage,
    Membership,
    NetworkPage,
    NetworkPractice,
    OutputDocument,
    PartnershipPage,
    PolishParticipant,
)
from pimsite.models import PimDocument

from .factories import (
    hide,
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


def fill(parent, make_page, number):
    """Many live pages, without the cost of publishing each as an editor would."""
    for n in range(number):
        parent.add_child(instance=make_page(n))


def test_output_shows_its_files_city_and_network(client):
    city, network = make_city("Gdynia"), make_network("Rewitalizacja")
    output = make_output(
        "Plan Gdyni", network=network, city=city, kind="raport", published="2018-06"
    )
    document = PimDocument.objects.create(
        title="plan", file=ContentFile(b"%PDF-1.4", name="plan.pdf")
    )
    output.documents.add(OutputDocument(document=document, title="Plan do pobrania"))
    output.save()
    text = client.get(output.url).text
    assert "raport" in text
    assert "Plan do pobrania" in text
    assert "czerwiec\xa02018" in text
    assert f'href="{city.url}"' in text
    assert f'<dd><a href="{network.url}">Rewitalizacja</a></dd>' in text


def test_output_without_a_file_says_so(client):
    assert "Dokumentu nie ma jeszcze w bibliotece." in client.get(make_output().url).text


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
