"""What crawlers are told: all that anyone may read, nothing else."""

import pytest
from wagtail.models import PageViewRestriction

from .factories import make_city, make_practice

pytestmark = pytest.mark.django_db


def test_sitemap_names_public_pages_only(client):
    public = make_practice("Zielone przystanki")
    draft = make_practice("Szkic")
    draft.unpublish()
    closed = make_practice("Tylko dla sieci", city=make_city("Ełk"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    text = client.get("/sitemap.xml").text
    assert public.get_url() in text
    assert draft.slug not in text
    assert closed.slug not in text


def test_robots_are_shown_the_sitemap(client):
    make_practice()
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in answer.text
    assert "Disallow: /cms/" in answer.text
