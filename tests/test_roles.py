"""Roles: how they are made, kept in step, and what each meets in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection, Workflow

from knowledge.drift import drift
from knowledge.models import PracticePage
from knowledge.permissions import (
    cities_of,
    collection_of,
    coordinated_cities,
    ensure_coordinators,
    ensure_editors,
    ensure_secretariat,
    ensure_team,
    grant_pages,
)
from pimsite.models import PimDocument
from tests.editing import canary, make_draft, page_url, practice_form, standing_team, team
from tests.factories import make_city, make_practice, make_user

__all__ = ["canary", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


def test_editors_are_made_once_and_survive_a_new_name():
    city = make_city("Gdynia")
    ensure_secretariat()
    group = ensure_editors(city)
    city.title = "Gdynia nad Bałtykiem"
    again = ensure_editors(city)
    assert again.pk == group.pk
    assert again.name == f"Redakcja: Gdynia nad Bałtykiem ({city.pk})"
    assert Collection.objects.filter(name=f"Gdynia nad Bałtykiem ({city.pk})").count() == 1
    assert Collection.objects.filter(name__endswith=f"({city.pk})").count() == 1
    assert list(drift()) == []


def test_cities_of_one_name_have_their_own_editors():
    first, second = make_city("Krosno"), make_city("Krosno", voivodeship="lubuskie")
    assert ensure_editors(first) != ensure_editors(second)
    assert Collection.objects.filter(name__startswith="Krosno").count() == 2


def test_a_city_with_a_very_long_name_has_editors():
    assert len(ensure_editors(make_city("A" * 255)).name) == 150


def test_coordinators_stand_beside_the_editors(team):
    cities, users = team
    lodz = cities["lodz"]
    assert ensure_coordinators(lodz) != ensure_editors(lodz)
    assert collection_of(ensure_coordinators(lodz)) == collection_of(ensure_editors(lodz))
    assert list(coordinated_cities(users["koordynacja"])) == [lodz]
    assert list(coordinated_cities(users["lodz"])) == []
    assert list(coordinated_cities(users["sekretariat"])) == [cities["gdynia"], lodz]
    assert list(cities_of(users["koordynacja"])) == [lodz]
    users["koordynacja"].is_active = False
    assert list(coordinated_cities(users["koordynacja"])) == []


def test_who_coordinates_one_city_and_edits_another_invites_to_one(team):
    cities, users = team
    users["koordynacja"].groups.add(ensure_editors(cities["gdynia"]))
    assert list(coordinated_cities(users["koordynacja"])) == [cities["lodz"]]


def test_new_name_of_a_city_reaches_its_coordinators(team):
    lodz = team[0]["lodz"]
    lodz.title = "Łódź Nowa"
    ensure_team(lodz)
    assert ensure_coordinators(lodz).name == f"Koordynacja: Łódź Nowa ({lodz.pk})"


def test_drift_of_coordinators_is_reported_and_mended(team):
    cities, users = team
    group = ensure_coordinators(cities["lodz"])
    group.permissions.remove(*group.permissions.filter(codename="coordinate_city"))
    grant_pages(group, cities["gdynia"], ["change_page"])
    assert len(list(drift())) == 2
    call_command("check_roles", "--napraw")
    assert list(drift()) == []
    assert list(coordinated_cities(users["koordynacja"])) == [cities["lodz"]]


def test_secretariat_is_made_once_and_stock_roles_are_gone():
    make_city()
    assert ensure_secretariat() == ensure_secretariat()
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert [workflow.name for workflow in Workflow.objects.active()] == ["Przegląd Sekretariatu"]


def test_only_cities_are_reviewed(team):
    cities, _users = team
    home = cities["gdynia"].get_parent().get_parent()
    assert cities["gdynia"].get_workflow().name == "Przegląd Sekretariatu"
    assert home.get_workflow() is None


def test_drift_is_reported_and_mended(team, capsys):
    cities, _users = team
    ensure_editors(cities["gdynia"]).page_permissions.first().delete()
    ensure_editors(cities["lodz"]).collection_permissions.first().delete()
    ensure_secretariat().permissions.remove(*ensure_secretariat().permissions.all()[:1])
    Group.objects.create(name="Editors")
    assert len(list(drift())) == 4
    with pytest.raises(SystemExit):
        call_command("check_roles")
    assert "Gdynia" in capsys.readouterr().out
    call_command("check_roles", "--napraw")
    assert list(drift()) == []


def test_city_created_or_renamed_in_the_admin_has_editors(client, team):
    cities, users = team
    client.force_login(users["sekretariat"])
    url = reverse(
        "wagtailadmin_pages:add",
        args=["knowledge", "citypage", cities["gdynia"].get_parent().pk],
    )
    data = {**practice_form("Sopot", country="PL"), "action-publish": "1"}
    assert client.post(url, data).status_code == 302
    assert Group.objects.filter(name__startswith="Redakcja: Sopot").count() == 1


@pytest.mark.parametrize(
    ("cities", "expected"),
    [
        (0, "Twoje konto nie jest jeszcze przypisane do miasta ani sieci"),
        (1, "Opisz praktykę"),
        (2, "Opisz praktykę: Łódź"),
        (14, "Pozostałe miasta"),
    ],
)
def test_dashboard_leads_to_the_own_city(client, team, cities, expected):
    made = [make_city(f"Miasto {number:02}") for number in range(cities - 1)]
    groups = [ensure_editors(city) for city in made]
    user = make_user("pisarka", groups=groups)
    if cities:
        user.groups.add(ensure_editors(team[0]["lodz"]))
    else:
        user.groups.add(bare_group())
    client.force_login(user)
    assert expected in client.get(reverse("wagtailadmin_home")).content.decode()


def bare_group():
    group = ensure_editors(make_city("Zniknięte"))
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()
    return group


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (
            "gdynia",
            ["Opisz praktykę", "Profil miasta", "Wnioski miasta"],
            ["Raporty", "Ustawienia", "Fragmenty"],
        ),
        (
            "sekretariat",
            ["Raporty", "Ustawienia", "Nabory i wnioski"],
            ["Opisz praktykę", "Profil miasta"],
        ),
    ],
)
def test_menu_holds_what_the_role_needs(client, team, role, shown, hidden):
    client.force_login(team[1][role])
    props = client.get(reverse("wagtailadmin_home")).content.decode()
    menu = props.encode().decode("unicode_escape", errors="ignore").encode("latin-1", "ignore")
    text = props + menu.decode("utf-8", "ignore")
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_explorer_opens_at_the_own_city(client, team):
    cities, users = team
    make_practice("Cudza", city=cities["lodz"])
    client.force_login(users["gdynia"])
    response = client.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert response.request["PATH_INFO"] == f"/cms/pages/{cities['gdynia'].pk}/"
    assert "Cudza" not in response.content.decode()


def test_file_is_public_when_a_published_page_offers_it(
    client, canary, django_capture_on_commit_callbacks
):
    document = canary["document"]
    assert client.get(document.url).status_code == 404
    page = canary["page"]
    with django_capture_on_commit_callbacks(execute=True):
        page.attachments.create(document=document)
        page.save_revision().publish()
    response = client.get(document.url)
    response.close()
    assert response.status_code == 200


def test_used_media_are_not_deleted_or_replaced_by_city_staff(
    client, team, canary, django_capture_on_commit_callbacks
):
    _cities, users = team
    page, document = canary["page"], canary["document"]
    with django_capture_on_commit_callbacks(execute=True):
        page.attachments.create(document=document)
        page.save_revision().publish()
    client.force_login(users["gdynia"])
    client.post(reverse("wagtaildocs:delete", args=[document.pk]))
    client.post(f"/cms/bulk/pimsite/pimdocument/delete/?id={document.pk}")
    new = ContentFile(b"%PDF-1.7 inny", name="inny.pdf")
    response = client.post(
        reverse("wagtaildocs:edit", args=[document.pk]), {"title": "x", "tags": "", "file": new}
    )
    assert response.status_code == 200
    assert "na opublikowanej stronie" in response.content.decode()
    with PimDocument.objects.get(pk=document.pk).open_file() as file:
        assert file.read() == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("owner", "once_public", "deleted"),
    [("gdynia", False, True), ("colleague", False, False), ("gdynia", True, False)],
)
def test_city_staff_delete_only_their_own_drafts(client, team, owner, once_public, deleted):
    cities, users = team
    users["colleague"] = make_user("colleague", groups=users["gdynia"].groups.all())
    page = make_draft("Szkic", city=cities["gdynia"], owner=users[owner])
    if once_public:
        page.get_latest_revision().publish()
        page.refresh_from_db()
        page.unpublish()
    client.force_login(users["gdynia"])
    client.post(page_url("delete", page))
    client.post(f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}")
    client.post(f"/cms/api/main/pages/{page.pk}/action/delete/")
    assert PracticePage.objects.filter(pk=page.pk).exists() is not deleted
