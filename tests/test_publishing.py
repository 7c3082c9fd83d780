"""The main job: a city writes and submits, the secretariat returns or approves, a page is live."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from knowledge.models import PracticePage
from tests.editing import (
    add_url,
    complete_form,
    page_url,
    practice_form,
    send,
    standing_team,
    team,
)

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, team):
    def sign_in(name):
        client.force_login(team[1][name])
        return client

    return sign_in


def submit(client, city, **fields):
    data = {**complete_form(**fields), "action-submit": "1"}
    response = client.post(add_url(city), data)
    assert response.status_code == 302, response.context["form"].errors
    page = PracticePage.objects.get(title=fields.get("title", "Ulica szkolna"))
    assert response.headers["Location"] == reverse("writing:look", args=[page.pk])
    send(client, page)
    return page


def act(client, page, action, comment=""):
    page.refresh_from_db()
    url = page_url("workflow_action", page, action, page.current_workflow_task_state)
    return client.post(url, {"comment": comment})


def test_editor_submits_secretariat_returns_editor_mends_secretariat_approves(
    client, team, sign_in, django_capture_on_commit_callbacks
):
    cities, users = team
    page = submit(sign_in("gdynia"), cities["gdynia"])
    assert not page.live
    assert page.workflow_in_progress

    act(sign_in("sekretariat"), page, "reject", "Podaj koszt <brutto>.")
    editor = sign_in("gdynia").get(page_url("edit", page)).content.decode()
    assert "Podaj koszt &lt;brutto&gt;." in editor
    assert "Wyślij ponownie do Sekretariatu" in editor

    mended = {**complete_form(slug="ulica-szkolna", costs="10 tys. zł"), "action-submit": "1"}
    assert client.post(page_url("edit", page), mended).status_code == 302
    send(client, page)
    assert client.get("/miasta/gdynia/ulica-szkolna/").status_code == 404

    act(sign_in("sekretariat"), page, "approve")
    client.logout()
    page.refresh_from_db()
    assert page.live
    assert page.costs == "10 tys. zł"
    assert page.owner == users["gdynia"]


def test_mails_go_to_the_secretariat_and_back_to_the_author(
    team, sign_in, django_capture_on_commit_callbacks
):
    cities, _users = team
    with django_capture_on_commit_callbacks(execute=True):
        page = submit(sign_in("gdynia"), cities["gdynia"])
    [letter] = mail.outbox
    assert letter.to == ["sekretariat@example.org"]
    assert letter.subject == "Do przeglądu: „Ulica szkolna” (Gdynia)"
    assert reverse("curation:submission", args=[page.pk]) in letter.body

    with django_capture_on_commit_callbacks(execute=True):
        act(sign_in("sekretariat"), page, "reject", "Podaj koszt „brutto” & źródło.")
    letter = mail.outbox[-1]
    assert letter.to == ["gdynia@example.org"]
    assert letter.subject == "Do poprawy: „Ulica szkolna”"
    assert "Podaj koszt „brutto” & źródło." in letter.body
    assert page_url("edit", page) in letter.body

    client = sign_in("gdynia")
    client.post(page_url("edit", page), {**complete_form(slug="u"), "action-submit": "1"})
    send(client, page)
    with django_capture_on_commit_callbacks(execute=True):
        act(sign_in("sekretariat"), page, "approve")
    page.refresh_from_db()
    letter = mail.outbox[-1]
    assert letter.to == ["gdynia@example.org"]
    assert letter.subject == "Opublikowano: „Ulica szkolna”"
    assert page.full_url in letter.body
    assert not [word for word in (" page ", "approved", "workflow") if word in letter.body]


def test_author_withdraws_from_review_and_mends(client, team, sign_in):
    cities, _users = team
    page = submit(sign_in("gdynia"), cities["gdynia"])
    assert "Wycofaj do poprawy" in client.get(page_url("edit", page)).content.decode()
    client.post(page_url("edit", page), {**complete_form(), "action-cancel-workflow": "1"})
    page.refresh_from_db()
    assert not page.workflow_in_progress
    client.post(page_url("edit", page), complete_form("Ulica przyszkolna", slug="ulica"))
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Ulica przyszkolna"


def test_incomplete_text_is_not_approved_from_a_list(client, team, sign_in):
    cities, _users = team
    page = submit(sign_in("gdynia"), cities["gdynia"])
    client = sign_in("sekretariat")
    client.post(page_url("edit", page), practice_form("Ulica szkolna", slug="ulica-szkolna"))
    response = act(client, page, "approve")
    assert response.headers["Location"] == page_url("edit", page)
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


def test_text_in_review_does_not_change_under_the_reader(client, team, sign_in):
    cities, _users = team
    page = submit(sign_in("gdynia"), cities["gdynia"])
    client.post(page_url("edit", page), complete_form("Podmieniony"))
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Ulica szkolna"


@pytest.mark.parametrize("action", ["action-publish", "action-workflow-action"])
def test_forged_publish_saves_a_draft_at_most(client, team, sign_in, action):
    cities, _users = team
    forged = {**complete_form(), action: "1", "workflow-action-name": "approve"}
    sign_in("gdynia").post(add_url(cities["gdynia"]), forged)
    assert not PracticePage.objects.filter(live=True).exists()


def test_change_of_a_live_practice_waits_for_approval(team, sign_in):
    cities, _users = team
    page = submit(sign_in("gdynia"), cities["gdynia"])
    act(sign_in("sekretariat"), page, "approve")
    changed = {**complete_form("Nowy tytuł", slug="ulica-szkolna"), "action-submit": "1"}
    client = sign_in("gdynia")
    client.post(page_url("edit", page), changed)
    send(client, page)
    page.refresh_from_db()
    assert page.title == "Ulica szkolna"
    act(sign_in("sekretariat"), page, "approve")
    page.refresh_from_db()
    assert page.title == "Nowy tytuł"


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {"attachments": [{"title": "Regulamin", "document": ""}]},
        {"figures": [{"value": "−64%", "label": "", "method": ""}]},
        {"theme_links": [{"theme": ""}]},
        {"partner_links": [{"city": ""}]},
    ],
    ids=["only a title", "attachment", "figure", "theme", "partner"],
)
def test_incomplete_draft_is_saved(client, team, sign_in, rows):
    cities, _users = team
    response = sign_in("gdynia").post(add_url(cities["gdynia"]), practice_form("Szkic", rows=rows))
    assert response.status_code == 302, response.context["form"].errors
    page = PracticePage.objects.get(title="Szkic")
    again = practice_form("Szkic, dalej", slug="szkic", rows=rows)
    assert client.post(page_url("edit", page), again).status_code == 302
    assert client.get(page_url("edit", page)).status_code == 200


@pytest.mark.parametrize("kind", ["quote", "figures", "image", "document", "paragraph"])
def test_draft_with_an_empty_block_is_saved(team, sign_in, kind):
    cities, _users = team
    empty = {
        "quote": {"quote": "", "source": ""},
        "figures": [],
        "image": {"image-image": "", "image-alt_text": "", "caption": "", "credit": ""},
        "document": "",
        "paragraph": "null",
    }[kind]
    if kind == "figures":
        empty = {"count": "0"}
    if kind == "image":
        empty = {"image": {"image": "", "alt_text": ""}, "caption": "", "credit": ""}
    data = practice_form("Szkic", body=[(kind, empty)])
    response = sign_in("gdynia").post(add_url(cities["gdynia"]), data)
    assert response.status_code == 302, response.context["form"].errors


def test_city_profile_is_changed_by_its_editors_after_review(team, sign_in):
    cities, _users = team
    city = cities["gdynia"]
    data = nested_form_data(
        {
            "title": "Gdynia",
            "slug": "gdynia",
            "lead": "Uczymy się od innych.",
            "population": "5",
            "teryt": "0000000",
            "body": streamfield([]),
            "comments": inline_formset([]),
        }
    )
    sign_in("gdynia").post(page_url("edit", city), {**data, "action-submit": "1"})
    city.refresh_from_db()
    assert city.lead == ""
    act(sign_in("sekretariat"), city, "approve")
    city.refresh_from_db()
    assert city.lead == "Uczymy się od innych."
    assert (city.population, city.teryt) == (None, None), "official facts were posted by the city"
