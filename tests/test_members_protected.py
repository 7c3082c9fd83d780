"""Members of a network: once each, in order of time, and never lost by the way."""

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from knowledge.permissions import ensure_editors
from networks.models import MeetingHost, Membership, NetworkPage

from .editing import page_url, standing_team, team
from .factories import make_city, make_meeting, make_mid, make_network, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def network_form(network, memberships=(), **fields):
    """A network's form as the browser posts it."""
    return nested_form_data(
        {
            "title": network.title,
            "slug": network.slug,
            "lead": "",
            "body": streamfield([]),
            "edition": network.edition_id,
            "state": network.state,
            "memberships": inline_formset(list(memberships)),
            **{
                name: inline_formset([])
                for name in ("theme_links", "practice_links", "sources", "comments")
            },
            **fields,
        }
    )


def member(city, role="partner", start="", end=""):
    return {"city": city.pk, "role": role, "start": start, "end": end}


@pytest.fixture
def leader(client):
    """Who leads a network that has no member yet, signed in."""
    network = make_network()
    client.force_login(make_user("liderka", groups=[ensure_editors(network)]))
    return network


def save(client, network, **fields):
    return client.post(page_url("edit", network), network_form(network, **fields))


def newest(network):
    return NetworkPage.objects.get(pk=network.pk).get_latest_revision_as_object()


def test_city_twice_in_one_role_is_refused_beside_the_row_that_repeats_it(client, leader):
    city, other = make_city("Gdynia"), make_city("Sopot")
    rows = [member(city), member(other), member(city)]
    response = save(client, leader, memberships=rows)
    text = "Gdynia jest już na liście w roli: partner."
    assert response.text.count(text) == 1
    forms = response.context["form"].formsets["memberships"].forms
    assert [bool(form.errors) for form in forms] == [False, False, True]
    assert [form["city"].value() for form in forms] == [str(row["city"]) for row in rows]
    assert newest(leader).memberships.count() == 0


def test_city_may_stand_twice_in_different_roles(client, leader):
    city = make_city("Gdynia")
    save(client, leader, memberships=[member(city), member(city, "ekspert")])
    assert newest(leader).memberships.count() == 2


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        ("2019", "2017", False),
        ("2019-05", "2019-04", False),
        ("2019-05-02", "2019-05-01", False),
        ("2019-05", "2019", True),
        ("2019", "2019-01-01", True),
        ("", "2019", True),
        ("2019", "", True),
    ],
)
def test_membership_does_not_end_before_it_begins(client, leader, start, end, fits):
    response = save(client, leader, memberships=[member(make_city("Sopot"), start=start, end=end)])
    refused = "Koniec członkostwa jest przed jego początkiem."
    assert (refused not in response.text) is fits
    assert newest(leader).memberships.count() == int(fits)


def test_network_does_not_end_before_it_begins(client, leader):
    response = save(client, leader, start_year=2019, end_year=2017)
    assert "Sieć kończy pracę przed jej początkiem." in response.text


@pytest.fixture
def kept(client, team):
    """A city that left a network, before the eyes of the secretariat."""
    city = team[0]["gdynia"]
    network = make_network("Rewitalizacja")
    Membership.objects.create(network=network, city=city, end="2019-06")
    client.force_login(team[1]["sekretariat"])
    return city


@pytest.mark.parametrize("method", ["get", "post"])
def test_city_of_a_network_is_not_deleted_and_the_page_says_why(client, kept, method):
    response = getattr(client, method)(page_url("delete", kept))
    assert response.status_code == 409
    assert "Nie można usunąć strony „Gdynia”" in response.text
    assert "Rewitalizacja" in response.text
    assert "koniec: czerwiec\xa02019" in response.text
    assert Membership.objects.filter(city=kept).exists()


@pytest.mark.parametrize("of", ["meeting", "MID"])
def test_city_that_hosted_or_has_a_mid_is_not_deleted_though_it_is_no_member(client, kept, of):
    city, network = make_city("Sopot"), make_network("Zieleń")
    if of == "meeting":
        page = make_meeting("Spotkanie w Sopocie", network=network)
        page.hosts = [MeetingHost(city=city)]
        page.save_revision().publish()
    else:
        page = make_mid("MID Sopotu", network=network, city=city)
    response = client.post(page_url("delete", city))
    assert response.status_code == 409
    assert "Nie można usunąć strony „Sopot”" in response.text
    assert page_url("edit", page) in response.text
    bulk = f"/cms/bulk/wagtailcore/page/delete/?id={city.pk}&next=/cms/"
    assert "Nic nie usunięto." in client.post(bulk, follow=True).text
    page.delete()
    client.post(page_url("delete", city))
    assert not Page.objects.filter(pk=city.pk).exists()


def test_list_of_cities_is_not_deleted_over_the_head_of_members(client, kept):
    response = client.post(page_url("delete", kept.get_parent()))
    assert response.status_code == 409
    assert Page.objects.filter(pk=kept.pk).exists()


def test_city_of_no_network_is_deleted(client, kept):
    other = make_city("Sopot")
    client.post(page_url("delete", other))
    assert not Page.objects.filter(pk=other.pk).exists()


def test_cities_of_networks_are_not_deleted_in_bulk(client, kept):
    client.force_login(make_user("administracja", is_superuser=True))
    address = f"/cms/bulk/wagtailcore/page/delete/?id={kept.pk}&next=/cms/"
    client.post(address)
    assert Page.objects.filter(pk=kept.pk).exists()


def test_what_stands_above_members_is_not_deleted_in_bulk(client, kept):
    client.force_login(make_user("administracja", is_superuser=True))
    address = f"/cms/bulk/wagtailcore/page/delete/?id={kept.get_parent().pk}&next=/cms/"
    response = client.post(address, follow=True)
    assert "Nic nie usunięto." in response.text
    assert "Gdynia" in response.text
    assert Page.objects.filter(pk=kept.pk).exists()
