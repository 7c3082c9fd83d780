"""Signing in: by name or e-mail, with limits, without telling who has an account."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache

from tests.editing import make_team
from tests.factories import make_home, make_user
from tests.getting_in import LOGIN, PASSWORD, give_password, sign_in

pytestmark = pytest.mark.django_db

RESET = "/konto/haslo/"
SENT = "/konto/haslo/wyslano/"
ASK, ASKED = "/konto/prosba/", "/konto/prosba/wyslano/"
PAGES = [LOGIN, RESET, SENT, "/konto/nowe/", "/konto/nieaktywne/", ASK, ASKED]


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    """Attempts are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def editor():
    _cities, users = make_team()
    users["gdynia"].email = "redakcja@Gdynia.example"
    return give_password(users["gdynia"])


def words(answer):
    """What a reader sees, without the token that differs every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


@pytest.mark.parametrize("name", ["gdynia", "redakcja@gdynia.example", "Redakcja@Gdynia.example"])
def test_signs_in_by_name_or_mail(client, editor, name):
    answer = sign_in(client, name)
    assert answer.url == "/cms/"
    assert client.get("/cms/").status_code == 200


def test_stranger_comes_back_to_what_was_wanted(client, editor):
    door = client.get("/cms/images/")
    assert door.url == "/cms/login/?next=/cms/images/"
    form = client.get(door.url)
    assert form.url == "/konto/logowanie/?next=%2Fcms%2Fimages%2F"
    page = client.get(form.url).content.decode()
    assert 'name="next" value="/cms/images/"' in page
    posted = {"login": "gdynia", "password": PASSWORD, "next": "/cms/images/"}
    assert client.post(LOGIN, posted).url == "/cms/images/"


def test_foreign_address_is_not_followed(client, editor):
    posted = {"login": "gdynia", "password": PASSWORD, "next": "https://zly.example/"}
    assert client.post(LOGIN, posted).url == "/cms/"


@pytest.mark.parametrize("address", ["/cms/login/", "/_util/login/"])
def test_no_other_door_takes_a_password(client, editor, address):
    client.post(address, {"username": "gdynia", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/cms/password_reset/", "/konto/nowe/"])
def test_nobody_signs_up_alone_and_wagtail_resets_nothing(client, address):
    make_home()
    before = client.get(address)
    client.post(address, {"email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD})
    assert before.status_code == 404 or "na prośbę urzędu" in before.content.decode()
    assert "_auth_user_id" not in client.session
    assert mail.outbox == []


def test_who_has_no_right_gets_a_word_and_no_loop(client):
    client.force_login(make_user("nikt"))
    assert client.get("/cms/login/").status_code == 403


def test_panel_says_in_polish_that_there_is_no_such_page(client, editor):
    client.force_login(editor)
    response = client.get("/cms/nie-ma/")
    assert response.status_code == 404
    assert "Mogła zostać usunięta albo nie masz do niej dostępu." in response.text
    assert '<main id="main"' in response.text  # where the link to skip the menu leads


def test_wrong_password_and_unknown_name_look_the_same(client, editor):
    make_home()
    refusals = {
        words(sign_in(client, name, "zle-haslo")).replace(name, "")
        for name in ("gdynia", "nie-ma", "redakcja@gdynia.example", "nie-ma@gdynia.example")
    }
    assert len(refusals) == 1
    assert "się nie zgadza" in refusals.pop()


def test_guessing_ends_after_five_attempts_and_the_right_password_too(client, editor):
    for _attempt in range(5):
        assert "Za dużo" not in words(sign_in(client, "gdynia", "zle-haslo"))
    assert "Za dużo" in words(sign_in(client, "gdynia"))
    assert "_auth_user_id" not in client.session
    assert "Za dużo" not in words(sign_in(client, "lodz", "zle-haslo")), "only that account"


def test_one_address_may_not_try_many_names(client, editor):
    for number in range(10):
        sign_in(client, f"konto-{number}", "zle-haslo")
    assert "Za dużo" in words(sign_in(client, "gdynia"))
    assert "_auth_user_id" not in client.session


def test_inactive_account_stays_out(client, editor):
    editor.is_active = False
    editor.save()
    assert sign_in(client, "gdynia").url == "/konto/nieaktywne/"
    assert "_auth_user_id" not in client.session


def test_reset_answers_the_same_to_known_and_unknown(client, editor):
    answers = [client.post(RESET, {"email": a}) for a in (editor.email, "nie-ma@gdynia.example")]
    assert [answer.url for answer in answers] == [SENT, SENT]
    assert [message.to for message in mail.outbox] == [[editor.email], ["nie-ma@gdynia.example"]]
    assert len({message.subject for message in mail.outbox}) == 1
    assert "/konto/haslo/" not in mail.outbox[1].body


def test_reset_changes_the_password_once(client, editor, settings):
    client.post(RESET, {"email": editor.email}, HTTP_HOST="localhost")
    link = re.search(r"https?://\S+", mail.outbox[0].body)[0]
    assert link.startswith(settings.WAGTAILADMIN_BASE_URL), "whatever host the request named"
    path = link.removeprefix(settings.WAGTAILADMIN_BASE_URL)
    form = client.get(path).url
    new = "zupelnie-inne-haslo"
    assert client.post(form, {"password1": new, "password2": new}).url.endswith("/zmienione/")
    assert "_auth_user_id" not in client.session, "the second factor is asked for first"
    assert "już nie działa" in words(client.get(path))
    assert sign_in(client, "gdynia").status_code == 200
    assert sign_in(client, "gdynia", new).url == "/cms/"


def test_weak_password_is_refused_in_polish(client, editor):
    client.post(RESET, {"email": editor.email})
    path = re.search(r"/konto/haslo/\S+", mail.outbox[0].body)[0]
    page = words(client.post(client.get(path).url, {"password1": "gdynia", "password2": "gdynia"}))
    assert "To hasło jest za krótkie" in page


@pytest.mark.parametrize(
    "address",
    [
        LOGIN,
        RESET,
        SENT,
        "/konto/nowe/",
        "/konto/nieaktywne/",
        "/konto/prosba/",
        "/konto/prosba/wyslano/",
    ],
)
def test_pages_are_polish_private_and_strict(client, address):
    make_home()
    answer = client.get(address)
    page = answer.content.decode()
    assert not re.findall(r"Password|Username|Sign [Ii]n|E-mail address|placeholder=\"E", page)
    assert 'name="robots" content="noindex"' in page
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert "<script>" not in page


@pytest.mark.database
def test_attempts_can_be_counted_by_all_processes_together():
    shared = DatabaseCache("pim_cache", {})
    assert shared.add("próba", [1.5], 60)
    assert not shared.add("próba", [2.5], 60)
    assert shared.get("próba") == [1.5]
