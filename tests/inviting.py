"""Invitations as tests need them."""

import re

from django.core import mail

from pimsite.accounts import inviting
from pimsite.accounts.models import Role
from tests.getting_in import PASSWORD

ADDRESS = "nowa.osoba@gdynia.example"
NAMES = {"first_name": "Nowa", "last_name": "Osoba"}
NEWCOMER = {**NAMES, "password1": PASSWORD, "password2": PASSWORD}


def invite(city, by, email=ADDRESS, role=Role.EDITOR):
    """An invitation and the path of its link, as the mail brought it."""
    invitation = inviting.invite(email, city, role, by=by)
    return invitation, link_of(mail.outbox[-1])


def link_of(message):
    return re.search(r"http://[^/]+(/konto/zaproszenie/\S+)", message.body)[1]
