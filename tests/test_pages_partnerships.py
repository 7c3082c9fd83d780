"""Partnerships of the Urban Agenda: what a reader sees, in every state."""

import html
import re

import pytest

from networks.models import (
    Coordinator,
    PartnershipAction,
    PartnershipSource,
    PolishParticipant,
)

from .factories import (
    hide,
    make_call_index,
    make_city,
    make_mid,
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


# Outputs


# Calls


# What it costs


def test_partnership_shows_what_its_networks_wrote_newest_first(client):
    partnership = make_partnership("Mobilność")
    network = make_network("Rowery", partnership=partnership)
    city = make_city("Gdynia")
    for month in range(1, 7):
        make_output(f"Raport {month}", network=network, kind="raport", published=f"2025-0{month}")
    make_mid("Ulica szkolna", network=network, city=city, published="2026-01")
    for title, other in (("Obcy", make_network("Inna")), ("Zamknięty", network)):
        page = make_output(title, network=other, kind="raport")
    hide(page)
    page = client.get(partnership.url)
    assert [each.title for each in page.context["outputs"]] == [
        "Ulica szkolna",
        *(f"Raport {month}" for month in (6, 5, 4, 3, 2)),
    ]
    assert "Wszystkie: 7 produktów" in page.text.replace("\xa0", " ")
    (link,) = re.findall(r'href="(/szukaj/\?rodzaj=mid[^"]+)"', page.text)
    assert client.get(html.unescape(link)).context["results"].total == 7


def test_partnership_costs_the_same_with_more_outputs(client, count_queries):
    partnership = make_partnership("Mobilność")

    def write(number):
        network = make_network(f"Sieć {number}", partnership=partnership)
        make_output(f"Raport {number}", network=network, kind="raport")
        make_mid(f"MID {number}", network=network, city=make_city(f"Miasto {number}"))

    write(0)
    client.get(partnership.url)
    few = count_queries(partnership.url)
    for number in range(1, 6):
        write(number)
    assert count_queries(partnership.url) == few <= 25
