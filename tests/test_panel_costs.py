"""What people meet first in the admin costs the same, however much they wrote and sent."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageLogEntry

from knowledge.models import PageTheme, PracticeAttachment, ResultFigure
from tests.editing import FIGURE, make_draft, make_file, page_url, standing_team, team
from tests.factories import make_practice, make_theme
from tests.test_queue import decide, start

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HOME = "/cms/"


@pytest.fixture
def write(team):
    """A draft of Gdynia's editor."""
    cities, users = team
    return lambda title: make_draft(title, city=cities["gdynia"], owner=users["gdynia"])


def test_list_of_a_city_costs_the_same_with_more_pages(client, team, write, count_queries):
    cities, users = team
    address = reverse("wagtailadmin_explore", args=[cities["gdynia"].pk])
    client.force_login(users["gdynia"])
    make_practice("Jawna", city=cities["gdynia"]), write("Szkic")
    count_queries(address)
    few = count_queries(address)
    for number in range(4):
        make_practice(f"Jawna {number}", city=cities["gdynia"])
        write(f"Szkic {number}")
    assert count_queries(address) == few


def test_home_costs_the_same_with_more_of_ones_own_submissions(client, team, write, count_queries):
    editor = team[1]["gdynia"]
    client.force_login(editor)
    start(write("Pierwsza"), editor)
    count_queries(HOME)
    few = count_queries(HOME)
    for number in range(4):
        start(write(f"Kolejna {number}"), editor)
    assert count_queries(HOME) == few


def test_page_of_a_tag_costs_the_same_with_more_pages(client, team, count_queries):
    client.force_login(team[1]["sekretariat"])
    make_practice("Pierwsza", tags=["rower"])
    address = reverse("curation_tags:one", args=[Tag.objects.get(name="rower").pk])
    count_queries(address)
    few = count_queries(address)
    for number in range(4):
        make_practice(f"Kolejna {number}", tags=["rower"])
    assert count_queries(address) == few


def test_home_tells_authors_what_became_of_their_texts(client, team, write):
    cities, users = team
    waiting, returned = (
        start(write("Czeka"), users["gdynia"]),
        start(write("Wraca"), users["gdynia"]),
    )
    client.force_login(users["sekretariat"])
    decide(client, returned, "odeslij", "Dodaj koszty.")
    client.force_login(users["gdynia"])
    html = client.get(HOME).text
    assert html.index(page_url("edit", returned)) < html.index(page_url("edit", waiting))
    assert "u Ciebie, do poprawy" in html
    assert "u Sekretariatu" in html
    client.force_login(users["lodz"])
    assert "Czeka" not in client.get(HOME).text


def test_home_shows_ten_submissions_and_counts_the_rest(client, team, write):
    editor = team[1]["gdynia"]
    for number in range(12):
        start(write(f"Opis {number}"), editor)
    client.force_login(editor)
    assert "Pozostałe zgłoszenia: 2." in client.get(HOME).text


@pytest.mark.parametrize(
    ("moment", "month"),
    [((2026, 1, 31, 23, 30), "2026-02-01"), ((2026, 1, 31, 22, 30), "2026-01-01")],
)
def test_month_of_an_act_is_that_of_warsaw(client, team, moment, month):
    page = make_practice(city=team[0]["gdynia"])
    PageLogEntry.objects.filter(page=page).delete()
    PageLogEntry.objects.log_action(page, "wagtail.edit")
    when = datetime(*moment, tzinfo=timezone.get_fixed_timezone(0))
    PageLogEntry.objects.filter(page=page).update(timestamp=when)
    client.force_login(team[1]["sekretariat"])
    rows = client.get(reverse("curation_reports:activity")).context["object_list"]
    assert {row["month"].isoformat(): row["edits"] for row in rows}[month] == 1


ROWS = {
    "figures": lambda number: ResultFigure(**FIGURE),
    "theme_links": lambda number: PageTheme(theme=make_theme(f"t{number}", f"T{number}")),
    "attachments": lambda number: PracticeAttachment(title=f"Z{number}", document=make_file()),
}


@pytest.mark.parametrize(
    ("name", "each"),
    [
        ("figures", 0),
        ("theme_links", 0),
        ("attachments", 1),  # Wagtail's chooser asks for the file it shows
    ],
)
def test_form_under_review_costs_little(client, team, write, count_queries, name, each):
    editor = team[1]["gdynia"]
    client.force_login(editor)
    page = start(write("Opis"), editor)
    address = page_url("edit", page)
    counts = []
    for number in (1, 1, 3):
        setattr(page, name, [ROWS[name](place) for place in range(number)])
        page.save_revision()
        counts.append(count_queries(address))
    _first, few, more = counts
    assert few <= 60 + each
    assert more - few == 2 * each
