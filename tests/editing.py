"""What a browser would send from the admin's forms; each test names only what matters to it."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from knowledge.models import CityPage, PracticePage
from knowledge.permissions import (
    collection_of,
    ensure_coordinators,
    ensure_editors,
    ensure_secretariat,
)
from pimsite.models import PimDocument, PimImage
from tests.factories import make_city, make_user

TEXTS = ("problem", "solution", "results", "lessons", "transferability")
CANARY = "Kanarek"
COMPLETE = {
    "lead": "Rano ulica jest dla dzieci.",
    "problem": "<p>Rano stoi 100 aut.</p>",
    "solution": "<p>Szlaban.</p>",
    "lessons": "<p>Zaczęlibyśmy od rozmowy.</p>",
    "costs": "185 tys. zł",
    "transferability": "<p>W miastach od 8 tys. mieszkańców.</p>",
}
FIGURE = {"value": "−64%", "label": "aut pod szkołami", "method": "liczenie, maj 2022"}
ROWS = ("theme_links", "partner_links", "figures", "attachments", "comments")


def make_team():
    """Two cities, an editor of each, who coordinates Łódź, and the secretariat, by name."""
    cities = {"gdynia": make_city("Gdynia"), "lodz": make_city("Łódź", voivodeship="lodzkie")}
    users = {name: make_user(name, groups=[ensure_editors(city)]) for name, city in cities.items()}
    users["koordynacja"] = make_user("koordynacja", groups=[ensure_coordinators(cities["lodz"])])
    users["sekretariat"] = make_user("sekretariat", groups=[ensure_secretariat()])
    return cities, users


@pytest.fixture(scope="module")
def standing_team(django_db_setup, django_db_blocker):
    """One team for the tests of a module; each test undoes only what it did itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        cities, users = make_team()
        yield {name: city.pk for name, city in cities.items()}, [*users]
        transaction.set_rollback(True)


@pytest.fixture
def team(standing_team, db):
    """The team as the database knows it now: (cities, users) by name."""
    cities, users = standing_team
    return (
        {name: CityPage.objects.get(pk=pk) for name, pk in cities.items()},
        {name: get_user_model().objects.get(username=name) for name in users},
    )


def practice_form(title="Ulica szkolna", *, body=(), rows=None, **fields):
    """A practice's form as the browser posts it; empty unless told otherwise."""
    data = {"title": title, "slug": "", "body": streamfield(list(body)), "tags": "", **fields}
    for name in TEXTS:
        text = fields.get(name)
        data[name] = rich_text(text, features=["bold", "ol", "ul", "link"]) if text else "null"
    for name in ROWS:
        data[name] = inline_formset((rows or {}).get(name, []))
    return nested_form_data(data)


def complete_form(title="Ulica szkolna", **fields):
    """A practice's form with all that is required to send it."""
    return practice_form(title, rows={"figures": [FIGURE]}, **{**COMPLETE, **fields})


def send(client, page):
    """Send a saved practice to the secretariat, as the button of the last look does."""
    page.refresh_from_db()
    address = reverse("writing:look", args=[page.pk])
    return client.post(address, {"revision": page.latest_revision_id})


def add_url(city):
    return reverse("wagtailadmin_pages:add", args=["knowledge", "practicepage", city.pk])


def page_url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def make_draft(title, *, city, **fields):
    """A practice that was never published, with its first revision."""
    fields = {"problem": "<p>Rano stoi sto aut.</p>", "solution": "<p>Szlaban.</p>", **fields}
    page = city.add_child(instance=PracticePage(title=title, live=False, **fields))
    page.save_revision()
    page.refresh_from_db()
    return page


def make_picture(title="Ulica", *, collection=None):
    collection = collection or Collection.get_first_root_node()
    return PimImage.objects.create(
        title=title, collection=collection, file=get_test_image_file("ulica.png")
    )


def make_file(title="Regulamin", *, collection=None, name="regulamin.pdf", content=b"%PDF-1.7"):
    collection = collection or Collection.get_first_root_node()
    return PimDocument.objects.create(
        title=title, collection=collection, file=ContentFile(content, name=name)
    )


def guessable(draft, workflow, *, collection, destination):
    """A draft under review with a picture and a file, and the keys that a stranger could guess."""
    picture = make_picture(f"{CANARY} na zdjęciu", collection=collection)
    file = make_file(f"{CANARY} w pliku", collection=collection)
    keys = dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "page_pk"), draft.pk)
    keys |= {
        "destination_id": destination.pk,
        "revision_id": draft.latest_revision_id,
        "workflow_state_id": workflow.pk,
        "task_state_id": workflow.current_task_state_id,
        "task_id": workflow.current_task_state.task_id,
        "image_id": picture.pk,
        "document_id": file.pk,
        "doc_id": file.pk,
        "collection_id": collection.pk,
        "action_name": "approve",
        "filter_spec": "original",
    }
    return {"page": draft, "image": picture, "document": file, "keys": keys}


@pytest.fixture
def canary(team):
    """Everything of Gdynia that Łódź must not see: a draft in review, a picture, a file."""
    cities, users = team
    collection = collection_of(ensure_editors(cities["gdynia"]))
    draft = make_draft(f"{CANARY} w szkicu", city=cities["gdynia"], owner=users["gdynia"])
    workflow = draft.get_workflow().start(draft, users["gdynia"])
    return guessable(draft, workflow, collection=collection, destination=cities["lodz"])
