"""A city writes its own MID, which stands in somebody else's network, and nothing else there."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import GroupPagePermission, Page

from knowledge.drift import drift
from knowledge.permissions import (
    CHANGE,
    ensure_coordinators,
    ensure_editors,
    ensure_secretariat,
    grant_pages,
    groups_of,
)
from networks.models import Membership, MidPage
from pimsite.deleted.keeping import CannotRestore, restore
from pimsite.deleted.models import Deletion

from .editing import page_url
from .factories import make_city, make_mid, make_network, make_user
from .mids import mid_form

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROLES = [
    "editor",
    "coordinator",
    "other member",
    "no member",
    "leader",
    "other leader",
    "secretariat",
]
CITY = {"editor", "coordinator"}
WRITERS = {*CITY, "leader", "secretariat"}
OFFICE = {"secretariat"}


@pytest.fixture
def people():
    """Everyone around the MID of Gdynia, by role."""
    gdynia, sopot, elk = (make_city(title) for title in ("Gdynia", "Sopot", "Ełk"))
    network = make_network("Mobilność", members=[gdynia, sopot])
    groups = {
        "editor": ensure_editors(gdynia),
        "coordinator": ensure_coordinators(gdynia),
        "other member": ensure_editors(sopot),
        "no member": ensure_editors(elk),
        "leader": ensure_editors(network),
        "other leader": ensure_editors(make_network("Zieleń", members=[gdynia])),
        "secretariat": ensure_secretariat(),
    }
    return {role: make_user(role, groups=[group]) for role, group in groups.items()}


@pytest.fixture
def mid(people):
    network = Page.objects.get(slug="mobilnosc").specific
    city = network.memberships.get(city__title="Gdynia").city
    page = make_mid("MID Gdyni", network=network, city=city, owner=people["editor"])
    make_mid("MID Sopotu", network=network, city=network.memberships.get(city__title="Sopot").city)
    return page


def unpublished(mid):
    """The same as if it had never been public."""
    mid.unpublish()
    MidPage.objects.filter(pk=mid.pk).update(first_published_at=None)
    return MidPage.objects.get(pk=mid.pk)


RIGHTS = {
    "can_edit": WRITERS,
    "can_publish": OFFICE,
    "can_unpublish": OFFICE,
    "can_delete": OFFICE,
    "can_move": OFFICE,
    "can_copy": {"leader", "secretariat"},
    "can_lock": OFFICE,
    "can_set_view_restrictions": OFFICE,
    "can_add_subpage": set(),
}


def who_may(people, mid):
    testers = {role: mid.permissions_for_user(people[role]) for role in ROLES}
    return {
        action: {role for role, rights in testers.items() if getattr(rights, action)()}
        for action in RIGHTS
    }


def test_rights_to_a_mid(people, mid):
    assert who_may(people, mid) == RIGHTS
    draft = who_may(people, unpublished(mid))
    assert draft == {**RIGHTS, "can_unpublish": set()}, "though its owner is of the city"


def test_nothing_else_of_the_network_is_the_citys(people, mid):
    network = mid.get_parent().specific
    for page in (network, *network.get_children().exclude(pk=mid.pk).specific()):
        for role in CITY:
            rights = page.permissions_for_user(people[role])
            assert not rights.can_edit(), (page, role)
            assert not rights.can_add_subpage(), (page, role)


def editors(mid):
    rights = GroupPagePermission.objects.filter(page=mid.pk)
    assert {each.permission.codename for each in rights} <= {CHANGE}
    return {each.group for each in rights}


def test_rights_follow_the_city_of_the_mid(mid):
    gdynia = mid.city
    sopot = Page.objects.get(slug="sopot").specific
    assert editors(mid) == set(groups_of(gdynia))
    MidPage.objects.get(title="MID Sopotu").delete()
    mid.city = sopot
    mid.save_revision()
    assert editors(mid) == set(groups_of(gdynia)), "as long as readers see the other city"
    mid.get_latest_revision().publish()
    assert editors(mid) == set(groups_of(sopot))
    mid = MidPage.objects.get(pk=mid.pk)
    mid.city = None
    mid.save(clean=False)
    assert editors(mid) == set()


def test_rights_go_with_the_mid(mid):
    groups = groups_of(mid.city)
    mid.delete()
    assert not GroupPagePermission.objects.filter(group__in=groups, page=mid.pk).exists()
    assert list(drift()) == []


def test_group_that_is_made_later_has_the_rights_at_once():
    mid = make_mid(city=make_city("Gdynia"))
    assert editors(mid) == set()
    made = {ensure_editors(mid.city), ensure_coordinators(mid.city)}
    assert editors(mid) == made


@pytest.mark.parametrize("change", ["taken", "foreign", "wider"])
def test_drift_is_reported_and_mended(mid, change):
    ensure_secretariat()
    assert list(drift()) == []
    group = ensure_editors(mid.city)
    if change == "taken":
        group.page_permissions.filter(page=mid.pk).delete()
    elif change == "foreign":
        grant_pages(group, MidPage.objects.get(title="MID Sopotu"), [CHANGE])
    else:
        grant_pages(group, mid, ["publish_page"])
    assert list(drift()) == [f"{group.name}: inne prawa do stron"]
    call_command("check_roles", "--napraw")
    assert list(drift()) == []
    assert editors(mid) == set(groups_of(mid.city))


def test_group_that_lost_its_city_is_reported_though_it_had_a_mid(mid):
    group = ensure_editors(mid.city)
    group.page_permissions.exclude(page=mid.pk).delete()
    Group.objects.filter(name__startswith="Koordynacja").delete()
    Membership.objects.filter(city=mid.city).delete()
    mid.city.delete()
    assert f"{group.name}: grupa nie ma już miasta" in list(drift())


def test_city_writes_its_mid_and_does_not_give_it_away(client, people, mid):
    sopot = Page.objects.get(slug="sopot").specific
    MidPage.objects.get(title="MID Sopotu").delete()
    client.force_login(people["editor"])
    text = client.get(page_url("edit", mid)).text
    assert "Miasto zmienia osoba, która prowadzi sieć, albo Sekretariat." in text
    rows = {"barriers": [{"text": "Ustawa nie pozwala", "id": "", "ORDER": 1}]}
    form = mid_form(sopot, rows=rows, lead="Napisane w mieście")
    assert client.post(page_url("edit", mid), form).status_code == 302
    mid = MidPage.objects.get(pk=mid.pk).get_latest_revision_as_object()
    assert (mid.city.title, mid.lead) == ("Gdynia", "Napisane w mieście")
    assert [each.text for each in mid.barriers.all()] == ["Ustawa nie pozwala"]


def test_city_that_is_no_member_any_more_still_saves_its_mid(client, people, mid):
    Membership.objects.filter(city=mid.city).delete()
    client.force_login(people["editor"])
    response = client.post(page_url("edit", mid), mid_form(mid.city, lead="Dalej piszemy"))
    assert response.status_code == 302
    assert MidPage.objects.get(pk=mid.pk).get_latest_revision_as_object().lead == "Dalej piszemy"


def test_leader_gives_a_draft_to_another_city(client, people, mid):
    MidPage.objects.get(title="MID Sopotu").delete()
    mid, sopot = unpublished(mid), Page.objects.get(slug="sopot").specific
    client.force_login(people["leader"])
    assert client.post(page_url("edit", mid), mid_form(sopot)).status_code == 302
    assert editors(mid) == set(groups_of(sopot))


def test_database_knows_one_mid_of_a_city_in_a_network(mid):
    second = make_mid("Druga", network=mid.get_parent(), city=make_city("Konin"))
    with pytest.raises(IntegrityError), transaction.atomic():
        MidPage.objects.filter(pk=second.pk).update(city=mid.city)


def test_network_of_a_mid_follows_the_tree(people, mid):
    zielen = Page.objects.get(slug="zielen").specific
    old = mid.get_latest_revision()
    mid.move(zielen, pos="last-child")
    assert MidPage.objects.get(pk=mid.pk).network_id == zielen.pk
    old.publish()
    assert MidPage.objects.get(pk=mid.pk).network_id == zielen.pk
    third = make_network("Energia", members=[mid.city])
    copy = CopyPageAction(MidPage.objects.get(pk=mid.pk), to=third, keep_live=True).execute()
    assert MidPage.objects.get(pk=copy.pk).network_id == third.pk
    assert editors(copy) == set(groups_of(mid.city))


def bulk_move(client, destination, *pages):
    keys = "&".join(f"id={page.pk}" for page in pages)
    address = f"/cms/bulk/wagtailcore/page/move/?{keys}&next=/cms/"
    return client.post(address, {"chooser": destination.pk, "move_applicable": "1"}, follow=True)


def test_mids_are_not_moved_in_bulk_to_where_they_may_not_stand(client, people, mid):
    client.force_login(people["secretariat"])
    foreign = make_network("Energia")
    bulk_move(client, foreign, mid)
    assert not foreign.get_children().exists()
    third = make_network("Trzecia", members=[mid.city])
    other = make_mid("Druga", network=Page.objects.get(slug="zielen").specific, city=mid.city)
    response = bulk_move(client, third, mid, other)
    assert "ma już w tej sieci MID" in response.text
    assert not third.get_children().exists()
    bulk_move(client, third, mid)
    assert MidPage.objects.child_of(third).get().pk == mid.pk


def test_deleted_mid_does_not_come_back_beside_another(people, mid):
    network, city = mid.get_parent(), mid.city
    former = mid.pk
    mid.delete()
    new = make_mid("Nowa", network=network.specific, city=city)
    deleted = Deletion.objects.get(former_pk=former)
    with pytest.raises(CannotRestore, match="ma już w tej sieci MID"):
        restore(deleted, people["secretariat"])
    new.delete()
    back = restore(Deletion.objects.get(former_pk=former), people["secretariat"])
    assert editors(back) == set(groups_of(city))
