"""A merge or a retirement of a tag is taken back where nobody changed the tags since."""

import pytest
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageLogEntry

from knowledge.models import PracticePage
from pimsite.curation.models import FormerTag, TagChange
from search.alerts.models import SavedSearch
from tests.editing import make_draft, make_picture, standing_team, team
from tests.factories import make_practice
from tests.searching import ask, titles
from tests.tagging import bikes, change, names, office

__all__ = ["bikes", "office", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def address(nth=0):
    """The page of a change, counted from the newest."""
    return reverse("curation_tags:take_back", args=[TagChange.objects.all()[nth].pk])


def take_back(client, nth=0):
    return client.post(address(nth), follow=True)


def state(pages):
    return {name: names(page) for name, page in pages.items()}


@pytest.mark.parametrize("action", [("polacz", "rower"), ("wycofaj",)])
def test_what_was_merged_or_retired_is_as_before(office, bikes, action):
    before, tag = state(bikes), Tag.objects.get(name="rowery")
    change(office, "rowery", *action)
    assert state(bikes) != before
    response = take_back(office)
    assert "Cofnięto" in response.text
    assert state(bikes) == before
    assert Tag.objects.get(pk=tag.pk).slug == tag.slug, "older revisions fit again"
    assert len(titles(ask("tag=rowery"))) == 2
    history = reverse("wagtailadmin_pages:history", args=[bikes["second"].pk])
    assert "Wrócił tag „rowery”" in office.get(history).text


def test_looking_says_what_comes_back_and_changes_nothing(office, bikes):
    response = change(office, "rowery", "polacz", "rower")
    assert address() in office.get(response["Location"]).text, "offered at once"
    response = office.get(address())
    assert "Tag „rowery” wróci na strony: 2" in response.text
    assert "Rower miejski" in response.text
    assert not Tag.objects.filter(name="rowery").exists()


def test_pages_whose_tags_changed_since_stay_and_are_named(office, bikes):
    change(office, "rowery", "polacz", "rower")
    edited = PracticePage.objects.get(pk=bikes["second"].pk)
    edited.tags.add("parking")
    edited.save_revision().publish()
    kept = PracticePage.objects.get(pk=bikes["both"].pk)
    kept.lead = "Inny wstęp, te same tagi."
    kept.save_revision().publish()
    assert "Zostaną bez zmian: 1" in office.get(address()).text
    response = take_back(office)
    assert "<li>Rower miejski</li>" in response.text
    assert names(edited) == (["parking", "rower"],) * 2
    assert names(kept) == (["rower", "rowery"],) * 2
    assert PracticePage.objects.get(pk=kept.pk).lead == "Inny wstęp, te same tagi."


def test_a_deleted_page_is_named_too(office, bikes):
    change(office, "rowery", "wycofaj")
    bikes["second"].delete()
    assert "<li>Rower miejski</li>" in take_back(office).text
    assert names(bikes["both"])[0] == ["rower", "rowery"]


def test_a_draft_that_was_published_since_comes_back_in_both(team, office, bikes):
    draft = make_draft("Rower wodny", city=team[0]["lodz"])
    draft.tags.add("rowery")
    draft.save_revision()
    change(office, "rowery", "polacz", "rower")
    PracticePage.objects.get(pk=draft.pk).get_latest_revision().publish()
    take_back(office)
    assert names(draft) == (["rowery"], ["rowery"])


def test_each_of_several_changes_is_taken_back_by_itself(office, team, bikes):
    both = make_practice("Rower i tramwaj", city=team[0]["lodz"], tags=["rowery", "rowerki"])
    change(office, "rowery", "polacz", "rower")
    change(office, "rowerki", "polacz", "rower")
    assert names(both)[0] == ["rower"]
    take_back(office, 1)
    assert names(both)[0] == ["rower", "rowery"], "one of them still stands for „rowerki”"
    take_back(office, 0)
    assert "rowerki" in names(both)[0]
    assert names(bikes["second"])[0] == ["rowery"]


def test_a_chain_is_taken_back_from_its_end(office, bikes):
    before = state(bikes)
    Tag.objects.create(name="kolej")
    change(office, "rowery", "polacz", "rower")
    change(office, "rower", "polacz", "kolej")
    response = office.get(address(1))
    assert "Najpierw cofnij późniejszą zmianę: „rower” połączono z „kolej”" in response.text
    assert "cofnij późniejszą" in take_back(office, 1).text
    assert not Tag.objects.filter(name="rowery").exists()
    take_back(office, 0)
    take_back(office, 1)
    assert state(bikes) == before
    assert not FormerTag.objects.exists()


def test_a_tag_that_was_typed_again_is_not_doubled(office, team, bikes):
    change(office, "rowery", "wycofaj")
    again = make_practice("Rower poziomy", city=team[0]["lodz"], tags=["rowery"])
    take_back(office)
    assert Tag.objects.filter(name="rowery").count() == 1
    assert names(again)[0] == names(bikes["second"])[0] == ["rowery"]


def test_pictures_addresses_and_followed_searches_come_back(client, office, bikes):
    picture, gone = make_picture(), make_picture("Skasowane")
    picture.tags.add("rowery"), gone.tags.add("rowery")
    search = SavedSearch.objects.create(
        email="a@miasto.pl", query="tag=rowery&woj=pomorskie", asked_at=timezone.now()
    )
    change(office, "rowery", "polacz", "rower")
    gone.delete()
    take_back(office)
    assert list(picture.tags.names()) == ["rowery"]
    search.refresh_from_db()
    assert search.query == "tag=rowery&woj=pomorskie"
    client.logout()
    assert client.get("/praktyki/?tag=rowery").status_code == 200


def test_it_is_taken_back_once(office, bikes):
    change(office, "rowery", "wycofaj")
    take_back(office)
    bikes["second"].tags.clear()
    assert "Ktoś już to cofnął" in take_back(office).text
    assert PageLogEntry.objects.filter(action="pimsite.tag.undo").count() == 2
    assert list(bikes["second"].tags.names()) == []


@pytest.mark.parametrize("role", ["gdynia", "koordynacja"])
def test_only_the_secretariat_takes_back(client, team, office, bikes, role):
    change(office, "rowery", "wycofaj")
    client.force_login(team[1][role])
    assert client.post(address()).status_code == 302
    assert not Tag.objects.filter(name="rowery").exists()


def test_list_says_who_and_when_and_costs_the_same(office, team, bikes, count_queries):
    def retire(name):
        make_practice(f"Praktyka {name}", tags=[name])
        change(office, name, "wycofaj")

    changes = reverse("curation_tags:changes")
    retire("pierwszy")
    response = office.get(changes)
    assert "Wycofano „pierwszy”" in response.text
    assert "sekretariat" in response.text
    few = count_queries(changes)
    for number in range(5):
        retire(f"tag {number}")
    assert count_queries(changes) <= few


def test_looking_costs_the_same_with_more_pages(office, bikes, count_queries):
    def cost(number):
        for each in range(number):
            make_practice(f"Praktyka {number} {each}", tags=[f"tag {number}"])
        change(office, f"tag {number}", "polacz", "rower")
        count_queries(address())
        return count_queries(address())

    assert cost(2) >= cost(7)
