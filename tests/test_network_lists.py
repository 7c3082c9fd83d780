"""The secretariat's lists of networks, members, meetings and outputs: rows, filters, files."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from knowledge.models import PageTheme
from knowledge.permissions import ensure_editors, ensure_secretariat
from networks.models import MeetingHost, Membership, NetworkPractice

from .factories import (
    hide,
    make_city,
    make_edition,
    make_home,
    make_meeting,
    make_mid,
    make_network,
    make_network_index,
    make_output,
    make_partnership,
    make_practice,
    make_theme,
    make_user,
)
from .planning import make_plan, recommendation

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EMPTY = {
    "networks": "Nie ma jeszcze żadnej sieci.",
    "members": "Żadna sieć nie ma jeszcze członków.",
    "meetings": "Żadna sieć nie ma jeszcze spotkań.",
    "outputs": "Żadna sieć nie ma jeszcze produktów.",
}


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def networks():
    """Łączność has a bit of all, with drafts, the cancelled and the former; Zieleń is a draft."""
    lodz, zabrze, elk = (
        make_city(title, voivodeship=place, size_class=size)
        for title, place, size in [
            ("Łódź", "lodzkie", "duze"),
            ("Zabrze", "slaskie", "srednie"),
            ("Ełk", "warminsko-mazurskie", "male"),
        ]
    )
    main = make_network(
        "Łączność",
        members=[lodz, zabrze],
        kind="planowanie",
        partnership=make_partnership("Cyfryzacja"),
        themes=[make_theme()],
    )
    Membership.objects.filter(city=lodz).update(role="lider", start="2024")
    Membership.objects.create(network=main, city=elk, start="2023", end="2024-05")
    make_mid("Opublikowana", network=main, city=lodz)
    make_mid("Robocza", network=main, city=zabrze).unpublish()
    meeting = make_meeting("Warsztaty", network=main, day=day(-1), last_day=day(2), place="Żnin")
    meeting.hosts.add(*(MeetingHost(city=city) for city in (zabrze, lodz)))
    meeting.save_revision().publish()
    make_meeting("=Wizyta", network=main, day=day(-9), online=True)
    make_meeting("Odwołane", network=main, day=day(5), cancelled=True)
    make_meeting("Planowane", network=main, day=day(7)).unpublish()
    for title in ("Jawna", "Szkic"):
        practice = make_practice(title, city=lodz)
        NetworkPractice.objects.create(network=main, practice=practice)
    practice.unpublish()
    make_plan(recommendation("Bilet"), recommendation("Taryfa"), network=main, published="2026")
    make_output("Raport", network=main, kind="raport", members_only=True)
    draft = make_network(
        "Zieleń", members=[lodz], edition=make_edition(2), kind="transfer", state="planowana"
    )
    make_plan(recommendation("Nikt nie widzi"), network=draft, title="=Plan").unpublish()
    draft.unpublish()
    return {"main": main, "draft": draft, "lodz": lodz, "zabrze": zabrze}


@pytest.fixture
def office(client):
    make_home()
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    return client


def url(name, query=""):
    return f"{reverse(f'curation_reports:{name}')}?{query}"


def told(client, name, query="", column=None):
    """The first column, or another, of the rows shown, in order."""
    rows = client.get(url(name, query)).context["object_list"]
    first = "city_title" if name == "members" else "title"
    return [getattr(row, column or first) for row in rows]


def table(client, name, query=""):
    """The rows of the CSV, by the first column."""
    response = client.get(url(name, f"{query}&export=csv"))
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return {next(iter(row.values())): row for row in csv.DictReader(StringIO(content))}


def workbook(client, name, query=""):
    response = client.get(url(name, f"{query}&export=xlsx"))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    return [list(row) for row in sheet.iter_rows()]


def test_network_counts_what_is_public_and_present(office, networks):
    rows = table(office, "networks")
    assert rows["Łączność"] == {
        "Sieć": "Łączność",
        "Edycja": "Edycja 1",
        "Stan": "trwa",
        "Rodzaj": "sieć planowania działań",
        "Partnerstwo": "Cyfryzacja",
        "Członków": "2",
        "MID": "1",
        "Spotkań": "2",
        "Praktyk": "1",
        "Rekomendacji": "2",
        "Kto widzi": "wszyscy",
    }
    assert rows["Zieleń"]["Kto widzi"] == "nikt (szkic)"
    assert "od 2017" in office.get(url("networks")).text  # there editions are told by their years
    assert [rows["Zieleń"][name] for name in ("Członków", "MID", "Rekomendacji")] == ["1", "0", "0"]


def test_closed_page_is_not_told_as_public(office, networks):
    hide(networks["main"])
    assert table(office, "networks")["Łączność"]["Kto widzi"] == "wybrani"
    assert table(office, "meetings")["Warsztaty"]["Kto widzi"] == "wybrani"


def test_numbers_lead_to_the_lists_they_are_counted_from(office, networks):
    response = office.get(url("networks"))
    [row] = [row for row in response.context["object_list"] if row.title == "Łączność"]
    columns = {column.name: column for column in response.context["view"].columns}
    for name in ("members", "meetings", "recommended"):
        cell = columns[name].get_cell_context_data(row, {"row": row, "table": None})
        assert len(office.get(cell["address"]).context["object_list"]) == getattr(row, name) > 0
        assert f'href="{cell["address"].replace("&", "&amp;")}">' in response.text


def test_networks_are_narrowed(office, networks):
    theme = PageTheme.objects.get(page=networks["main"]).theme_id
    expected = {
        "": ["Łączność", "Zieleń"],
        f"edycja={networks['draft'].edition_id}": ["Zieleń"],
        "stan=trwa": ["Łączność"],
        "rodzaj=transfer": ["Zieleń"],
        f"temat={theme}": ["Łączność"],
        f"partnerstwo={networks['main'].partnership_id}": ["Łączność"],
        "widoczna=nie": ["Zieleń"],
        "q=laczn": ["Łączność"],
        "q=brak": [],
    }
    assert {query: told(office, "networks", query) for query in expected} == expected


def test_members_are_narrowed_and_sorted(office, networks):
    expected = {
        "": ["Ełk", "Łódź", "Łódź", "Zabrze"],
        f"siec={networks['draft'].pk}": ["Łódź"],
        f"edycja={networks['main'].edition_id}": ["Ełk", "Łódź", "Zabrze"],
        "rola=lider": ["Łódź"],
        "miasto=LODZ": ["Łódź", "Łódź"],
        "miasto=elk": ["Ełk"],
        "czlonkostwo=obecni": ["Łódź", "Łódź", "Zabrze"],
        "czlonkostwo=byli": ["Ełk"],
        "ordering=size_order": ["Łódź", "Łódź", "Zabrze", "Ełk"],
        "ordering=-voivodeship": ["Ełk", "Zabrze", "Łódź", "Łódź"],
    }
    assert {query: told(office, "members", query) for query in expected} == expected


def test_member_is_told_with_role_years_and_place(office, networks):
    rows = table(office, "members", f"siec={networks['main'].pk}")
    assert list(rows["Łódź"].values()) == [
        *("Łódź", "Łączność", "lider", "2024", "", "miasto duże", "łódzkie"),
    ]
    assert rows["Ełk"]["Do"] == "2024-05"
    assert f"/cms/pages/{networks['main'].pk}/edit/" in office.get(url("members")).text


def test_meetings_are_narrowed(office, networks):
    main, draft = networks["main"].pk, networks["draft"].pk
    expected = {
        "": ["Planowane", "Odwołane", "Warsztaty", "=Wizyta"],
        f"siec={draft}": [],
        f"siec={main}&termin=minione": ["=Wizyta"],
        "termin=nadchodzace": ["Planowane", "Odwołane", "Warsztaty"],
        "odwolane=tak": ["Odwołane"],
        "odwolane=nie&widoczna=tak": ["Warsztaty", "=Wizyta"],
        "widoczna=nie": ["Planowane"],
        "q=znin": ["Warsztaty"],
        "ordering=title": ["Odwołane", "Planowane", "Warsztaty", "=Wizyta"],
    }
    assert {query: told(office, "meetings", query) for query in expected} == expected


def test_filter_and_what_it_found_are_told_in_polish(office, networks):
    response = office.get(url("meetings", "odwolane=nie"))
    [active] = response.context["view"].active_filters
    assert (str(active.field_label), active.value) == ("Odwołane", "nie")
    assert "<h2>3 wyniki</h2>" in response.text
    assert "wyniki</h2>" not in office.get(url("meetings")).text


def test_meeting_is_told_with_days_place_and_hosts(office, networks):
    rows = table(office, "meetings")
    assert list(rows["Warsztaty"].values()) == [
        *("Warsztaty", "Łączność", str(day(-1)), str(day(2)), "Żnin", "nie", "Łódź, Zabrze"),
        *("nie", "wszyscy"),
    ]
    assert rows["'=Wizyta"]["Zdalnie"] == "tak"
    assert rows["Odwołane"]["Odwołane"] == "tak"
    assert rows["Planowane"]["Kto widzi"] == "nikt (szkic)"


@pytest.fixture
def shared_output():
    """An output of a whole edition, which stands in no network."""
    fields = {"kind": "przewodnik", "edition": make_edition(2)}
    return make_output("Wspólny", network=make_network_index(), **fields)


def test_outputs_are_narrowed(office, networks, shared_output):
    expected = {
        "ordering=kind": ["Plan Ulepszeń", "=Plan", "Wspólny", "Raport"],
        f"siec={networks['main'].pk}": ["Plan Ulepszeń", "Raport"],
        "rodzaj=raport": ["Raport"],
        "widoczna=nie": ["=Plan"],
        "widoczna=tak&rodzaj=plan-ulepszen": ["Plan Ulepszeń"],
        "q=wspolny": ["Wspólny"],
    }
    assert {query: told(office, "outputs", query) for query in expected} == expected


def test_output_is_told_with_network_date_and_readers(office, networks, shared_output):
    rows = table(office, "outputs")
    plan = ["Plan Ulepszeń", "Łączność", "Plan Ulepszeń", "2026", "wszyscy"]
    assert list(rows["Plan Ulepszeń"].values()) == plan
    assert rows["Raport"]["Kto widzi"] == "członkowie sieci"
    assert rows["'=Plan"]["Kto widzi"] == "nikt (szkic)"
    assert rows["Wspólny"]["Sieć albo edycja"] == "Edycja 2"


def test_workbook_has_what_is_filtered_and_no_formula(office, networks):
    for name, query in {"meetings": "termin=minione", "outputs": "widoczna=nie"}.items():
        _headings, row = workbook(office, name, query)
        assert row[0].value.startswith("=")
        assert "f" not in {cell.data_type for cell in row}


def test_lists_say_when_there_is_nothing_or_nothing_fits(office):
    for name, text in EMPTY.items():
        assert text in office.get(url(name)).text
        narrowed = office.get(url(name, "stan=trwa&rola=lider&widoczna=tak")).text
        assert "Nie ma takich wierszy." in narrowed
        assert text not in narrowed


def test_lists_cost_the_same_with_more_rows(office, networks, count_queries):
    def costs():
        queries = ["", "export=csv", "q=a&miasto=a"]
        return {
            (name, query): count_queries(url(name, query)) for name in EMPTY for query in queries
        }

    costs()
    few = costs()
    for number in range(3):
        city = make_city(f"Miasto {number}")
        network = make_network(f"Sieć {number}", members=[city])
        meeting = make_meeting(f"Spotkanie {number}", network=network)
        meeting.hosts.create(city=city)
        make_mid(f"MID {number}", network=network, city=city)
        make_plan(recommendation(f"Bilet {number}"), network=network)
    assert costs() == few


def test_leaders_and_cities_have_no_list(client, networks):
    for name in ("main", "lodz"):
        client.force_login(make_user(name, groups=[ensure_editors(networks[name])]))
        for query in ("", "export=csv"):
            responses = [client.get(url(each, query)) for each in EMPTY]
            assert {response.status_code for response in responses} == {302}
            assert not any(response.streaming for response in responses)
