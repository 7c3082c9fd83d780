"""The one gate to every list: who may read what."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import PageViewRestriction

from knowledge.querysets import visible_to

from .factories import make_city, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers():
    members = Group.objects.create(name="Członkowie sieci")
    return {
        "visitor": AnonymousUser(),
        "city employee": make_user("urzednik"),
        "member": make_user("czlonek", groups=[members]),
        "administrator": make_user("admin", is_superuser=True),
    }


def restrict(page, kind):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="tajne"
    )
    restriction.groups.set(Group.objects.filter(name="Członkowie sieci"))


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (PageViewRestriction.LOGIN, {"city employee", "member", "administrator"}),
        (PageViewRestriction.GROUPS, {"member", "administrator"}),
        (PageViewRestriction.PASSWORD, set()),
    ],
)
def test_a_restriction_covers_the_page_and_all_below_it(readers, kind, allowed):
    city = make_city("Łódź")
    practice, other = make_practice(city=city), make_practice("Podwórka", city=make_city("Ełk"))
    restrict(city, kind)
    for reader, user in readers.items():
        pages = visible_to(user)
        assert pages.filter(pk=city.pk).exists() is (reader in allowed)
        assert pages.filter(pk=practice.pk).exists() is (reader in allowed)
        assert pages.filter(pk=other.pk).exists()


def test_a_draft_is_in_no_list(readers):
    practice = make_practice()
    practice.unpublish()
    for user in readers.values():
        assert not visible_to(user).filter(pk=practice.pk).exists()


def test_practices_know_their_city_without_further_queries(django_assert_num_queries):
    make_practice(city=make_city("Łódź", voivodeship="lodzkie", size_class="duze"))
    make_practice("Podwórka", city=make_city("Ełk"))
    model = type(make_practice("Rower miejski"))
    with django_assert_num_queries(1):
        cities = {page.title: page.city_title for page in model.objects.with_city()}
    assert cities["Zielone przystanki"] == "Łódź"
    assert cities["Podwórka"] == "Ełk"
