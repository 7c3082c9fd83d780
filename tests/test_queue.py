"""The queue: what waits is found, read beside the live page, decided once, and told."""

from urllib.parse import quote

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Comment, PageLogEntry, WorkflowState

from knowledge.models import PageTheme
from pimsite.curation.models import Assignment, ReplyTemplate
from tests.editing import make_draft, page_url, standing_team, team
from tests.factories import make_practice, make_theme

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

QUEUE = "/cms/kolejka/"


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return client


@pytest.fixture
def send(team):
    """Send a draft of a city for review."""
    cities, users = team

    def send(title="Ulica szkolna", city="gdynia", *, problem=None, **fields):
        page = make_draft(title, city=cities[city], owner=users[city], **fields)
        if problem is not None:
            page.problem = problem
            page.save_revision(clean=False)
        return start(page, users[city])

    return send


def start(page, user):
    page.get_workflow().start(page, user)
    page.refresh_from_db()
    return page


def review_url(page):
    return reverse("curation:submission", args=[page.pk])


def decide(client, page, decision, comment="", **data):
    page.refresh_from_db()
    data = {"decision": decision, "comment": comment, "revision": page.latest_revision_id, **data}
    response = client.post(review_url(page), data)
    page.refresh_from_db()
    return response


def titles(response):
    return [state.title for state in response.context["object_list"]]


def test_empty_queue_says_so(office):
    assert "Nic nie czeka" in office.get(QUEUE).text


def test_longest_waiting_comes_first_and_other_orders_work(office, send):
    send("Żółta ławka"), send("Aleja", city="lodz")
    assert titles(office.get(QUEUE)) == ["Żółta ławka", "Aleja"]
    assert titles(office.get(f"{QUEUE}?ordering=title")) == ["Aleja", "Żółta ławka"]
    assert titles(office.get(f"{QUEUE}?ordering=-city_name")) == ["Aleja", "Żółta ławka"]


@pytest.mark.database
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("miasto=ODZ", ["Aleja"]),
        ("miasto=gdy", ["Ławka"]),
        ("miasto=kutno", []),
        ("temat=klimat", ["Ławka"]),
        ("osoba=moje", ["Aleja"]),
        ("osoba=nikt", ["Ławka"]),
        ("stan=odeslane", []),
    ],
)
def test_queue_is_filtered(office, team, send, query, found):
    theme = make_theme("climate", "Klimat")
    PageTheme.objects.create(page=send("Ławka"), theme=theme)
    mine = send("Aleja", city="lodz")
    state = mine.current_workflow_state
    Assignment.objects.create(submission=state, person=team[1]["sekretariat"])
    query = query.replace("klimat", str(theme.pk))
    assert titles(office.get(f"{QUEUE}?{query}")) == found


def test_city_profile_waits_too(office, team):
    cities, users = team
    cities["lodz"].save_revision()
    start(cities["lodz"], users["lodz"])
    [state] = office.get(QUEUE).context["object_list"]
    assert (state.title, state.city) == ("Łódź", "Łódź")


def test_queue_costs_the_same_with_more_submissions(office, send, count_queries):
    send("Pierwsza")
    office.get(QUEUE), office.get("/cms/")
    few, home = count_queries(QUEUE), count_queries("/cms/")
    for number in range(6):
        send(f"Kolejna {number}", city=["gdynia", "lodz"][number % 2])
    assert count_queries(QUEUE) == few
    assert count_queries("/cms/") <= home


def test_queue_is_sent_out_without_formulas(office, send):
    send("=2+2")
    table = b"".join(office.get(f"{QUEUE}?export=csv").streaming_content).decode()
    assert "'=2+2" in table
    assert "Gdynia" in table


def test_new_text_is_shown_whole_and_what_is_empty_is_named(office, send):
    response = office.get(review_url(send(costs="10 tys. zł")))
    comparison = response.context["comparison"]
    assert comparison.is_new
    assert "10 tys. zł" in response.text
    assert "Rezultaty" in comparison.empty


def test_change_is_shown_beside_the_live_page(office, team):
    cities, users = team
    practice = make_practice("Stary", city=cities["gdynia"], costs="10 tys.", themes=[make_theme()])
    practice.title, practice.costs = "Nowy", "20 tys."
    practice.theme_links = []
    practice.save_revision()
    response = office.get(review_url(start(practice, users["gdynia"])))
    changed = {row.label: row for row in response.context["comparison"].changed}
    assert {"Tytuł", "Koszt: kwota i co obejmuje", "Tematy"} == set(changed)
    assert 'class="deletion">10' in changed["Koszt: kwota i co obejmuje"].marks
    assert 'class="addition">20' in changed["Koszt: kwota i co obejmuje"].marks
    assert "Mobilność miejska" in response.text


def test_open_remark_leads_into_the_editor(office, team, send):
    page = send()
    remark = Comment.objects.create(
        page=page, user=team[1]["sekretariat"], text="Ile aut?", contentpath="problem"
    )
    response = office.get(review_url(page))
    assert f"{page_url('edit', page)}?comment={remark.pk}" in response.text
    assert "Ile aut?" in response.text


def test_approval_publishes_and_goes_on_to_the_next(
    office, send, django_capture_on_commit_callbacks
):
    page, other = send("Pierwsza"), send("Druga")
    with django_capture_on_commit_callbacks(execute=True):
        response = decide(office, page, "zatwierdz")
    assert response.headers["Location"] == review_url(other)
    assert page.live
    assert mail.outbox[-1].to == ["gdynia@example.org"]
    assert decide(office, other, "zatwierdz").headers["Location"] == QUEUE


def test_return_needs_a_reason_which_a_template_may_give(
    office, send, django_capture_on_commit_callbacks
):
    page = send()
    assert "albo wybierz szablon" in decide(office, page, "odeslij").text
    template = ReplyTemplate.objects.get(name="Brakuje kosztów")
    with django_capture_on_commit_callbacks(execute=True):
        decide(office, page, "odeslij", template=template.pk)
    assert page.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert template.text in mail.outbox[-1].body
    assert titles(office.get(f"{QUEUE}?stan=odeslane")) == ["Ulica szkolna"]


def test_refusal_ends_the_submission_and_tells_why(client, team, office, send):
    page = send()
    decide(office, page, "odrzuc", "To reklama <b>.")
    assert page.current_workflow_state is None
    assert not page.live
    [letter] = mail.outbox[-1:]
    assert (letter.to, letter.subject) == (
        ["gdynia@example.org"],
        "Nie opublikujemy: „Ulica szkolna”",
    )
    assert "To reklama <b>." in letter.body
    assert PageLogEntry.objects.get(action="pimsite.refuse").data == {"reason": "To reklama <b>."}
    client.force_login(team[1]["gdynia"])
    assert "To reklama &lt;b&gt;." in client.get(page_url("edit", page)).text
    start(page, team[1]["gdynia"])
    assert "To reklama" not in client.get(page_url("edit", page)).text


def test_second_decision_is_refused(office, send):
    page = send()
    decide(office, page, "odeslij", "Popraw.")
    decide(office, page, "zatwierdz")
    assert not page.live


def test_text_that_changed_meanwhile_is_read_again(office, send):
    page = send()
    seen = page.latest_revision_id
    page.save_revision()
    assert "Tekst zmienił się" in decide(office, page, "zatwierdz", revision=seen).text
    assert not page.live


def test_incomplete_text_is_not_published(office, send):
    page = send(problem="")
    response = decide(office, page, "zatwierdz")
    assert "Nie można opublikować. Popraw: problem." in response.text
    assert not page.live
    assert page.workflow_in_progress


def test_submission_is_given_to_a_person_and_back(office, team, send):
    page, person = send(), team[1]["sekretariat"]
    url = reverse("curation:assign", args=[page.pk])
    office.post(url, {"person": person.pk})
    assert page.current_workflow_state.assignment.person == person
    assert "Przydzielono: sekretariat" in office.get(page_url("history", page)).text
    office.post(url, {"person": team[1]["gdynia"].pk})
    assert page.current_workflow_state.assignment.person == person, "not of the secretariat"
    office.post(url, {"person": ""})
    assert not Assignment.objects.exists()


def bulk(client, action, pages, **data):
    keys = "&".join(f"id={page.current_workflow_state.pk}" for page in pages)
    url = f"/cms/bulk/wagtailcore/workflowstate/{action}/?{keys}&next={QUEUE}"
    shown = client.get(url)
    assert shown.status_code == 200
    response = client.post(url, data)
    for page in pages:
        page.refresh_from_db()
    return shown, response


def test_many_are_approved_and_incomplete_ones_left(office, send):
    whole, other, broken = send("Cała"), send("Druga"), send("Niepełna", problem="")
    shown, _response = bulk(office, "zatwierdz", [whole, other, broken])
    assert "Tych nie opublikujemy" in shown.text
    assert [page.live for page in (whole, other, broken)] == [True, True, False]
    assert broken.workflow_in_progress


def test_many_are_returned_with_one_remark(office, send):
    pages = [send("Pierwsza"), send("Druga")]
    _shown, response = bulk(office, "odeslij", pages)
    assert "albo wybierz szablon" in response.text
    bulk(office, "odeslij", pages, comment="Podajcie rok.")
    assert {page.current_workflow_state.status for page in pages} == {"needs_changes"}


def test_many_are_given_to_a_person(office, team, send):
    pages = [send("Pierwsza"), send("Druga")]
    bulk(office, "przydziel", pages, person=team[1]["sekretariat"].pk)
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize(
    ("narrowed", "chosen"),
    [
        ("", {"Pierwsza", "Druga", "Trzecia"}),
        ("?miasto=gdyn", {"Pierwsza", "Druga"}),
        ("?miasto=gdyn&osoba=nikt", {"Druga"}),
        ("?stan=odeslane", set()),
    ],
)
def test_the_whole_queue_is_what_the_reader_sees(office, team, send, narrowed, chosen):
    pages = [send("Pierwsza"), send("Druga"), send("Trzecia", city="lodz")]
    bulk(office, "przydziel", pages[:1], person=team[1]["sekretariat"].pk)
    back = quote(f"{QUEUE}{narrowed}", safe="")
    shown = office.get(f"/cms/bulk/wagtailcore/workflowstate/odeslij/?id=all&next={back}")
    assert {page.title for page in pages if page.title in shown.text} == chosen
