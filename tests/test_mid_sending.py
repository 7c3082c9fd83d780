"""A city sends its MID to the secretariat like a practice: looked at, answered, told."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from knowledge.permissions import ensure_editors, ensure_secretariat
from networks.models import Indicator, Inspiration, MidAction, MidPage, Stakeholder
from pimsite.curation.forms import Decision
from pimsite.writing.cautions import cautions
from pimsite.writing.course import course

from .editing import page_url, send
from .factories import make_city, make_mid, make_network, make_practice, make_user
from .mids import mid_form

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LEAD = "Ulica przy szkole jest rano dla dzieci."


@pytest.fixture
def city():
    return make_city("Gdynia")


@pytest.fixture
def draft(city):
    """A draft of Gdynia that lacks an aim and a dated action."""
    network = make_network("Mobilność", members=[city, make_city("Sopot")])
    ensure_secretariat()
    page = make_mid("Ulica szkolna w Gdyni", network=network, city=city, lead=LEAD)
    page.unpublish()
    MidPage.objects.update(first_published_at=None, last_published_at=None)
    return MidPage.objects.get()


@pytest.fixture
def complete(draft):
    draft.aim = "<p>O połowę mniej aut.</p>"
    draft.actions = [MidAction(title="Próba", start="2026-03")]
    draft.save_revision()
    draft.save()
    return MidPage.objects.get()


@pytest.fixture
def editor(client, city):
    client.force_login(make_user("redakcja", groups=[ensure_editors(city)]))
    return client


@pytest.fixture
def office():
    client = Client()
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    return client


def look_url(page):
    return reverse("writing:look", args=[page.pk])


def decide(office, page, decision, comment=""):
    page.refresh_from_db()
    data = {"decision": decision, "comment": comment, "revision": page.latest_revision_id}
    return office.post(reverse("curation:submission", args=[page.pk]), data)


def missing(page):
    return [each.name for each in page.criteria() if not each.met]


def test_checklist_tells_what_a_mid_lacks(editor, draft):
    assert missing(draft) == [
        "cel i oczekiwany rezultat",
        "inspiracja: praktyka z biblioteki",
        "działanie z terminem",
        "wskaźnik z wartością docelową",
    ]
    text = editor.get(page_url("edit", draft)).text
    assert "Spełnione: 3 z 7." in text
    draft.aim = "<p>Mniej aut.</p>"
    draft.inspirations = [Inspiration(practice=make_practice(city=make_city("Ełk")))]
    draft.actions = [MidAction(title="Próba", end="2026")]
    draft.indicators = [Indicator(name="auta", target="70")]
    assert missing(draft) == []


def test_sending_saves_and_shows_what_is_missing(editor, draft, city):
    form = {**mid_form(city, lead="Dopisane"), "action-submit": "1"}
    response = editor.post(page_url("edit", draft), form)
    assert response.url == look_url(draft)
    text = editor.get(response.url).text
    assert "Brakuje, żeby wysłać" in text
    assert "Cel i oczekiwany rezultat" in text
    assert "Warto dopisać" in text
    draft.refresh_from_db()
    assert draft.lead == "Dopisane"
    send(editor, draft)
    assert draft.current_workflow_state is None


def test_mid_goes_to_the_secretariat_and_back_and_is_published(
    editor, office, complete, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert send(editor, complete).status_code == 302
    [told] = mail.outbox
    assert (told.to, told.subject) == (
        ["sekretariat@example.org"],
        "Do przeglądu: „Ulica szkolna w Gdyni” (Gdynia)",
    )
    [row] = office.get(reverse("curation:queue")).context["object_list"]
    assert (row.title, row.city, row.complete) == ("Ulica szkolna w Gdyni", "Mobilność", "5 z 7")
    home = editor.get("/cms/").text
    assert "U Sekretariatu (odpowiedź do" in home
    assert "Twoje zgłoszenia" in home
    with django_capture_on_commit_callbacks(execute=True):
        decide(office, complete, Decision.RETURN, "Kto za to zapłaci?")
    returned = mail.outbox[-1]
    assert returned.to == ["redakcja@example.org"]
    assert "Kto za to zapłaci?" in returned.body
    assert "Do poprawy od" in editor.get("/cms/").text
    assert "Kto za to zapłaci?" in editor.get(page_url("edit", complete)).text
    send(editor, complete)
    with django_capture_on_commit_callbacks(execute=True):
        decide(office, complete, Decision.APPROVE)
    assert mail.outbox[-1].to == ["redakcja@example.org"]
    assert mail.outbox[-1].subject == "Opublikowano: „Ulica szkolna w Gdyni”"
    complete.refresh_from_db()
    assert complete.live
    assert course(complete, None)[-1].text.startswith("Opublikowane")


def test_refused_mid_tells_its_author_why(
    editor, office, complete, django_capture_on_commit_callbacks
):
    send(editor, complete)
    with django_capture_on_commit_callbacks(execute=True):
        decide(office, complete, Decision.REFUSE, "To opis praktyki, nie MID.")
    assert mail.outbox[-1].to == ["redakcja@example.org"]
    assert "To opis praktyki, nie MID." in editor.get(page_url("edit", complete)).text


def test_mid_under_review_is_taken_back(editor, complete):
    send(editor, complete)
    text = editor.get(page_url("edit", complete)).text
    address = reverse("writing:take_back", args=[complete.pk])
    assert f'href="{address}"' in text
    editor.post(address)
    complete.refresh_from_db()
    assert not complete.workflow_in_progress


@pytest.mark.parametrize(
    ("role", "may"),
    [("leader", True), ("other member", False), ("other leader", False)],
)
def test_who_sends_a_mid(client, complete, role, may):
    places = {
        "leader": complete.network,
        "other member": complete.network.memberships.get(city__title="Sopot").city,
        "other leader": make_network("Zieleń", members=[complete.city]),
    }
    client.force_login(make_user("ktos", groups=[ensure_editors(places[role])]))
    assert (client.get(look_url(complete)).status_code == 200) is may
    send(client, complete)
    complete.refresh_from_db()
    assert complete.workflow_in_progress is may


def test_private_matters_in_the_rows_of_a_mid_are_found(draft):
    draft.diagnosis = "<p>601234567</p>"
    draft.stakeholders = [Stakeholder(name="jan.kowal@wp.pl")]
    found = [(each.field, each.what, each.anchor) for each in cautions(draft)]
    assert found == [
        ("diagnoza", "numer komórkowy: 601234567", "id_diagnosis-label"),
        ("interesariusze", "prywatny adres: jan.kowal@wp.pl", "id_stakeholders-ADD"),
    ]
