"""No page takes an address at which another part of the site answers."""

import pytest
from django.urls import reverse

from knowledge.permissions import ensure_secretariat
from networks.models import MidPage, NetworkPage

from .editing import page_url
from .factories import make_mid, make_network, make_network_index, make_user
from .mids import mid_form
from .test_members_protected import network_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    make_network_index()
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    return client


def test_network_does_not_take_the_address_of_the_tracker(office):
    network = make_network("Mobilność")
    response = office.post(page_url("edit", network), network_form(network, slug="rekomendacje"))
    assert "Adres „rekomendacje” zajmuje tu inna część serwisu." in response.text
    assert NetworkPage.objects.get().get_latest_revision_as_object().slug == "mobilnosc"
    free = network_form(network, slug="rekomendacje-mobilnosc")
    assert office.post(page_url("edit", network), free).status_code == 302


def test_title_finds_an_address_that_is_free(office):
    network = make_network("Mobilność")
    network.title = "Rekomendacje"
    add = reverse(
        "wagtailadmin_pages:add", args=["networks", "networkpage", network.get_parent().pk]
    )
    assert office.post(add, network_form(network, slug="")).status_code == 302
    made = NetworkPage.objects.get(title="Rekomendacje")
    assert made.slug == "rekomendacje-2"
    made.get_latest_revision().publish()
    assert office.get("/sieci/rekomendacje-2/").status_code == 200


def test_page_whose_address_was_taken_before_is_still_mended(office):
    network = make_network("Mobilność", slug="rekomendacje")
    form = network_form(network, lead="Poprawione")
    assert office.post(page_url("edit", network), form).status_code == 302


def test_same_word_below_a_network_is_no_obstacle(office):
    mid = make_mid()
    form = {**mid_form(mid.city), "slug": "rekomendacje"}
    assert office.post(page_url("edit", mid), form).status_code == 302
    newest = MidPage.objects.get().get_latest_revision_as_object()
    assert newest.slug == "rekomendacje"
