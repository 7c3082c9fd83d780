"""Second factors in the log: set up by oneself, removed by a command."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from tests.editing import make_team
from tests.getting_in import give_password, set_up_factor, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()
    user = give_password(make_team()[1]["gdynia"])
    sign_in(client, "gdynia")
    set_up_factor(client)
    return user


def lines(user):
    entries = ModelLogEntry.objects.for_instance(user).order_by("pk")
    found = entries.filter(action__startswith="pimsite.factor")
    return [(entry.message, entry.user) for entry in found]


def test_setting_up_is_recorded_with_who_did_it(editor):
    assert lines(editor) == [
        ("Włączenie drugiego składnika: kod z telefonu", editor),
        ("Włączenie drugiego składnika: kody zapasowe", editor),
    ]


def test_using_it_is_no_change(editor):
    Authenticator.objects.get(user=editor, type="totp").record_usage()
    assert len(lines(editor)) == 2


def test_removal_by_a_command_is_recorded(editor):
    call_command("forget_second_factor", editor.email)
    assert sorted(message for message, _user in lines(editor)[2:]) == [
        "Wyłączenie drugiego składnika: kod z telefonu",
        "Wyłączenie drugiego składnika: kody zapasowe",
    ]
    assert {user for _message, user in lines(editor)[2:]} == {None}
