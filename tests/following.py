"""Following a search as a reader would: the form, the links in mails, and time that passes."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from search.models import SavedSearch

from .factories import make_home

FORM = "/szukaj/powiadom/?q=smog"
ADDRESS = "Biuro@miasto.pl"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://pim.example.org"
    make_home()


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Fill in the form as a reader would."""

    def ask(address=FORM, **fields):
        fields = {"email": ADDRESS, "czestotliwosc": "co-tydzien", "www": "", **fields}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, fields)

    return ask


def link(kind, message=None):
    """The path of a link in the newest mail."""
    body = (message or mail.outbox[-1]).body
    return re.search(rf"https://pim\.example\.org(/powiadomienia/{kind}/\S+)", body)[1]


def follow(client, ask, **fields):
    ask(**fields)
    client.post(link("potwierdz"))
    return SavedSearch.objects.latest("pk")


def age(**delta):
    """Let time pass for everything that was asked."""
    for saved in SavedSearch.objects.all():
        saved.asked_at -= timedelta(**delta)
        saved.save()
