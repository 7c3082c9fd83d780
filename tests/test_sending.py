"""The last look before a practice goes to the secretariat: what stops it, what only warns."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from knowledge.models import PracticeAttachment, PracticePage, ResultFigure
from search import similar
from tests.editing import (
    COMPLETE,
    FIGURE,
    add_url,
    complete_form,
    make_draft,
    make_file,
    make_picture,
    page_url,
    practice_form,
    send,
    standing_team,
    team,
)
from tests.factories import make_practice

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client, team):
    client.force_login(team[1]["gdynia"])
    return client


def make_complete(team, title="Ulica szkolna", **fields):
    """A draft of Gdynia that may be sent."""
    draft = make_draft(
        title, city=team[0]["gdynia"], owner=team[1]["gdynia"], **{**COMPLETE, **fields}
    )
    draft.figures = [ResultFigure(**FIGURE)]
    draft.save_revision()
    return draft


def look_at(client, page):
    return client.get(reverse("writing:look", args=[page.pk]))


def is_sent(page):
    page.refresh_from_db()
    return bool(page.workflow_in_progress)


@pytest.mark.parametrize("action", ["action-submit", "action-restart-workflow"])
def test_incomplete_practice_is_kept_and_not_sent(author, team, action):
    data = {**practice_form("Ulica", lead="Mój długi wstęp."), action: "1"}
    response = author.post(add_url(team[0]["gdynia"]), data)
    page = PracticePage.objects.get(title="Ulica")
    assert page.lead == "Mój długi wstęp."
    text = author.get(response.headers["Location"]).text if action == "action-submit" else ""
    author.post(page_url("edit", page), {**data, "slug": page.slug})
    text = text or look_at(author, page).text
    for name in ("Problem z liczbą", "Wynik z opisem pomiaru", "Rozwiązanie", "Koszt: kwota"):
        assert name in text
    assert f'href="{page_url("edit", page)}#id_problem-label"' in text
    assert not is_sent(page)


def test_forged_sending_of_an_incomplete_practice_names_what_is_missing(author, team):
    page = make_complete(team, costs="", lessons="")
    response = send(author, page)
    assert not is_sent(page)
    text = author.get(response.headers["Location"]).text
    assert "Nie wysłano. Brakuje: wnioski: co zrobilibyście inaczej, koszt: kwota" in text


def test_half_a_row_is_named(author, team):
    page = make_complete(team)
    page.attachments = [PracticeAttachment(title="Regulamin")]
    page.save_revision(clean=False)
    text = look_at(author, page).text
    assert "Załącznik: plik" in text
    send(author, page)
    assert not is_sent(page)


def test_what_is_only_advised_stops_nobody(author, team):
    page = make_complete(team)
    text = look_at(author, page).text
    assert "Warto dopisać" in text
    assert "Kontakt do komórki urzędu" in text
    response = send(author, page)
    assert is_sent(page)
    assert "Wysłano do Sekretariatu" in author.get(response.headers["Location"]).text


def test_text_changed_meanwhile_is_read_again(author, team):
    page = make_complete(team)
    seen = page.latest_revision_id
    page.lead = "Kolega właśnie to zmienił."
    page.save_revision()
    address = reverse("writing:look", args=[page.pk])
    assert "Tekst zmienił się" in author.post(address, {"revision": seen}, follow=True).text
    assert not is_sent(page)


def test_sent_twice_is_sent_once(author, team):
    page = make_complete(team)
    send(author, page)
    again = send(author, page)
    assert again.headers["Location"] == page_url("edit", page)
    assert page.workflow_states.count() == 1


def test_secretariat_sends_and_publishes_without_asking(client, team):
    client.force_login(team[1]["sekretariat"])
    data = practice_form("Własna", problem="<p>Auta.</p>", solution="<p>Szlaban.</p>")
    client.post(add_url(team[0]["gdynia"]), {**data, "action-publish": "1"})
    assert PracticePage.objects.get(title="Własna").live
    data = practice_form("Inna", problem="<p>Auta.</p>", solution="<p>Szlaban.</p>")
    client.post(add_url(team[0]["gdynia"]), {**data, "action-submit": "1"})
    assert is_sent(PracticePage.objects.get(title="Inna"))


@pytest.mark.parametrize(
    ("role", "is_open"),
    [
        ("anonymous", False),
        ("gdynia", True),
        ("koordynacja", False),
        ("lodz", False),
        ("sekretariat", True),
    ],
)
def test_only_who_writes_it_looks_sends_and_takes_back(client, team, role, is_open):
    page = make_complete(team)
    if role != "anonymous":
        client.force_login(team[1][role])
    assert ("Ulica szkolna" in look_at(client, page).text) is is_open
    send(client, page)
    assert is_sent(page) is is_open
    if not is_open:
        client.force_login(team[1]["gdynia"])
        send(client, page)
        client.logout()
        if role != "anonymous":
            client.force_login(team[1][role])
    address = reverse("writing:take_back", args=[page.pk])
    assert ("Wycofaj do poprawy" in client.get(address).text) is is_open
    client.post(address)
    assert is_sent(page) is not is_open


def test_author_takes_back_after_a_question_and_history_says_so(author, team):
    page = make_complete(team)
    send(author, page)
    address = reverse("writing:take_back", args=[page.pk])
    assert address in author.get(page_url("edit", page)).text
    assert "znowu będzie szkicem" in author.get(address).text
    assert is_sent(page)
    author.post(address)
    assert not is_sent(page)
    entry = PageLogEntry.objects.filter(page=page, action="wagtail.workflow.cancel").get()
    assert entry.user == team[1]["gdynia"]
    assert "Tego opisu nikt teraz nie sprawdza" in author.post(address, follow=True).text
    author.post(page_url("edit", page), complete_form("Poprawiona", slug=page.slug))
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Poprawiona"


def test_practices_alike_are_shown_before_sending(author, team):
    make_practice("Ulice szkolne bez aut", lead="Rano ulica należy do dzieci.")
    make_practice("Kompost na osiedlu", lead="Odpadki wracają do ogrodów.")
    text = look_at(author, make_complete(team)).text
    assert "Podobne praktyki już są" in text
    assert "Ulice szkolne bez aut" in text
    assert "Kompost na osiedlu" not in text
    assert "To inna praktyka, wyślij" in text


def test_practices_of_ones_own_city_need_less_to_be_alike(author, team, monkeypatch):
    monkeypatch.setattr(similar, "ALIKE", 1.1)
    for name in ("gdynia", "lodz"):
        make_practice(f"Ulice szkolne: {name}", city=team[0][name])
    text = look_at(author, make_complete(team)).text
    assert "Ulice szkolne: gdynia" in text
    assert "Ulice szkolne: lodz" not in text


def test_draft_of_another_city_is_not_alike(author, team):
    make_draft("Ulica szkolna w Łodzi", city=team[0]["lodz"])
    text = look_at(author, make_complete(team)).text
    assert "Podobne praktyki już są" not in text
    assert "w Łodzi" not in text


def test_private_matters_warn_and_stop_nobody(author, team):
    page = make_complete(
        team, funding="Pyta Jan, tel. 601 234 567, jan.k@gmail.com, PESEL 44051401359"
    )
    page.attachments = [PracticeAttachment(document=make_file("lista_44051401359"))]
    page.save_revision()
    text = look_at(author, page).text
    for found in ("601 234 567", "jan.k@gmail.com", "PESEL: 44…59", "Nazwa załącznika"):
        assert found in text
    assert f'href="{page_url("edit", page)}#id_funding-label"' in text
    send(author, page)
    assert is_sent(page)


def test_picture_without_description_is_asked_about(author, team):
    picture = make_picture("Szlaban")
    page = make_complete(team, image=picture)
    text = look_at(author, page).text
    assert "Opisz zdjęcie „Szlaban”" in text
    assert reverse("wagtailimages:edit", args=[picture.pk]) in text
    picture.description = "Drewniany szlaban przed szkołą"
    picture.save()
    assert "Opisz zdjęcie" not in look_at(author, page).text
