"""Reports of searches: what they group, what they offer to do, who may read them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.search_promotions.models import Query

from search.counts import QueryCount, ThemeCount
from search.tally import tally
from tests.editing import standing_team, team
from tests.factories import hide, make_practice, make_text, make_theme, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

IN_VAIN = "/cms/raporty/szukane-na-prozno/"
MOST_SOUGHT = "/cms/raporty/najczesciej-szukane/"
THEMES = "/cms/raporty/najczesciej-szukane-tematy/"


@pytest.fixture
def office(client, team):
    """The secretariat, signed in."""
    _cities, users = team
    client.force_login(users["sekretariat"])
    return client


def count(text, searches=1, results=0, *, days_ago=0, key=""):
    day = timezone.localdate() - timedelta(days=days_ago)
    return QueryCount.objects.create(
        day=day, text=text, key=key or text, searches=searches, results=results
    )


def rows(response):
    return {row["text"]: row for row in response.context["object_list"]}


def test_forms_of_the_same_words_are_one_row(office):
    count("rewitalizacja", 2, days_ago=3)
    count("rewitalizacji", 5, key="rewitalizacja")
    count("smog", 1)
    found = rows(office.get(IN_VAIN))
    assert list(found) == ["rewitalizacji", "smog"]
    assert found["rewitalizacji"]["total"] == 7
    assert found["rewitalizacji"]["forms"] == ["rewitalizacja"]
    assert found["rewitalizacji"]["last"] == timezone.localdate()


def test_what_readers_typed_is_grouped(office):
    reader = Client(headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    for text in ("rewitalizacja", "rewitalizacji", "Rewitalizację"):
        reader.get("/szukaj/", {"q": text})
    [row] = rows(office.get(IN_VAIN)).values()
    assert (row["total"], len(row["forms"])) == (3, 2)


def test_latest_counts_of_the_process_are_in_the_report(office, settings):
    settings.SEARCH_COUNT_SECONDS = 1000
    tally.add(timezone.localdate(), "smog", [], 0)
    assert list(rows(office.get(IN_VAIN))) == ["smog"]


def test_in_vain_only_as_long_as_nothing_is_found(office):
    count("smog", days_ago=2)
    count("las", days_ago=2)
    count("lasy", results=3, key="las")
    count("rower", results=3, days_ago=2)
    assert list(rows(office.get(IN_VAIN))) == ["smog"]
    count("rowery", results=0, key="rower")
    assert list(rows(office.get(IN_VAIN))) == ["rowery", "smog"]


def test_most_sought_come_first_with_what_they_found_last(office):
    count("smog", 2, results=1, days_ago=2)
    count("smogu", 1, results=4, key="smog")
    count("las", 9)
    found = rows(office.get(MOST_SOUGHT))
    assert list(found) == ["las", "smog"]
    assert found["smog"]["results"] == 4


def test_period_and_words_narrow_the_report(office):
    count("smog", days_ago=40)
    count("las", days_ago=2)
    since = (timezone.localdate() - timedelta(days=7)).isoformat()
    assert list(rows(office.get(IN_VAIN, {"day_from": since}))) == ["las"]
    assert list(rows(office.get(IN_VAIN, {"day_to": since}))) == ["smog"]
    assert list(rows(office.get(IN_VAIN, {"q": "smo"}))) == ["smog"]
    assert office.get(IN_VAIN, {"day_from": "wczoraj"}).status_code == 200


def test_row_leads_to_what_can_be_done(office):
    count("smog w mieście", 3)
    html = office.get(IN_VAIN).text
    add = reverse("wagtailsearchpromotions:add")
    assert 'href="/szukaj/?q=smog+w+mie%C5%9Bcie"' in html
    assert f'href="{add}"' in html
    synonym = reverse("wagtailsnippets_search_synonym:add")
    assert f'href="{synonym}?wyrazenie=smog+w+mie%C5%9Bcie"' in html
    form = office.get(synonym, {"wyrazenie": "smog w mieście"}).context["form"]
    assert form["words"].value() == "smog w mieście"


def test_promotion_begins_with_the_words_or_with_the_one_that_is_there(office):
    count("smog", 3)
    plain = Query.get("smog")
    assert f'href="/cms/searchpicks/{plain.pk}/"' in office.get(IN_VAIN).text
    assert 'value="smog"' in office.get(f"/cms/searchpicks/{plain.pk}/").text
    other = Query.get("smogi")
    other.editors_picks.create(page=make_text())
    html = office.get(IN_VAIN).text
    assert f'href="/cms/searchpicks/{other.pk}/"' in html
    assert "zmień promocję" in html


def test_themes_stand_beside_what_the_library_has(office):
    air, move = make_theme("air", "Powietrze"), make_theme("move", "Mobilność")
    make_practice("Smog", themes=[air])
    hide(make_practice("Tajny smog", themes=[air]))
    for day, searches in ((date(2026, 1, 1), 2), (date(2026, 1, 2), 1)):
        ThemeCount.objects.create(day=day, theme=air, searches=searches)
    ThemeCount.objects.create(day=date(2026, 1, 1), theme=move, searches=9)
    listed = office.get(THEMES).context["object_list"]
    assert [(row["name"], row["total"], row["pages"]) for row in listed] == [
        ("Mobilność", 9, 0),
        ("Powietrze", 3, 1),
    ]
    listed = office.get(THEMES, {"day_from": "2026-01-02"}).context["object_list"]
    assert [(row["name"], row["total"]) for row in listed] == [("Powietrze", 1)]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (IN_VAIN, "W tym okresie nikt nie szukał na próżno."),
        (MOST_SOUGHT, "W tym okresie nic jeszcze nie policzono."),
        (THEMES, "W tym okresie nic jeszcze nie policzono."),
    ],
)
def test_empty_report_says_so(office, address, words):
    assert words in office.get(address).text
    assert words in office.get(f"{address}wyniki/").text


@pytest.mark.parametrize("address", [IN_VAIN, MOST_SOUGHT])
def test_exports_have_every_row_and_no_formulas(office, address):
    count("=1+1", 3)
    for number in range(60):
        count(f"słowo {number:02}", key=f"słowo {number:02}")
    table = b"".join(office.get(address, {"export": "csv"}).streaming_content).decode()
    assert len(table.splitlines()) == 62
    assert table.startswith("Szukane słowa,Wpisywane jako,Ile razy,")
    assert "\n'=1+1," in table
    sheet = load_workbook(
        BytesIO(b"".join(office.get(address, {"export": "xlsx"}).streaming_content))
    ).active
    assert sheet.max_row == 62
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_themes_are_exported(office):
    ThemeCount.objects.create(day=date(2026, 1, 1), theme=make_theme(), searches=2)
    table = b"".join(office.get(THEMES, {"export": "csv"}).streaming_content).decode()
    assert table.splitlines() == [
        "Temat,Ile razy,Stron w bibliotece,Ostatnio",
        "Mobilność miejska,2,0,2026-01-01",
    ]


@pytest.mark.parametrize("role", ["gdynia", "anonymous"])
@pytest.mark.parametrize("address", [IN_VAIN, MOST_SOUGHT, THEMES])
def test_others_do_not_see_what_is_sought(client, team, role, address):
    count("kanarek")
    _cities, users = team
    if role != "anonymous":
        client.force_login(users[role])
    for suffix in ("", "wyniki/", "?export=csv"):
        assert client.get(address + suffix).status_code == 302


def test_menu_has_our_reports_and_not_the_second_count(client, team):
    _cities, users = team
    for user, shown in (
        (users["gdynia"], False),
        (users["sekretariat"], True),
        (make_user("szef", is_superuser=True), True),
    ):
        client.force_login(user)
        html = client.get("/cms/").text
        assert (IN_VAIN in html) is shown
        assert "searchpicks/reports/search-terms" not in html
