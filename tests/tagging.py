"""Practices with tags, and the page on which the secretariat changes a tag."""

import pytest
from django.urls import reverse
from taggit.models import Tag

from knowledge.models import PracticePage
from tests.factories import make_practice


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])
    return client


@pytest.fixture
def bikes(team):
    """Practices with a tag and with a rival of it, one of them with both."""
    city = team[0]["gdynia"]
    return {
        "first": make_practice("Rower cargo", city=city, tags=["rower"]),
        "second": make_practice("Rower miejski", city=city, tags=["rowery"]),
        "both": make_practice("Rower dziecięcy", city=city, tags=["rower", "rowery"]),
    }


def change(client, tag, action, name="", *, confirmed=True):
    tag = Tag.objects.get(name=tag)
    data = {"action": action, "name": name, **({"confirmed": "1"} if confirmed else {})}
    return client.post(reverse("curation_tags:one", args=[tag.pk]), data)


def names(page):
    page = PracticePage.objects.get(pk=page.pk)
    return sorted(page.tags.names()), sorted(page.get_latest_revision_as_object().tags.names())
