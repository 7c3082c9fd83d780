"""What is deleted is seen by the secretariat, kept for a while, and comes back as it was."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from knowledge.models import CityPage, PageTheme
from pimsite.deleted.models import KEPT, Deletion
from tests.editing import make_draft, page_url, standing_team, team
from tests.factories import make_practice, make_theme

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DELETED = "/cms/usuniete/"


@pytest.fixture
def throw_away(client, team):
    """An editor of Gdynia deletes a draft in the admin."""
    cities, users = team

    def throw_away(title="Szkic", **fields):
        page = make_draft(title, city=cities["gdynia"], owner=users["gdynia"], **fields)
        client.force_login(users["gdynia"])
        client.post(page_url("delete", page))
        assert not Page.objects.filter(pk=page.pk).exists()
        client.force_login(users["sekretariat"])
        return page

    return throw_away


def restore(client, former):
    deleted = Deletion.objects.get(former_pk=former.pk)
    response = client.post(reverse("deleted:one", args=[deleted.pk]), follow=True)
    assert response.status_code == 200
    return response


def back(page):
    return type(page).objects.get(translation_key=page.translation_key)


def test_secretariat_sees_who_deleted_what(client, team, throw_away):
    assert "nikt niczego nie usunął" in client_of(client, team, "sekretariat").get(DELETED).text
    page = throw_away("Szkic do śmieci", costs="10 tys. zł")
    [row] = client.get(f"{DELETED}?miasto=gdy").context["object_list"]
    assert (row.title, row.place, row.by) == ("Szkic do śmieci", "Gdynia", team[1]["gdynia"])
    assert list(client.get(f"{DELETED}?miasto=odz").context["object_list"]) == []
    html = client.get(reverse("deleted:one", args=[row.pk])).text
    assert "10 tys. zł" in html
    assert page.title in html


def client_of(client, team, role):
    client.force_login(team[1][role])
    return client


def test_draft_comes_back_under_its_city_with_all_it_had(client, team, throw_away):
    theme = make_theme("climate", "Klimat")
    page = throw_away("Zielony dach", costs="10 tys. zł")
    restore(client, page)
    draft = back(page)
    assert draft.get_parent().specific == team[0]["gdynia"]
    assert (draft.title, draft.costs, draft.slug) == ("Zielony dach", "10 tys. zł", page.slug)
    assert (draft.live, draft.owner) == (False, team[1]["gdynia"])
    assert draft.get_latest_revision().user == team[1]["sekretariat"]
    assert not Deletion.objects.exists()
    draft.theme_links.add(PageTheme(theme=theme))
    draft.save_revision().publish()
    assert client.get(draft.url).status_code == 200


def test_rows_of_a_page_come_back(client, team, throw_away):
    theme = make_theme("climate", "Klimat")
    practice = make_practice("Z tematem", city=team[0]["gdynia"], themes=[theme], tags=["rower"])
    practice.save_revision()
    client.force_login(team[1]["sekretariat"])
    client.post(page_url("delete", practice))
    assert (
        "Była opublikowana"
        in client.get(reverse("deleted:one", args=[Deletion.objects.get().pk])).text
    )
    restore(client, practice)
    draft = back(practice)
    assert not draft.live
    assert [link.theme for link in draft.theme_links.all()] == [theme]
    assert list(draft.tags.names()) == ["rower"]


def test_history_of_a_page_goes_on(client, throw_away):
    page = throw_away()
    restore(client, page)
    actions = PageLogEntry.objects.filter(page=back(page)).values_list("action", flat=True)
    assert {"wagtail.delete", "pimsite.restore"} <= set(actions)
    history = client.get(reverse("wagtailadmin_pages:history", args=[back(page).pk])).text
    assert "Przywrócono usuniętą stronę" in history


def test_text_that_lacks_everything_comes_back(client, team):
    page = make_draft("Sam tytuł", city=team[0]["gdynia"])
    page.problem = page.solution = ""
    page.save_revision(clean=False)
    page.delete()
    client.force_login(team[1]["sekretariat"])
    restore(client, page)
    assert back(page).get_latest_revision_as_object().problem == ""


def test_theme_that_is_gone_by_now_is_left_out(client, team, throw_away):
    theme = make_theme("climate", "Klimat")
    practice = make_practice("Z tematem", city=team[0]["gdynia"], themes=[theme])
    practice.save_revision()
    practice.delete()
    theme.delete()
    client.force_login(team[1]["sekretariat"])
    restore(client, practice)
    assert not back(practice).theme_links.exists()


def test_taken_address_is_numbered(client, team, throw_away):
    page = throw_away("Dach")
    make_practice("Dach", city=team[0]["gdynia"])
    restore(client, page)
    assert back(page).slug == "dach-2"


def test_city_comes_back_before_its_practices(client, team):
    city = team[0]["lodz"]
    practice = make_practice("Woonerf", city=city)
    client.force_login(team[1]["sekretariat"])
    CityPage.objects.get(pk=city.pk).delete()
    assert Deletion.objects.count() == 2
    assert "Przywróć najpierw ją" in restore(client, practice).text
    restore(client, city)
    restore(client, practice)
    assert back(practice).get_parent().specific == back(city)


def test_list_costs_the_same_with_more_pages(client, count_queries, throw_away):
    throw_away()
    count_queries(DELETED)
    few = count_queries(DELETED)
    for number in range(4):
        throw_away(f"Szkic {number}")
    assert count_queries(DELETED) == few


@pytest.mark.parametrize("role", ["gdynia", "koordynacja", "lodz"])
def test_city_staff_do_not_come_in(client, team, throw_away, role):
    page = throw_away()
    client.force_login(team[1][role])
    assert client.get(DELETED).status_code == 302
    restore(client, page)
    assert not Page.objects.filter(pk=page.pk).exists()


def test_after_the_promised_days_it_is_gone(client, throw_away, capsys):
    throw_away()
    Deletion.objects.update(deleted_at=timezone.now() - KEPT - timedelta(minutes=1))
    assert list(client.get(DELETED).context["object_list"]) == []
    pk = Deletion.objects.get().pk
    assert client.get(reverse("deleted:one", args=[pk])).status_code == 404
    call_command("forget_deleted")
    assert "1" in capsys.readouterr().out
    assert not Deletion.objects.exists()


def test_list_is_taken_out_without_formulas(client, throw_away):
    throw_away("=2+2")
    table = b"".join(client.get(f"{DELETED}?export=csv").streaming_content).decode()
    assert "'=2+2" in table
    assert "Gdynia" in table
