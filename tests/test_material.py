"""Pictures and files: a city may use its own, and what is forged is refused with a reason."""

import pytest

from knowledge.models import PracticePage
from tests.editing import (
    CANARY,
    add_url,
    canary,
    make_draft,
    page_url,
    practice_form,
    standing_team,
    team,
)
from tests.test_permissions import text_of

__all__ = ["canary", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "place", ["image", "attachment", "stream image", "stream document", "link"]
)
def test_material_of_another_city_is_refused_with_a_reason(client, team, canary, place):
    cities, users = team
    image, document, page = canary["image"].pk, canary["document"].pk, canary["page"].pk
    link = f'<p><a linktype="page" id="{page}">tutaj</a></p>'
    forged = {
        "image": {"image": str(image)},
        "attachment": {"rows": {"attachments": [{"document": str(document), "title": ""}]}},
        "stream image": {
            "body": [("image", {"image": {"image": str(image), "alt_text": "x"}, "caption": ""})]
        },
        "stream document": {"body": [("document", str(document))]},
        "link": {"problem": link},
    }[place]
    client.force_login(users["lodz"])
    response = client.post(add_url(cities["lodz"]), practice_form("Praktyka", **forged))
    assert response.status_code == 200
    errors = str(response.context["form"].errors) + str(
        [formset.errors for formset in response.context["form"].formsets.values()]
    )
    assert "Twoich zbiorach" in errors or "nie jest opublikowana" in errors
    assert CANARY not in text_of(response)
    assert CANARY.lower() not in text_of(response)
    assert not PracticePage.objects.filter(title="Praktyka").exists()


def test_material_put_there_by_the_secretariat_stays(client, team, canary):
    """An editor may go on writing where someone else's picture was already chosen."""
    cities, users = team
    page = make_draft("Wspólna", city=cities["lodz"], image=canary["image"])
    client.force_login(users["lodz"])
    data = practice_form("Wspólna, dalej", slug="wspolna", image=str(canary["image"].pk))
    assert client.post(page_url("edit", page), data).status_code == 302


def test_own_material_is_taken(client, team, canary):
    cities, users = team
    client.force_login(users["gdynia"])
    rows = {"attachments": [{"document": str(canary["document"].pk), "title": "Wzór"}]}
    data = practice_form("Z załącznikiem", image=str(canary["image"].pk), rows=rows)
    assert client.post(add_url(cities["gdynia"]), data).status_code == 302
    assert PracticePage.objects.get(title="Z załącznikiem").attachments.count() == 1
