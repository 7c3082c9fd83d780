"""The secretariat's figures: they count what their lists show, and can be taken out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import TaskState, WorkflowState

from knowledge.models import PracticePage
from networks.applying.models import FormalCheck
from pimsite.curation.panels import Figure
from tests.applying import make_application, make_open_call
from tests.editing import make_draft, standing_team, team
from tests.factories import hide, make_city, make_practice, make_theme, make_user
from tests.test_queue import start

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]

REPORTS = [
    "to_review",
    "themes_without",
    "coverage",
    "cities",
    "activity",
    "times",
    "networks",
    "members",
    "meetings",
    "outputs",
    "recommendations",
]


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return client


def rows(client, report, query=""):
    return client.get(url(report) + query).context["object_list"]


def url(report):
    return reverse(f"curation_reports:{report}")


def make_old(page, days=400):
    before = timezone.now() - timedelta(days=days)
    PracticePage.objects.filter(pk=page.pk).update(last_published_at=before)
    return page


def test_practices_to_review_are_old_or_over_and_public(office, team):
    gdynia, lodz = team[0]["gdynia"], team[0]["lodz"]
    make_practice("Świeża", city=gdynia)
    make_old(make_practice("Stara", city=gdynia))
    make_old(make_practice("Starsza", city=lodz), days=500)
    make_practice("Po terminie", city=lodz, valid_until=timezone.localdate() - timedelta(days=1))
    make_old(make_draft("Szkic", city=gdynia))
    found = [page.title for page in rows(office, "to_review")]
    assert found == ["Starsza", "Stara", "Po terminie"]
    assert [page.title for page in rows(office, "to_review", "?miasto=odz")] == [
        "Starsza",
        "Po terminie",
    ]


def test_theme_without_practice_ignores_drafts_and_closed_pages(office, team):
    gdynia = team[0]["gdynia"]
    told, draft, closed = (make_theme(key, key) for key in ("told", "draft", "closed"))
    make_practice("Jawna", city=gdynia, themes=[told])
    make_draft("Szkic", city=gdynia).theme_links.create(theme=draft)
    hide(make_practice("Zamknięta", city=gdynia, themes=[closed]))
    assert {theme.name for theme in rows(office, "themes_without")} >= {"draft", "closed"}
    assert "told" not in {theme.name for theme in rows(office, "themes_without")}


def test_cities_are_active_or_silent(office, team):
    make_practice(city=team[0]["gdynia"])
    make_old(make_practice("Stara", city=team[0]["lodz"]))
    make_city("Kutno")
    assert [row["title"] for row in rows(office, "cities", "?stan=aktywne")] == ["Gdynia"]
    silent = rows(office, "cities", "?stan=milczace&ordering=title")
    assert [row["title"] for row in silent] == ["Kutno", "Łódź"]
    assert [row["number"] for row in silent] == [0, 1]


def test_activity_counts_by_city_and_month(office, team):
    cities, users = team
    page = start(make_draft("Szkic", city=cities["gdynia"]), users["gdynia"])
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, users["sekretariat"], "approve")
    make_practice(city=cities["lodz"])
    found = {row["city"]: row for row in rows(office, "activity")}
    assert found["Gdynia"]["sent"] == 1
    assert found["Gdynia"]["published"] >= 1
    assert found["Łódź"]["sent"] == 0
    assert list(rows(office, "activity", "?dzien_to=2001-01-01")) == []


def test_time_to_publication_is_the_median_of_the_month(office, team):
    cities, users = team
    for days in (1, 2, 9):
        page = start(make_draft(f"Po {days}", city=cities["gdynia"]), users["gdynia"])
        state = page.current_workflow_task_state
        state.task.specific.on_action(state, users["sekretariat"], "approve")
        done = timezone.make_aware(timezone.datetime(2026, 5, 20, 12))
        TaskState.objects.filter(pk=state.pk).update(finished_at=done)
        WorkflowState.objects.filter(pk=state.workflow_state_id).update(
            created_at=done - timedelta(days=days)
        )
    [row] = rows(office, "times")
    assert (row["number"], row["median"], row["longest"]) == (3, 2.0, 9.0)
    assert (
        "Maj 2026" in office.get(url("times")).text or "maj 2026" in office.get(url("times")).text
    )


@pytest.mark.parametrize("report", REPORTS)
def test_report_is_taken_out(office, team, report):
    make_theme("empty", "=Pusty")
    make_old(make_practice("=Stara", city=team[0]["gdynia"]))
    for kind in ("csv", "xlsx"):
        response = office.get(f"{url(report)}?export={kind}")
        assert response.status_code == 200
        content = b"".join(response.streaming_content)
        assert content[:2] == b"PK" if kind == "xlsx" else b"\n=" not in content


@pytest.mark.parametrize("report", [*REPORTS, "home"])
def test_costs_the_same_with_more_pages(office, count_queries, team, report):
    address = reverse("wagtailadmin_home") if report == "home" else url(report)
    make_old(make_practice(city=team[0]["gdynia"], themes=[make_theme()]))
    count_queries(address)
    few = count_queries(address)
    for number in range(5):
        city = make_city(f"Miasto {number}")
        theme = make_theme(f"theme-{number}", f"Temat {number}")
        make_old(make_practice(f"Praktyka {number}", city=city, themes=[theme]))
    assert count_queries(address) <= few


def test_figures_are_those_of_their_lists(office, team):
    make_old(make_practice(city=team[0]["gdynia"], themes=[make_theme()]))
    make_theme("empty", "Pusty")
    call = make_open_call()
    for city in team[0].values():
        application = make_application(call, city=city)
    FormalCheck.objects.create(application=application, passed=True)
    figures = {
        figure.label: figure
        for panel in office.get(reverse("wagtailadmin_home")).context["panels"]
        if panel.name == "office-figures"
        for figure in panel.get_context_data({"request": None})["figures"]
    }
    assert len(figures) >= 10
    assert figures["wniosków czeka na ocenę formalną"].number == len(team[0]) - 1 > 0
    for figure in figures.values():
        shown = office.get(figure.url).context
        listed = shown["object_list"] if "object_list" in shown else shown["asked"]
        assert len(listed) == figure.number, figure


def test_other_parts_add_their_figures(office):
    def add(request, figures):
        figures.append(Figure(7, "zaproszeń", "/cms/zaproszenia/"))

    with hooks.register_temporarily("construct_office_figures", add):
        assert 'href="/cms/zaproszenia/"' in office.get(reverse("wagtailadmin_home")).text


def test_coverage_counts_public_practices_and_links_to_them(office, team):
    theme = make_theme()
    make_practice("Jawna", city=team[0]["gdynia"], themes=[theme])
    make_practice("Druga", city=team[0]["lodz"], themes=[theme])
    hide(make_practice("Zamknięta", city=team[0]["gdynia"], themes=[theme]))
    html = office.get(reverse("wagtailadmin_home")).text
    by_size = f'<a href="/praktyki/?temat={theme.slug}&amp;wielkosc=srednie">2</a>'
    by_voivodeship = f'<a href="/praktyki/?temat={theme.slug}&amp;woj=pomorskie">1</a>'
    assert by_size in html
    assert by_voivodeship in html


def test_city_staff_have_no_office_panels(client, team):
    client.force_login(make_user("ktos", groups=team[1]["gdynia"].groups.all()))
    html = client.get(reverse("wagtailadmin_home")).text
    assert "Biblioteka dziś" not in html
    assert "Kolejka" not in html
