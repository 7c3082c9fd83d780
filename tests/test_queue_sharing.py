"""Several people share the queue: who took what, who is told, and one order of names."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from knowledge.permissions import ensure_secretariat
from pimsite.curation.models import Assignment
from tests.editing import standing_team, team
from tests.factories import make_city, make_practice, make_theme, make_user
from tests.test_queue import QUEUE, decide, office, send, start, titles

__all__ = ["office", "send", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# As a dictionary has them; code points and other alphabets would not.
NAMES = ["Cyrk", "Ćma", "Lipa", "łąka", "Łódka", "Zebra", "Źródło", "Żaba"]


@pytest.fixture
def colleague(team):
    return make_user("ewa", first_name="Ewa", groups=[ensure_secretariat()])


def state_of(page):
    return page.current_workflow_state


def test_queue_of_a_colleague(office, team, colleague, send):
    send("Niczyja")
    Assignment.objects.create(submission=state_of(send("Ewy")), person=colleague)
    Assignment.objects.create(submission=state_of(send("Moja")), person=team[1]["sekretariat"])
    assert titles(office.get(f"{QUEUE}?osoba={colleague.pk}")) == ["Ewy"]
    assert titles(office.get(f"{QUEUE}?osoba=moje")) == ["Moja"]
    assert "Ewa" in office.get(QUEUE).text


def test_who_gets_a_submission_is_told_once(
    office, team, colleague, send, django_capture_on_commit_callbacks
):
    page = send("Zielony dach")
    url = reverse("curation:assign", args=[page.pk])
    mail.outbox.clear()
    for person in (colleague, colleague, team[1]["sekretariat"]):
        with django_capture_on_commit_callbacks(execute=True):
            office.post(url, {"person": person.pk})
    [letter] = mail.outbox
    assert letter.to == ["ewa@example.org"]
    assert letter.subject == "Do Ciebie w kolejce: „Zielony dach”"
    assert f"/cms/kolejka/{page.pk}/" in letter.body


def test_many_given_at_once_are_one_mail(
    office, colleague, send, django_capture_on_commit_callbacks
):
    states = [state_of(send(title)) for title in ("Pierwszy", "Drugi")]
    mail.outbox.clear()
    query = "&".join(f"id={state.pk}" for state in states)
    with django_capture_on_commit_callbacks(execute=True):
        office.post(
            f"/cms/bulk/wagtailcore/workflowstate/przydziel/?{query}", {"person": colleague.pk}
        )
    [letter] = mail.outbox
    assert "Pierwszy" in letter.body
    assert "Drugi" in letter.body
    assert letter.subject == "Do Ciebie w kolejce: 2"


def test_titles_stand_in_polish_order(office, send):
    for title in reversed(NAMES):
        send(title)
    assert titles(office.get(f"{QUEUE}?ordering=title")) == NAMES
    assert titles(office.get(f"{QUEUE}?ordering=-title")) == NAMES[::-1]
    table = b"".join(office.get(f"{QUEUE}?ordering=title&export=csv").streaming_content).decode()
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == NAMES


def test_cities_stand_in_polish_order(office, team):
    for name in ("Żory", "Łowicz", "Lublin"):
        city = make_city(name)
        city.save_revision()
        start(city, team[1]["gdynia"])
    assert titles(office.get(f"{QUEUE}?ordering=city_name")) == ["Lublin", "Łowicz", "Żory"]


def test_sorted_queue_costs_the_same_with_more_submissions(office, send, count_queries):
    address = f"{QUEUE}?ordering=title"
    send("Pierwsza")
    count_queries(address)
    few = count_queries(address)
    for number in range(4):
        send(f"Kolejna {number}")
    assert count_queries(address) == few


def test_tags_stand_in_polish_order(office):
    make_practice(tags=["żaba", "ćma", "cyrk", "łąka", "lipa"])
    rows = office.get(reverse("curation_tags:list")).context["object_list"]
    assert [tag.name for tag in rows] == ["cyrk", "ćma", "lipa", "łąka", "żaba"]


def test_coverage_is_taken_out(office, team, tmp_path):
    theme = make_theme("climate", "Klimat")
    make_practice(city=team[0]["gdynia"], themes=[theme])
    address = reverse("curation_reports:coverage")
    assert address in office.get("/cms/").text
    response = office.get(f"{address}?export=xlsx")
    book = tmp_path / "pokrycie.xlsx"
    book.write_bytes(b"".join(response.streaming_content))
    heading, *rows = load_workbook(book).active.values
    [row] = [dict(zip(heading, row, strict=True)) for row in rows if row[0] == "Klimat"]
    assert (row["pomorskie"], row["łódzkie"]) == (1, 0)


def test_longer_than_promised_is_marked(office, send):
    state = state_of(send("Dawna"))
    assert "po terminie" not in office.get(QUEUE).text
    started = state.current_task_state
    started.started_at -= timedelta(days=20)  # five working days, whatever holidays
    started.save()
    assert "po terminie" in office.get(QUEUE).text
    assert "po terminie" in office.get("/cms/").text


def test_empty_queue_tells_when_it_was_cleared(office, send):
    decide(office, send("Jedyna"), "odrzuc", "Nie ten portal.")
    assert "Kolejka jest pusta. Ostatni opis sprawdzono" in office.get("/cms/").text
