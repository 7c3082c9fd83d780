"""The list above the form of a practice: what is missing, why, and that it blocks nothing."""

import pytest

from knowledge.checklist import criteria
from knowledge.models import PracticePage, ResultFigure
from tests.editing import add_url, make_draft, page_url, practice_form, standing_team, team

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

COMPLETE = {
    "lead": "Rano ulica jest dla dzieci.",
    "problem": "<p>Rano stoi 100 aut.</p>",
    "lessons": "<p>Zaczęlibyśmy od rozmowy.</p>",
    "costs": "185 tys. zł",
    "transferability": "<p>W miastach od 8 tys. mieszkańców.</p>",
    "contact_unit": "Wydział Mobilności",
    "contact_email": "mobilnosc@gdynia.pl",
}


def practice(**fields):
    page = PracticePage(title="Ulica szkolna", **{**COMPLETE, **fields})
    page.figures = [ResultFigure(value="−64%", label="aut", method="liczenie, maj 2022")]
    return page


def missing(page):
    return [criterion.name for criterion in criteria(page) if not criterion.met]


def test_complete_practice_lacks_nothing():
    assert missing(practice()) == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": "a" * 91}, "tytuł do 90 znaków"),
        ({"lead": "a" * 301}, "wprowadzenie do 300 znaków"),
        ({"lead": " "}, "wprowadzenie do 300 znaków"),
        ({"problem": '<p data-block-key="a1">Stoją auta.</p>'}, "problem z liczbą"),
        ({"problem": "<p>Stoją&#160;auta.</p>"}, "problem z liczbą"),
        ({"lessons": "<p> </p>"}, "wnioski: co zrobilibyście inaczej"),
        ({"costs": ""}, "koszt: kwota lub przedział"),
        ({"transferability": ""}, "warunki przeniesienia"),
        ({"contact_email": ""}, "kontakt do komórki urzędu"),
    ],
)
def test_what_is_missing_is_named(fields, name):
    page = practice(**{key: value for key, value in fields.items() if key != "title"})
    page.title = fields.get("title", page.title)
    assert missing(page) == [name]


def test_band_stands_for_amount():
    assert missing(practice(costs="", cost_band="do-50-tys")) == []


def test_result_needs_its_method():
    page = practice()
    page.figures = [ResultFigure(value="−64%", label="aut")]
    assert missing(page) == ["wynik z opisem pomiaru"]


def test_editor_shows_what_the_saved_draft_lacks(client, team):
    cities, users = team
    client.force_login(users["gdynia"])
    new = client.get(add_url(cities["gdynia"])).content.decode()
    assert "Spełnione: 0 z 8." in new
    draft = make_draft("Ulica szkolna", city=cities["gdynia"], **COMPLETE)
    shown = client.get(page_url("edit", draft)).content.decode()
    assert "Spełnione: 7 z 8." in shown
    assert 'href="#id_figures-ADD"' in shown
    assert 'href="#id_costs' not in shown


def test_links_lead_to_fields(client, team):
    cities, users = team
    client.force_login(users["gdynia"])
    new = client.get(add_url(cities["gdynia"])).content.decode()
    for criterion in criteria(PracticePage()):
        assert f'id="{criterion.anchor}"' in new, criterion.anchor


def test_missing_things_block_no_draft(client, team):
    cities, users = team
    client.force_login(users["gdynia"])
    response = client.post(add_url(cities["gdynia"]), practice_form("Sam tytuł"))
    assert response.status_code == 302
    assert PracticePage.objects.filter(title="Sam tytuł", live=False).exists()


def test_list_follows_what_wagtail_saves_by_itself(client, team):
    client.force_login(team[1]["gdynia"])
    draft = make_draft("Ulica szkolna", city=team[0]["gdynia"])
    draft.refresh_from_db()
    form = practice_form(lead="Rano ulica jest dla dzieci.", problem="<p>Stoi 100 aut.</p>")
    answer = client.post(page_url("edit", draft), form, headers={"Accept": "application/json"})
    html = answer.json()["html"]
    assert 'data-w-teleport-target-value="[data-checklist]"' in html
    assert "Spełnione: 3 z 8." in html
    assert "wnioski: co zrobilibyście inaczej" in html
