"""The line above the editor: what happened to a practice, when, and where it is now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState

from pimsite.curation.workdays import answer_by
from pimsite.writing.course import EARLIER, course, day
from tests.editing import (
    COMPLETE,
    add_url,
    complete_form,
    make_draft,
    page_url,
    standing_team,
    team,
)
from tests.factories import make_practice
from tests.test_queue import decide

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client, team):
    client.force_login(team[1]["gdynia"])
    return client


@pytest.fixture
def draft(author, team):
    page = make_draft("Ulica", city=team[0]["gdynia"], owner=team[1]["gdynia"], **COMPLETE)
    return page


@pytest.fixture
def sent(draft):
    draft.refresh_from_db()
    draft.get_workflow().start(draft, draft.owner)
    return draft


def steps_of(page):
    return course(page, page.current_workflow_state)


def texts(page):
    page.refresh_from_db()
    return [step.text for step in steps_of(page)]


def on(word):
    return f"{word} {day(timezone.localdate())}"


def with_office():
    return f"U Sekretariatu (odpowiedź do {day(answer_by())}, 5 dni roboczych)"


def as_office(team, page, decision):
    client = Client()
    client.force_login(team[1]["sekretariat"])
    decide(client, page, decision, "Ile to kosztowało?")


def test_draft_is_where_it_began(draft):
    [step] = steps_of(draft)
    assert (step.text, step.is_now) == (on("Szkic od"), True)


def test_sent_tells_by_when_the_answer_comes(sent):
    assert texts(sent) == [on("Szkic od"), on("Wysłane"), with_office()]
    assert [step.is_now for step in steps_of(sent)] == [False, False, True]


def test_answer_that_is_late_says_so(sent):
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=30))
    assert "odpowiedź miała być" in texts(sent)[-1]
    assert steps_of(sent)[-1].is_late


@pytest.mark.parametrize(
    ("decision", "last"),
    [
        ("odeslij", "Do poprawy od"),
        ("odrzuc", "Odrzucone"),
        ("zatwierdz", "Opublikowane"),
    ],
)
def test_each_decision_is_told_once(team, sent, decision, last):
    as_office(team, sent, decision)
    assert texts(sent) == [on("Szkic od"), on("Wysłane"), on(last)]


def test_taken_back_is_a_draft_again(author, sent):
    author.post(reverse("writing:take_back", args=[sent.pk]))
    assert texts(sent)[-1] == on("Wycofane do poprawy")


def test_changes_after_publication_wait_to_be_sent(team, sent):
    as_office(team, sent, "zatwierdz")
    sent.refresh_from_db()
    sent.title = "Ulica w zmianie"
    sent.save_revision()
    assert texts(sent)[-1] == "Zmiany w szkicu, jeszcze niewysłane"


def test_long_story_keeps_its_beginning_and_its_end(draft):
    for _each in range(20):
        PageLogEntry.objects.log_action(draft, "wagtail.unpublish")
    assert len(steps_of(draft)) == 1 + EARLIER
    assert texts(draft)[0] == on("Szkic od")


def test_line_stands_above_the_editor_with_the_way_back(author, sent):
    page = author.get(page_url("edit", sent)).text
    assert 'aria-label="Droga tego opisu"' in page
    assert reverse("writing:take_back", args=[sent.pk]) in page


def test_secretariat_sees_the_line_without_taking_back(client, team, sent):
    client.force_login(team[1]["sekretariat"])
    assert on("Wysłane") in client.get(page_url("edit", sent)).text


def test_line_costs_the_same_however_long_the_story(draft):
    def queries():
        with CaptureQueriesContext(connection) as context:
            steps_of(draft)
        return len(context)

    before = queries()
    for _each in range(10):
        PageLogEntry.objects.log_action(draft, "wagtail.publish")
    assert queries() == before


def test_line_follows_what_autosave_wrote(author, team, draft):
    form = complete_form(slug=draft.slug)
    answer = author.post(page_url("edit", draft), form, headers={"Accept": "application/json"})
    html = answer.json()["html"]
    assert 'data-w-teleport-target-value="[data-course]"' in html
    assert on("Szkic od") in html
    answer = author.post(
        add_url(team[0]["gdynia"]), complete_form("Nowa"), headers={"Accept": "application/json"}
    )
    html = author.get(answer.json()["hydrate_url"]).text
    assert "<div data-course>" in html
    assert 'data-w-teleport-target-value="[data-course]"' not in html  # nothing stands there yet


def test_list_of_a_city_says_where_each_practice_is(author, team, sent):
    make_practice("Jawna", city=team[0]["gdynia"])
    make_draft("Inna", city=team[0]["gdynia"], owner=team[1]["gdynia"])
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=30))
    page = author.get(reverse("wagtailadmin_explore", args=[team[0]["gdynia"].pk])).text
    for text in ("odpowiedź miała być do", on("Opublikowane"), on("Szkic od")):
        assert text in page
    assert "course__now--late" in page


def test_page_that_a_program_published_is_told_as_published(draft):
    draft.live, draft.has_unpublished_changes = True, False
    draft.last_published_at = timezone.now()
    draft.save()
    assert texts(draft) == [on("Szkic od"), on("Opublikowane")]
