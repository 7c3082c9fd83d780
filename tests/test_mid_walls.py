"""Between cities of one network: the way to one's own MID passes no other's."""

import pytest
from wagtail.models import Page

from knowledge.permissions import (
    collection_of,
    ensure_coordinators,
    ensure_editors,
    ensure_secretariat,
)
from networks.models import MidPage

from .editing import CANARY, guessable, make_draft, page_url
from .factories import make_city, make_meeting, make_mid, make_network, make_user
from .mids import mid_form
from .test_permissions import guessed, state_of, text_of

pytestmark = pytest.mark.django_db

OUTSIDE = ["member", "coordinator", "no member", "other leader", "anonymous"]


@pytest.fixture
def places():
    gdynia, sopot = make_city("Gdynia"), make_city("Sopot")
    network = make_network("Mobilność", members=[gdynia, sopot])
    ensure_secretariat()
    return {"gdynia": gdynia, "sopot": sopot, "network": network}


@pytest.fixture
def canary(places):
    """Sopot's draft under review, beside the MID of Gdynia, with a picture and a file."""
    network, sopot = places["network"], places["sopot"]
    make_mid("MID Gdyni", network=network, city=places["gdynia"])
    author = make_user("sopocka", groups=[ensure_editors(sopot)])
    page = MidPage(title=f"{CANARY} w szkicu", city=sopot, live=False, owner=author)
    network.add_child(instance=page)
    page.save_revision()
    page.refresh_from_db()
    workflow = page.get_workflow().start(page, author)
    collection = collection_of(ensure_editors(sopot))
    return guessable(page, workflow, collection=collection, destination=places["gdynia"])


@pytest.fixture
def visit(client, places):
    """Sign in as somebody in this role."""
    groups = {
        "member": lambda: ensure_editors(places["gdynia"]),
        "coordinator": lambda: ensure_coordinators(places["gdynia"]),
        "no member": lambda: ensure_editors(make_city("Ełk")),
        "other leader": lambda: ensure_editors(make_network("Zieleń", members=[places["sopot"]])),
        "sopot": lambda: ensure_editors(places["sopot"]),
        "leader": lambda: ensure_editors(places["network"]),
    }

    def visit(role):
        if role != "anonymous":
            client.force_login(make_user("ktos", groups=[groups[role]()]))
        return client

    return visit


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_guessed_address_shows_the_mid_of_another_city(visit, canary, role):
    client = visit(role)
    network = canary["page"].get_parent()
    addresses = [*guessed(canary), page_url("edit", network), f"/cms/pages/{network.pk}/"]
    addresses += [network.url, "/cms/", f"/cms/choose-page/{network.pk}/"]
    assert len(addresses) > 120
    assert [url for url in addresses if CANARY in text_of(client.get(url))] == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # image preview
@pytest.mark.parametrize("role", ["sopot", "leader"])
def test_same_addresses_show_it_to_who_writes_it(visit, canary, role):
    client = visit(role)
    assert len([url for url in guessed(canary) if CANARY in text_of(client.get(url))]) > 15


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_guessed_post_changes_the_mid_of_another_city(visit, canary, places, role):
    client = visit(role)
    before = state_of(canary)
    client.raise_request_exception = False  # Wagtail itself stumbles over some forms
    forged = {**mid_form(places["gdynia"], lead="Podmienione"), "action-publish": "1", "id": "1"}
    for url in guessed(canary):
        client.post(url, forged)
    assert state_of(canary) == before
    assert not MidPage.objects.exclude(city=places["gdynia"]).exclude(owner__username="sopocka")


@pytest.mark.parametrize("role", ["member", "coordinator"])
def test_own_mid_is_neither_moved_nor_copied_nor_deleted_nor_published(visit, places, role):
    network, gdynia = places["network"], places["gdynia"]
    client = visit(role)
    author = make_user("autorka", groups=[ensure_editors(gdynia)])
    mid = MidPage(title="Szkic", slug="szkic", city=gdynia, live=False, owner=author)
    network.add_child(instance=mid)
    mid.save_revision()
    other = make_network("Zieleń", members=[gdynia])
    client.force_login(author)
    client.raise_request_exception = False
    client.post(page_url("delete", mid))
    client.post(page_url("move_confirm", mid, other))
    copy = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": other.pk}
    client.post(page_url("copy", mid), copy)
    client.post(page_url("unpublish", mid))
    for action in ("delete", "move", "publish"):
        client.post(f"/cms/bulk/wagtailcore/page/{action}/?id={mid.pk}", {"chooser": other.pk})
    client.post(page_url("edit", mid), {**mid_form(gdynia), "action-publish": "1"})
    [left] = MidPage.objects.all()
    assert (left.pk, left.live, left.network_id) == (mid.pk, False, network.pk)


def test_explorer_shows_the_city_nothing_of_the_network_but_its_mid(visit, canary, places):
    network = places["network"]
    make_meeting("Zebranie w szkicu", network=network).unpublish()
    client = visit("member")
    text = client.get(f"/cms/pages/{network.pk}/").text
    assert "MID Gdyni" in text
    assert "Zebranie w szkicu" not in text
    foreign = make_draft("Cudza w szkicu", city=places["sopot"])
    for page in (foreign, places["sopot"]):
        for address in (f"/cms/pages/{page.pk}/", f"/cms/pages/{page.pk}/results/"):
            assert client.get(address).status_code == 404
    own = make_draft("Własna w szkicu", city=places["gdynia"])
    assert client.get(f"/cms/pages/{own.pk}/").status_code == 200
    network.title = "Nowa nazwa w szkicu"
    network.save_revision()
    for name in ("edit", "history", "view_draft", "copy", "delete", "usage"):
        answer = client.get(page_url(name, network))
        assert answer.status_code in {302, 403, 404}, name


def test_inspiration_names_no_draft_of_another_city(visit, places):
    mid = make_mid("MID Gdyni", network=places["network"], city=places["gdynia"])
    draft = make_draft(f"{CANARY} w szkicu", city=places["sopot"])
    own = make_draft("Własny szkic", city=places["gdynia"])
    client = visit("member")
    chooser = "/cms/choose-page/search/?page_type=knowledge.practicepage&q="
    assert CANARY not in client.get(f"{chooser}szkicu").text
    for practice, status in ((draft, 200), (own, 302)):
        row = {"practice": practice.pk, "lesson": "Szlaban", "id": "", "ORDER": 1}
        form = mid_form(places["gdynia"], rows={"inspirations": [row]})
        answer = client.post(page_url("edit", mid), form)
        assert answer.status_code == status
        assert CANARY not in answer.text
    newest = MidPage.objects.get(pk=mid.pk).get_latest_revision_as_object()
    assert [each.practice_id for each in newest.inspirations.all()] == [own.pk]
    assert Page.objects.get(pk=own.pk).live is False
