"""The second factor: asked for where the setting says so, and never walked around."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command

from tests.editing import make_team
from tests.getting_in import CODE, SETUP, code_for, give_password, set_up_factor, sign_in

pytestmark = pytest.mark.django_db

CODES = "/konto/drugi-skladnik/kody/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def editor():
    return give_password(make_team()[1]["gdynia"])


@pytest.fixture
def secret(client, editor):
    """The editor has set it up and is signed out again."""
    sign_in(client, "gdynia")
    secret = set_up_factor(client)
    client.logout()
    cache.clear()  # a code counts once, and the clock does not move within a test
    return secret


@pytest.mark.parametrize("address", ["/cms/", "/cms/images/", "/cms/pages/", "/dokumenty/1/x/"])
def test_nothing_of_the_admin_opens_without_it(client, editor, address):
    sign_in(client, "gdynia")
    assert client.get(address).url == SETUP
    assert client.post(address).url == SETUP


def test_demo_does_not_ask_for_it(client, editor, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(client, "gdynia")
    assert client.get("/cms/").status_code == 200


def test_one_who_sets_it_up_is_let_in_and_gets_codes(client, editor):
    sign_in(client, "gdynia")
    set_up_factor(client)
    assert client.get("/cms/").status_code == 200
    codes = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()
    page = client.get(CODES).content.decode()
    assert len(codes) == 10
    assert all(code in page for code in codes)


def test_secret_lies_encrypted(client, editor, secret):
    assert secret not in str(Authenticator.objects.filter(user=editor).values_list("data"))


def test_password_alone_opens_nothing(client, secret):
    assert sign_in(client, "gdynia").url == CODE
    assert "_auth_user_id" not in client.session
    assert client.get("/cms/").status_code == 302
    assert "błędny" in client.post(CODE, {"code": "000000"}).content.decode()
    assert "_auth_user_id" not in client.session


def test_password_and_code_open(client, secret):
    sign_in(client, "gdynia")
    assert client.post(CODE, {"code": code_for(secret)}).url == "/cms/"
    assert client.get("/cms/").status_code == 200


def test_code_counts_once(client, secret):
    sign_in(client, "gdynia")
    code = code_for(secret)
    client.post(CODE, {"code": code})
    client.logout()
    sign_in(client, "gdynia")
    assert client.post(CODE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_codes_cannot_be_guessed_for_long(client, secret):
    sign_in(client, "gdynia")
    pages = [client.post(CODE, {"code": "000000"}).content.decode() for _attempt in range(6)]
    assert "Za dużo" in pages[-1]
    assert client.post(CODE, {"code": code_for(secret)}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_recovery_code_opens_once(client, editor, secret):
    code = (
        Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()[0]
    )
    sign_in(client, "gdynia")
    assert client.post(CODE, {"code": code}).url == "/cms/"
    client.logout()
    sign_in(client, "gdynia")
    assert client.post(CODE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", [SETUP, CODES, CODE, "/konto/drugi-skladnik/wylacz/"])
def test_stranger_sees_no_page_of_it(client, address):
    assert client.get(address).url.startswith("/konto/logowanie/")


def test_who_lost_everything_sets_up_anew(client, editor, secret):
    call_command("forget_second_factor", "gdynia", verbosity=0)
    sign_in(client, "gdynia")
    assert client.get("/cms/").url == SETUP
    with pytest.raises(CommandError):
        call_command("forget_second_factor", "nie-ma")


def test_codes_are_not_shown_to_who_finds_an_old_session(client, secret, settings):
    sign_in(client, "gdynia")
    client.post(CODE, {"code": code_for(secret)})
    assert client.get(CODES).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert client.get(CODES).url.startswith("/konto/potwierdz/")


@pytest.mark.parametrize("page", ["/cms/", "/cms/account/"])
def test_panel_leads_to_it(client, editor, settings, page):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(client, "gdynia")
    assert 'href="/konto/drugi-skladnik/"' in client.get(page).text
