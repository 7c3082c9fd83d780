"""A MID as readers see it: what is filled in, a timetable drawn and told, only what is public."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from networks.models import (
    Indicator,
    Inspiration,
    MidAction,
    MidBarrier,
    MidDocument,
    MidPage,
    OutputDocument,
    OutputPage,
    Risk,
    Stakeholder,
)
from networks.timetable import timetable

from .editing import make_file
from .factories import (
    add,
    hide,
    make_city,
    make_mid,
    make_network,
    make_practice,
)
from .searching import ask, counts

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def full_mid(**fields):
    """A MID with something in every part."""
    mid = make_mid(
        "Ulica szkolna w Gdyni",
        diagnosis="<p>Policzyliśmy auta.</p>",
        aim="<p>O połowę mniej aut.</p>",
        published="2026-03",
        external_url="https://gdynia.example.org/mid",
        **fields,
    )
    practice = make_practice("Zielone przystanki", city=make_city("Ełk"))
    mid.inspirations = [Inspiration(practice=practice, lesson="Rośliny na wiatach")]
    mid.actions = [
        MidAction(title="Próba", responsible="Zarząd Dróg", cost="120 tys. zł", start="2026-03"),
        MidAction(title="Ocena", funding="budżet miasta", start="2026-09", end="2027-02"),
        MidAction(title="Kiedyś"),
    ]
    mid.stakeholders = [Stakeholder(name="rady rodziców", role="dyżury")]
    mid.risks = [Risk(text="Protest kupców", response="Rozmowy")]
    mid.indicators = [Indicator(name="auta rano", baseline="140", target="70")]
    mid.barriers = [MidBarrier(text="Ustawa nie pozwala na znak")]
    mid.documents = [MidDocument(document=make_file("Uchwała"))]
    mid.save_revision().publish()
    return MidPage.objects.get(pk=mid.pk)


def test_page_shows_every_part_that_is_filled_in(client):
    mid = full_mid()
    response = client.get(mid.url)
    text = response.text.replace("\xa0", " ")
    assert [section.anchor for section in response.context["sections"]] == [
        "wyzwanie",
        "diagnoza",
        "cel",
        "inspiracje",
        "dzialania",
        "harmonogram",
        "interesariusze",
        "ryzyka",
        "wskazniki",
        "bariery",
        "zalaczniki",
        "dokument",
    ]
    for said in (
        "Pod szkołami jest ciasno.",
        "Policzyliśmy auta.",
        'href="/miasta/elk/zielone-przystanki/"',
        "Rośliny na wiatach",
        "Zarząd Dróg",
        "120 tys. zł",
        "budżet miasta",
        "wrzesień 2026 – luty 2027",
        "od: marzec 2026",
        "rady rodziców",
        "Protest kupców",
        "<td>140</td>",
        "Ustawa nie pozwala na znak",
        "Uchwała",
        f'href="{mid.city.url}"',
        f'href="{mid.get_parent().url}"',
    ):
        assert said in text, said


def test_page_leaves_out_what_is_empty(client):
    response = client.get(make_mid().url)
    assert [section.anchor for section in response.context["sections"]] == ["wyzwanie"]
    assert "timetable" not in response.text
    assert "None" not in response.text


def test_page_names_no_practice_or_city_that_the_reader_may_not_see(client):
    mid = full_mid()
    practice = mid.inspirations.get().practice
    practice.unpublish()
    hide(mid.city)
    text = client.get(mid.url).text
    assert "Zielone przystanki" not in text
    assert "Rośliny na" in text
    assert f'href="{mid.city.url}"' not in text


def test_timetable_draws_half_known_dates_as_the_whole_they_name():
    line = timetable(
        [
            MidAction(title="Rok", start="2026", end="2026"),
            MidAction(title="Bez daty"),
            MidAction(title="Kwartał", start="2027-10"),
            MidAction(title="Dzień", end="2026-01-01"),
        ]
    )
    assert [(bar.number, bar.left, bar.width, bar.is_open) for bar in line.bars] == [
        (1, 0.0, 50.0, False),
        (3, 87.4, 4.24, True),
        (4, 0.0, 0.14, False),
    ]
    assert (line.when, len(line.ticks)) == ("2026–2027", 8)
    assert [tick.label for tick in line.ticks if tick.label] == ["2026", "2027"]


def test_timetable_of_many_years_has_a_line_a_year():
    line = timetable([MidAction(title="Długo", start="2020", end="2031-06-30")])
    assert len(line.ticks) == 12
    assert timetable([MidAction(title="Bez daty")]) is None


def test_timetable_is_drawn_in_percent_with_a_point(client):
    """A Polish comma would break the drawing."""
    text = client.get(full_mid().url).text
    assert 'class="timetable__bar timetable__bar--open" x="8.08%"' in text


def test_page_costs_the_same_with_more_in_it(client, count_queries):
    mid = full_mid()
    client.get(mid.url)
    few = count_queries(mid.url)
    mid = MidPage.objects.get(pk=mid.pk)
    for number in range(8):
        practice = make_practice(f"Praktyka {number}", city=make_city(f"Miasto {number}"))
        mid.inspirations.add(Inspiration(practice=practice))
        mid.actions.add(MidAction(title=f"D {number}", start="2028"))
        mid.barriers.add(MidBarrier(text=f"B {number}"))
        mid.documents.add(MidDocument(document=make_file(f"Plik {number}")))
    mid.save_revision().publish()
    client.get(mid.url)  # the size of a new file is counted once
    assert count_queries(mid.url) == few


@pytest.mark.parametrize(
    "words", ["MID Gdynia", "rady rodziców", "zarządu dróg", "protestu kupców", "szkolnej"]
)
def test_search_finds_a_mid_by_what_it_says(words):
    mid = full_mid()
    assert mid.pk in [hit.page_id for hit in ask(f"q={words}").hits[:]]


def test_search_narrows_to_mids_by_kind_city_network_and_year():
    mid = full_mid()
    network = mid.get_parent()
    query = f"rodzaj=mid&miasto={mid.city.slug}&siec={network.slug}&rok=2026"
    assert [hit.page_id for hit in ask(query).hits[:]] == [mid.pk]
    assert counts(ask(""), "rodzaj")["mid"] == 1
    hide(network)
    assert "mid" not in counts(ask(""), "rodzaj")


def test_renamed_city_is_known_in_its_mid():
    mid = full_mid()
    city = mid.city
    city.title = "Nowe Miasto Lubawskie"
    city.save_revision().publish()
    assert mid.pk in [hit.page_id for hit in ask("q=Lubawskie").hits[:]]


def test_output_that_was_called_a_mid_becomes_one(client):
    network, city = make_network("Mobilność"), make_city("Gdynia")
    page = OutputPage(title="MID Gdyni", kind="raport", city=city, lead="Dawny opis")
    page.tags.add("rower")
    page.documents = [OutputDocument(document=make_file("Stary plik"))]
    output = add(network, page)
    OutputPage.objects.update(kind="mid")
    module = import_module("networks.migrations.0008_mids_of_outputs")
    module.convert(apps, SimpleNamespace(connection=connection))
    assert not OutputPage.objects.exists()
    mid = MidPage.objects.get(pk=output.pk)
    for text in (mid, mid.get_latest_revision_as_object()):
        assert (text.title, text.city, text.lead) == ("MID Gdyni", city, "Dawny opis")
        assert [str(each.document) for each in text.documents.all()] == ["Stary plik"]
        assert [tag.name for tag in text.tags.all()] == ["rower"]
    mid.get_latest_revision().publish()
    assert "Stary plik" in client.get(mid.url).text


def cited(client, practice):
    """What the page of the practice says about its re-use; empty without the section."""
    text = client.get(practice.url).text.replace("\xa0", " ")
    return text.partition('id="skorzystali"')[2].partition("</section>")[0]


def test_practice_shows_who_used_it(client):
    mid = full_mid()
    shown = cited(client, mid.inspirations.get().practice)
    for said in (mid.url, mid.city.url, "Rośliny na wiatach", "marzec 2026"):
        assert said in shown, said


@pytest.mark.parametrize("change", ["unpublished", "closed", "members only", "only in a draft"])
def test_practice_knows_nothing_of_a_mid_that_is_not_public(client, change):
    mid = full_mid()
    practice = mid.inspirations.get().practice
    if change == "unpublished":
        mid.unpublish()
    elif change == "closed":
        hide(mid)
    elif change == "members only":
        mid.members_only = True
        mid.save_revision().publish()
    else:
        practice = make_practice("Inna", city=practice.city)
        mid.inspirations.add(Inspiration(practice=practice, lesson="Ze szkicu"))
        mid.save_revision()
    assert cited(client, practice) == ""


def test_practice_does_not_link_a_city_that_is_closed(client):
    mid = full_mid()
    hide(mid.city)
    shown = cited(client, mid.inspirations.get().practice)
    assert mid.url in shown
    assert f'href="{mid.city.url}"' not in shown


def test_city_shows_its_mids_with_their_networks(client):
    mid = full_mid()
    text = client.get(mid.city.url).text.replace("\xa0", " ")
    shown = text.partition('id="mid"')[2].partition("</section>")[0]
    assert f'href="{mid.url}"' in shown
    assert f'href="{mid.get_parent().url}"' in shown
    assert "marzec 2026" in shown
    mid.unpublish()
    assert 'id="mid"' not in client.get(mid.city.url).text


def test_practice_and_city_cost_the_same_with_many_mids(client, count_queries):
    mid = full_mid()
    practice = mid.inspirations.get().practice
    addresses = [practice.url, mid.city.url]
    for address in addresses:
        client.get(address)
    few = [count_queries(address) for address in addresses]
    for number in range(6):
        network = make_network(f"Sieć {number}", members=[mid.city])
        other = make_mid(f"MID {number}", network=network, city=mid.city)
        other.inspirations = [Inspiration(practice=practice)]
        other.save_revision().publish()
    for address in addresses:
        client.get(address)
    assert [count_queries(address) for address in addresses] == few
