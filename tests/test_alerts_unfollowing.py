"""Following ends with one click in a mail program, or on a page with a button; nothing is left."""

import pytest
from django.core import mail

from search.models import SavedSearch

from .following import _site, age, ask, follow, link

__all__ = ["_site", "ask"]  # fixtures
pytestmark = pytest.mark.django_db


def test_mail_program_posts_without_a_session(client, ask):
    follow(client, ask)
    headers = mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address == f"https://pim.example.org{link('wypisz')}"
    client.handler.enforce_csrf_checks = True
    for _twice in range(2):
        response = client.post(link("wypisz"), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not SavedSearch.objects.exists()


def test_looking_unfollows_nothing(client, ask):
    follow(client, ask)
    assert "Wypisz mnie" in client.get(link("wypisz")).text
    assert SavedSearch.objects.count() == 1


def test_only_this_search_or_all_of_the_address(client, ask):
    ask(email="inny@miasto.pl")
    for query in ("rower", "tramwaj", "smog"):
        follow(client, ask, address=f"/szukaj/powiadom/?q={query}")
        age(hours=2)
    client.post(link("wypisz"))
    assert SavedSearch.objects.filter(email="biuro@miasto.pl").count() == 2
    client.post(link("wypisz", mail.outbox[1]), {"wszystkie": "tak"})
    assert SavedSearch.objects.get().email == "inny@miasto.pl"


def test_unconfirmed_can_be_deleted_at_once(client, ask):
    ask()
    client.post(link("wypisz"))
    assert not SavedSearch.objects.exists()
    assert client.post(link("potwierdz")).status_code == 404
