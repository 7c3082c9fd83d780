"""Tags are merged, renamed and retired everywhere at once, after a look at what that changes."""

import pytest
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageLogEntry

from pimsite.curation.models import FormerTag
from search.alerts.models import SavedSearch
from tests.editing import make_picture, standing_team, team
from tests.factories import make_practice
from tests.searching import ask, titles
from tests.tagging import bikes, change, names, office

__all__ = ["bikes", "office", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_preview_names_the_pages_and_changes_nothing(office, bikes):
    response = change(office, "rowery", "polacz", "Rower", confirmed=False)
    assert "Zamiast „rowery” będzie „rower”" in response.text
    assert "Rower miejski" in response.text
    assert "Rower cargo" not in response.text
    assert Tag.objects.filter(name="rowery").exists()


def test_merged_tags_are_one_everywhere(office, bikes):
    assert change(office, "rowery", "polacz", "rower").status_code == 302
    assert {tuple(map(tuple, names(page))) for page in bikes.values()} == {(("rower",), ("rower",))}
    assert len(titles(ask("tag=rower"))) == 3
    assert PageLogEntry.objects.filter(action="pimsite.tag.merge").count() == 2
    assert (
        "Tag „rowery” → „rower”"
        in office.get(reverse("wagtailadmin_pages:history", args=[bikes["second"].pk])).text
    )


def test_drafts_keep_the_merged_tag_when_they_are_published(office, bikes):
    page = bikes["first"]
    page.tags.add("rowery")
    page.save_revision()
    change(office, "rowery", "polacz", "rower")
    page.refresh_from_db()
    page.get_latest_revision().publish()
    assert names(page) == (["rower"], ["rower"])


def test_old_address_leads_to_the_merged_tag(client, team, office, bikes):
    change(office, "rowery", "polacz", "rower")
    client.logout()
    response = client.get("/praktyki/?tag=rowery&woj=pomorskie")
    assert response.status_code == 301
    assert response.headers["Location"] == "/praktyki/?tag=rower&woj=pomorskie"
    Tag.objects.create(name="kolej")
    client.force_login(team[1]["sekretariat"])
    change(client, "rower", "polacz", "kolej")
    assert dict(FormerTag.objects.values_list("slug", "tag__slug")) == {
        "rower": "kolej",
        "rowery": "kolej",
    }


def test_followed_search_looks_for_the_merged_tag(office, bikes):
    def follow(query, email):
        return SavedSearch.objects.create(email=email, query=query, asked_at=timezone.now())

    follow("tag=rowery&woj=pomorskie", "a@miasto.pl")
    follow("tag=rowery", "b@miasto.pl"), follow("tag=rower", "b@miasto.pl")
    change(office, "rowery", "polacz", "rower")
    assert sorted(SavedSearch.objects.values_list("email", "query")) == [
        ("a@miasto.pl", "tag=rower&woj=pomorskie"),
        ("b@miasto.pl", "tag=rower"),
    ]


def test_renamed_tag_keeps_its_address_and_is_found_by_its_new_name(office, bikes):
    change(office, "rowery", "nazwij", "cyklistyka")
    assert len(titles(ask("tag=rowery"))) == 2
    assert len(titles(ask("q=cyklistyka"))) == 2
    assert names(bikes["second"]) == (["cyklistyka"], ["cyklistyka"])


def test_name_that_is_taken_is_refused(office, bikes):
    assert "Połącz je" in change(office, "rowery", "nazwij", "ROWER").text
    assert "Nie ma takiego tagu" in change(office, "rowery", "polacz", "nie ma").text
    assert "z nim samym" in change(office, "rowery", "polacz", "rowery").text
    assert "Wpisz nazwę" in change(office, "rowery", "nazwij").text


def test_retired_tag_is_gone_from_pages_and_drafts(office, bikes):
    change(office, "rowery", "wycofaj")
    assert names(bikes["second"]) == ([], [])
    assert titles(ask("tag=rowery")) == []
    assert len(titles(ask("q=rower"))) == 3


def test_pictures_follow(office, bikes):
    picture = make_picture()
    picture.tags.add("rowery")
    change(office, "rowery", "polacz", "rower")
    assert list(picture.tags.names()) == ["rower"]


def test_list_is_searched_and_costs_the_same(office, bikes, count_queries):
    address = reverse("curation_tags:list")
    office.get(address)
    few = count_queries(address)
    for number in range(8):
        make_practice(f"Praktyka {number}", tags=[f"tag {number}"])
    assert count_queries(address) <= few
    found = office.get(f"{address}?q=rowery").context["object_list"]
    assert [(tag.name, tag.practices) for tag in found] == [("rowery", 2)]
