"""Somebody leads a network: invited by the secretariat, writes there and nowhere else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import ModelLogEntry, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from knowledge.drift import drift
from knowledge.forms import material_of
from knowledge.permissions import (
    collection_of,
    ensure_editors,
    ensure_secretariat,
    group_of,
)
from networks.models import NetworkPage, OutputPage
from pimsite.accounts import confirming
from pimsite.accounts.models import Confirmation, Invitation, Role
from tests.editing import (
    CANARY,
    canary,
    complete_form,
    make_file,
    make_picture,
    page_url,
    standing_team,
    team,
)
from tests.factories import make_network, make_output, make_practice, make_user
from tests.inviting import ADDRESS, NEWCOMER, invite, link_of
from tests.test_permissions import guessed, state_of, text_of

__all__ = ["canary", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

NEW, PEOPLE = "/cms/zaproszenia/nowe/", "/cms/ludzie/"
LEADING = {"email": ADDRESS, "role": "prowadzenie"}


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return client


@pytest.fixture
def network(team):
    return make_network("Rewitalizacja")


def network_form(network, *, rows=None, body=(), **fields):
    """The form of a network as the browser posts it."""
    names = [relation.get_accessor_name() for relation in get_all_child_relations(NetworkPage)]
    values = {"title": network.title, "slug": network.slug, "lead": "", "body": streamfield(body)}
    values |= {"edition": network.edition_id, "state": "trwa", **fields}
    values |= {name: inline_formset((rows or {}).get(name, [])) for name in names}
    return nested_form_data(values)


@pytest.fixture
def leader(network):
    return make_user("liderka", groups=[ensure_editors(network)], first_name="Liderka")


def test_leader_is_invited_and_writes_about_the_network(office, network):
    assert office.post(NEW, {**LEADING, "place": network.pk}).status_code == 302
    message = mail.outbox[-1]
    assert message.subject == "Zaproszenie do prowadzenia sieci: Rewitalizacja"
    assert "Sieć: Rewitalizacja" in message.body
    assert "prowadzenie sieci" in message.body
    office.logout()
    link = link_of(message)
    assert "piszesz o sieci" in office.get(link).text
    assert office.post(link, NEWCOMER).url == "/cms/"
    home = office.get("/cms/").text
    assert reverse("wagtailadmin_pages:add", args=["networks", "outputpage", network.pk]) in home
    assert page_url("edit", network) in home
    assert "nie jest jeszcze przypisane" not in home
    assert office.get(page_url("edit", network)).status_code == 200
    add = reverse("wagtailadmin_pages:add", args=["networks", "outputpage", network.pk])
    assert office.get(add).status_code == 200


@pytest.mark.parametrize(
    ("role", "at", "said"),
    [
        ("redakcja", "network", "Do sieci zaprasza się w roli"),
        ("koordynacja", "network", "Do sieci zaprasza się w roli"),
        ("prowadzenie", "city", "To miasto. Wybierz sieć"),
    ],
)
def test_role_and_place_must_fit(office, team, network, role, at, said):
    place = network if at == "network" else team[0]["lodz"]
    answer = office.post(NEW, {"email": ADDRESS, "role": role, "place": place.pk})
    assert said in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert not Invitation.objects.exists()


def test_coordinator_of_a_city_invites_to_no_network(client, team, network):
    client.force_login(team[1]["koordynacja"])
    page = client.get(NEW).text
    assert "Rewitalizacja" not in page
    assert "prowadzenie" not in page
    assert client.post(NEW, {**LEADING, "place": network.pk}).status_code == 200
    invite(network, team[1]["sekretariat"], role=Role.LEADER)
    assert ADDRESS not in client.get("/cms/zaproszenia/").text
    assert Invitation.objects.count() == 1


def test_leader_is_among_people_with_the_network(office, leader):
    row = "Liderka,liderka@example.org,Rewitalizacja,prowadzenie sieci,"
    assert row in office.get(f"{PEOPLE}?export=csv").getvalue().decode()
    assert "liderka@" in office.get(f"{PEOPLE}?miasto=rewital").text
    assert "liderka@" not in office.get(f"{PEOPLE}?miasto=gdynia").text
    page = office.get(reverse("people:one", args=[leader.pk])).text
    assert "Rewitalizacja, prowadzenie sieci" in page
    assert "koordynację" not in page


def test_leader_becomes_no_coordinator(office, network, leader):
    form = {"rola": "koordynacja", "miasto": network.pk}
    assert office.post(reverse("people:one", args=[leader.pk]), form).status_code == 404


def test_network_passes_to_another_leader(
    office, network, leader, django_capture_on_commit_callbacks
):
    other = make_user("nastepczyni", groups=[ensure_editors(network)])
    draft = network.add_child(
        instance=OutputPage(title="Plan", kind="plan-ulepszen", live=False, owner=leader)
    )
    address = reverse("people:leave", args=[leader.pk, network.pk])
    assert "szkice: 1" in office.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(address, {"successor": other.pk}).status_code == 302
    leader.refresh_from_db()
    assert not leader.is_active
    assert Page.objects.get(pk=draft.pk).owner == other
    assert "(Rewitalizacja)" in mail.outbox[-1].body
    story = ModelLogEntry.objects.filter(action="pimsite.handed_over")
    assert story.get().data["city"] == "Rewitalizacja"


def test_leader_is_asked_about_once_a_year(leader, team):
    leader.date_joined = timezone.now() - timedelta(days=400)
    leader.save()
    assert confirming.run()["asked"] == 1
    [message] = mail.outbox
    assert message.to == ["sekretariat@example.org"]
    assert "Liderka" in message.body
    assert Confirmation.objects.get().user == leader


def test_group_follows_the_name_of_its_network(office, network, leader):
    form = network_form(network, title="Odnowa", **{"action-publish": "1"})
    assert office.post(page_url("edit", network), form).status_code == 302
    assert group_of(network).name == f"Redakcja: Odnowa ({network.pk})"
    assert leader.groups.get() == group_of(network)


@pytest.mark.parametrize("action", ["can_publish", "can_delete", "can_move", "can_unpublish"])
def test_leader_edits_below_the_network_and_does_no_more(network, leader, action):
    output = make_output(network=network)
    for page in (network, output):
        rights = page.permissions_for_user(leader)
        assert rights.can_edit()
        assert not getattr(rights, action)()


def test_leader_edits_no_other_network_and_no_city(team, leader):
    other = make_network("Mobilność")
    for page in (other, make_output(network=other), team[0]["gdynia"], other.get_parent()):
        rights = page.specific.permissions_for_user(leader)
        assert not rights.can_edit()
        assert not rights.can_add_subpage()


def test_leader_reads_nothing_of_a_city_by_guessing(client, leader, canary):
    client.force_login(leader)
    exports = [
        f"{base}?export={kind}"
        for base in ("/cms/ludzie/", "/cms/zaproszenia/", "/cms/historia/", "/cms/kolejka/")
        for kind in ("csv", "xlsx")
    ]
    assert [url for url in exports if client.get(url).status_code == 200] == []
    tried = [*guessed(canary), f"/cms/pages/{canary['page'].pk}/history/?export=csv"]
    assert [url for url in tried if CANARY in text_of(client.get(url))] == []


def test_leader_changes_nothing_of_a_city_by_guessing(client, leader, canary):
    client.force_login(leader)
    before = state_of(canary)
    client.raise_request_exception = False  # Wagtail itself stumbles over some forms
    for url in guessed(canary):
        client.post(url, {**complete_form("Podmieniony"), "action-publish": "1", "id": "1"})
    assert state_of(canary) == before


def naming(network, kind, pk):
    """What the form of the network sends to name this practice, file, picture or page."""
    if kind == "practice":
        return {"rows": {"practice_links": [{"practice": pk, "ORDER": 1, "id": ""}]}}
    blocks = {
        "file": ("document", str(pk)),
        "picture": (
            "image",
            {"image": {"image": pk, "alt_text": "x"}, "caption": "", "credit": ""},
        ),
        "link": (
            "paragraph",
            rich_text(f'<p><a linktype="page" id="{pk}">x</a></p>', features=["link"]),
        ),
    }
    return {"body": [blocks[kind]]}


@pytest.mark.parametrize("thing", ["practice", "file", "picture", "link"])
def test_leader_names_nothing_closed_in_the_own_text(client, network, leader, canary, thing):
    """What a form takes, its preview would show."""
    client.force_login(leader)
    collection = collection_of(ensure_editors(network))
    open_things = {
        "file": lambda: make_file(collection=collection),
        "picture": lambda: make_picture(collection=collection),
    }
    closed = {"file": canary["document"], "picture": canary["image"]}.get(thing, canary["page"])
    kind = {"file": "documents", "picture": "images"}.get(thing, "pages")
    address = page_url("edit", network)

    def post(one):
        return client.post(address, network_form(network, **naming(network, thing, one.pk)))

    def named():
        return material_of(NetworkPage.objects.get().get_latest_revision_as_object())

    fine = open_things.get(thing, make_practice)()
    assert post(fine).status_code == 302
    assert (kind, str(fine.pk)) in named()
    answer = post(closed)
    assert answer.status_code == 200
    assert CANARY not in answer.text
    assert (kind, str(closed.pk)) not in named()


@pytest.mark.parametrize("thing", ["file", "picture"])
def test_output_names_nothing_closed(client, network, leader, canary, thing):
    client.force_login(leader)
    closed = canary["document" if thing == "file" else "image"]
    output = make_output(network=network)
    names = [relation.get_accessor_name() for relation in get_all_child_relations(OutputPage)]
    body = naming(network, thing, closed.pk)["body"]
    form = {"title": "Plan", "slug": output.slug, "lead": "", "body": streamfield(body)}
    form |= {"kind": output.kind, "tags": "", **{name: inline_formset([]) for name in names}}
    answer = client.post(page_url("edit", output), nested_form_data(form))
    assert answer.status_code == 200
    assert CANARY not in answer.text
    output.refresh_from_db()
    assert output.latest_revision is None or closed.title not in str(output.latest_revision.content)
    free = nested_form_data({**form, "body": streamfield([])})
    assert client.post(page_url("edit", output), free).status_code == 302


def test_leader_sends_an_output_and_the_secretariat_publishes_it(client, team, network, leader):
    assert list(drift()) == ["Sieci: brak przeglądu Sekretariatu"], "the index came later"
    ensure_secretariat()
    assert list(drift()) == []
    form = {"title": "Raport", "slug": "raport", "lead": "", "body": streamfield([])}
    names = [relation.get_accessor_name() for relation in get_all_child_relations(OutputPage)]
    form |= {"kind": "raport", "tags": "", **{name: inline_formset([]) for name in names}}
    add = reverse("wagtailadmin_pages:add", args=["networks", "outputpage", network.pk])
    client.force_login(leader)
    assert "Wyślij do Sekretariatu" in client.get(add).text
    client.post(add, {**nested_form_data(form), "action-submit": "1"})
    output = OutputPage.objects.get(title="Raport")
    assert output.workflow_in_progress
    assert not output.live
    home = client.get("/cms/").text
    assert "Raport" in home
    assert "Rewitalizacja" in home
    client.force_login(team[1]["sekretariat"])
    queue = client.get(reverse("curation:queue")).text
    assert "Raport" in queue
    assert "Rewitalizacja" in queue
    found = client.get(reverse("curation:queue"), {"miasto": "rewital"})
    assert "Raport" in found.text
    decide = reverse("curation:submission", args=[output.pk])
    assert "Raport" in client.get(decide).text
    client.post(decide, {"decision": "zatwierdz", "revision": output.latest_revision_id})
    output.refresh_from_db()
    assert output.live
