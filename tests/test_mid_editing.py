"""A MID in the admin: a member's, one in each network, with dates in order."""

import pytest
from django.urls import reverse

from knowledge.permissions import ensure_editors, ensure_secretariat
from networks.models import Membership, MidPage

from .factories import make_city, make_mid, make_network, make_practice, make_user
from .mids import add_url, mid_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city("Gdynia")


@pytest.fixture
def network(city):
    return make_network("Mobilność", members=[city])


@pytest.fixture
def leader(client, network):
    client.force_login(make_user("liderka", groups=[ensure_editors(network)]))
    return client


@pytest.fixture
def office(client, network):
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    return client


def test_leader_writes_a_mid_of_a_member(leader, network, city):
    practice = make_practice(city=make_city("Ełk"))
    rows = {
        "inspirations": [{"practice": practice.pk, "lesson": "Szlaban", "id": "", "ORDER": 1}],
        "actions": [{"title": "Próba", "start": "2026-03", "end": "2026", "id": "", "ORDER": 1}],
        "barriers": [{"text": "Ustawa nie pozwala", "id": "", "ORDER": 1}],
    }
    assert leader.post(add_url(network), mid_form(city, rows=rows)).status_code == 302
    mid = MidPage.objects.get()
    assert not mid.live
    assert (mid.city, mid.inspirations.get().practice) == (city, practice)
    assert mid.actions.get().end == "2026"
    assert mid.barriers.get().key


def test_form_offers_members_and_who_left_only(leader, network, city):
    make_city("Obce")
    Membership.objects.create(network=network, city=make_city("Dawne"), end="2019")
    text = leader.get(add_url(network)).text
    assert f'<option value="{city.pk}">Gdynia</option>' in text
    assert ">Dawne</option>" in text
    assert ">Obce</option>" not in text


def test_city_that_is_no_member_is_refused_and_nothing_typed_is_lost(leader, network):
    rows = {"actions": [{"title": "Wpisana treść", "id": "", "ORDER": 1}]}
    response = leader.post(add_url(network), mid_form(make_city("Obce"), rows=rows))
    assert "To miasto nie należy do tej sieci." in response.text
    assert "Wpisana treść" in response.text
    assert not MidPage.objects.exists()


def test_second_mid_of_a_city_is_refused(leader, network, city):
    make_mid("Pierwsza", network=network, city=city)
    response = leader.post(add_url(network), mid_form(city))
    assert "Gdynia ma już w tej sieci MID: „Pierwsza”." in response.text
    assert MidPage.objects.count() == 1


def test_city_that_a_draft_has_taken_is_taken(leader, network, city):
    other = make_city("Sopot")
    Membership.objects.create(network=network, city=other)
    mid = make_mid("Pierwsza", network=network, city=city)
    mid.city = other
    mid.save_revision()
    for each in (city, other):
        assert "ma już w tej sieci MID" in leader.post(add_url(network), mid_form(each)).text


def test_city_has_a_mid_in_each_of_its_networks(office, network, city):
    make_mid("Pierwsza", network=network, city=city)
    other = make_network("Zieleń", members=[city])
    assert office.post(add_url(other), mid_form(city)).status_code == 302
    assert MidPage.objects.count() == 2


@pytest.mark.parametrize(
    ("relation", "row", "message"),
    [
        ("actions", {"start": "2026-05", "end": "2026-04"}, "Działanie kończy się przed"),
        ("actions", {"start": "2026-06-31"}, "Nie ma takiego dnia w kalendarzu."),
        ("actions", {"start": "za rok"}, "Podaj rok, rok i miesiąc albo pełną datę"),
    ],
)
def test_row_that_cannot_be_is_refused_with_what_was_typed(
    leader, network, city, relation, row, message
):
    rows = {relation: [{"title": "Wpisana treść", "id": "", "ORDER": 1, **row}]}
    response = leader.post(add_url(network), mid_form(city, rows=rows))
    assert message in response.text
    assert "Wpisana treść" in response.text
    assert not MidPage.objects.exists()


def test_without_a_city_it_is_a_draft_at_most(office, network):
    assert office.post(add_url(network), mid_form(None)).status_code == 302
    mid = MidPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[mid.pk])
    form = {**mid_form(None), "action-publish": "1"}
    assert office.post(edit, form).status_code == 200
    mid.refresh_from_db()
    assert not mid.live


def test_mid_goes_by_moving_or_copying_only_where_it_may_stand(office, network, city):
    mid = make_mid("Pierwsza", network=network, city=city)
    foreign, own = make_network("Obca"), make_network("Własna", members=[city])
    move = reverse("wagtailadmin_pages:move_confirm", args=[mid.pk, foreign.pk])
    assert "To miasto nie należy do tej sieci." in office.post(move, follow=True).text
    copy = reverse("wagtailadmin_pages:copy", args=[mid.pk])
    data = {"new_title": "Kopia", "new_slug": "kopia"}
    for target, said in ((foreign, "nie należy do tej sieci"), (network, "ma już w tej sieci MID")):
        assert said in office.post(copy, {**data, "new_parent_page": target.pk}).text
    assert MidPage.objects.get().get_parent().pk == network.pk
    assert office.post(copy, {**data, "new_parent_page": own.pk}).status_code == 302
    assert MidPage.objects.child_of(own).get().challenge == mid.challenge


def test_leader_of_another_network_does_not_edit_it(client, network, city):
    mid = make_mid(network=network, city=city)
    user = make_user("inna", groups=[ensure_editors(make_network("Inna"))])
    assert not mid.permissions_for_user(user).can_edit()
    client.force_login(user)
    client.post(add_url(network), mid_form(city))
    assert MidPage.objects.count() == 1
