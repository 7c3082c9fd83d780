"""The admin speaks Polish where Wagtail's own catalogue does not."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.urls import reverse

from tests.editing import add_url, make_team

CATALOGUES = Path(__file__).parents[1] / "pimsite/locale/pl/LC_MESSAGES"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_catalogue_is_compiled(domain):
    with (CATALOGUES / f"{domain}.po").open("rb") as source:
        written = {message.id: message.string for message in read_po(source) if message.id}
    with (CATALOGUES / f"{domain}.mo").open("rb") as source:
        compiled = {message.id: message.string for message in read_mo(source) if message.id}
    assert compiled == written, f"pybabel compile -D {domain} -d pimsite/locale -l pl"


@pytest.mark.django_db
def test_signing_in_is_in_polish(client):
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Hasło" in page
    assert not [word for word in ("Password", "Sign in", "Wagtaila") if word in page]


@pytest.mark.django_db
def test_the_form_speaks_with_examples(client):
    cities, users = make_team()
    client.force_login(users["gdynia"])
    form = client.get(add_url(cities["gdynia"])).context["form"]
    silent = [
        name
        for name, field in form.fields.items()
        if not field.help_text and name not in {"comment_notifications", "body", "seo_title"}
    ]
    assert silent == []


@pytest.mark.django_db
def test_autosave_speaks_polish(client):
    catalogue = client.get("/cms/jsi18n/").content.decode("unicode_escape")
    assert "Zapisano samoczynnie." in catalogue
