"""The result of a call: looked at once more, published once, told to every city."""

import pytest
from django.core import mail
from django.utils import timezone

from networks.applying.models import Assessment, Composition, Decision, FormalCheck
from networks.models import CallPage, Membership, NetworkPage

from .applying import one_url
from .composing import CITIES, GOOD, board, call, confirmation, form, network, office, publish
from .editing import standing_team, team

__all__ = ["call", "network", "office", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_published_result_makes_members_once_and_tells_every_city(
    client, office, call, network, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert "Wynik ogłoszony." in publish(client, call).text
    members = set(Membership.objects.values_list("city__title", "role"))
    assert members == {("Sopot", "lider"), ("Kutno", "partner"), ("Olsztyn", "partner")}
    texts = {message.to[0]: message.body for message in mail.outbox}
    assert sorted(texts) == [f"{place}@miasto.example" for place in range(5)]
    assert "Rola miasta w sieci: lider" in texts["0@miasto.example"]
    assert "Powód: Za mało punktów." in texts["4@miasto.example"]
    with django_capture_on_commit_callbacks(execute=True):
        response = publish(client, call, *reversed(GOOD))
    assert "Wynik jest już ogłoszony. Nic się nie zmieniło." in response.text
    assert len(mail.outbox) == 5
    assert Composition.objects.count() == 1
    assert set(Membership.objects.values_list("city__title", "role")) == members
    text = client.get(call.url).text
    assert "Kogo wybrano" in text
    assert "Sopot</a> (lider)" in text
    assert "Ustka" not in text


def test_officer_sees_what_publishing_will_do_and_nothing_is_told_yet(
    client, office, call, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        text = confirmation(client, call).text
    assert "Tego nie da się cofnąć." in text
    assert all(title in text for title, *_facts in CITIES)
    assert text.count("Za mało punktów.") == 2
    assert Decision.objects.count() == 5
    assert not Composition.objects.exists()
    assert not mail.outbox


def test_plan_changed_by_a_colleague_meanwhile_is_not_published(client, office, call):
    agreed = confirmation(client, call).context["agreed"]
    client.post(board(call), form(call, "partner", "lider", *GOOD[2:]))
    response = client.post(f"{board(call)}oglos/", {"agreed": agreed}, follow=True)
    assert "Ktoś zmienił skład." in response.text
    assert not Composition.objects.exists()
    assert "Wynik ogłoszony." in publish(client, call, "partner", "lider", *GOOD[2:]).text


@pytest.mark.parametrize(
    ("before", "starts", "after"),
    [
        ("planowana", True, "trwa"),
        ("planowana", False, "planowana"),
        ("zakonczona", True, "zakonczona"),
    ],
)
def test_planned_network_begins_if_the_officer_says_so(
    client, office, call, network, before, starts, after
):
    network.state = before
    network.save_revision().publish()
    draft = NetworkPage.objects.get(pk=network.pk)
    draft.lead = "Szkic"
    draft.save_revision()
    has_box = 'name="starts"' in confirmation(client, call).text
    assert has_box == (before == "planowana")
    publish(client, call, starts=starts)
    page = NetworkPage.objects.get(pk=network.pk)
    assert page.state == page.get_latest_revision_as_object().state == after


def test_member_of_before_is_not_made_twice(client, office, call, network):
    kutno = call.applications.get(city__title="Kutno").city
    network.memberships.add(Membership(city=kutno, role="partner"))
    network.save_revision().publish()
    publish(client, call)
    assert Membership.objects.filter(city=kutno).count() == 1
    assert Membership.objects.count() == 3
    text = client.get(network.url).text
    assert "Lista niepełna." in text, "whoever else was there before is not known"


def test_network_says_that_its_first_members_are_all(client, office, call, network):
    NetworkPage.objects.filter(pk=network.pk).update(state=NetworkPage.State.PLANNED)
    assert "Nie ma jeszcze członków" in client.get(network.url).text
    publish(client, call, starts=False)
    text = client.get(network.url).text.replace("\xa0", " ")
    assert "Członkowie są już wybrani" in text
    assert "Lista niepełna." not in text


def test_draft_of_the_networks_leader_survives_and_knows_the_members(client, office, call, network):
    draft = network.get_latest_revision_as_object()
    draft.lead = "Nowe wprowadzenie"
    draft.save_revision()
    publish(client, call)
    page = NetworkPage.objects.get(pk=network.pk)
    assert (page.lead, page.memberships.count()) == ("", 3)
    assert page.has_unpublished_changes
    newest = page.get_latest_revision_as_object()
    assert (newest.lead, newest.memberships.count()) == ("Nowe wprowadzenie", 3)
    page.get_latest_revision().publish()
    assert Membership.objects.filter(network=network).count() == 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda call: Assessment.objects.first().delete(), "Bez dwóch ocen: 2026/001."),
        (lambda call: FormalCheck.objects.last().delete(), "Bez oceny formalnej: 2026/005."),
        (lambda call: CallPage.objects.update(closes=timezone.localdate()), "Nabór jeszcze trwa."),
        (lambda call: NetworkPage.objects.update(live=False), "Najpierw opublikuj stronę sieci"),
        (lambda call: CallPage.objects.update(sizes_min=4), "Klas wielkości miast"),
    ],
)
def test_unready_result_is_not_published_and_says_why(client, office, call, change, reason):
    client.post(board(call), form(call, *GOOD))
    change(call)
    response = publish(client, call)
    assert reason in response.text
    assert not Composition.objects.exists()
    assert not Membership.objects.exists()


def test_undecided_application_stops_the_result(client, office, call):
    response = publish(client, call, "lider", "partner", "", "partner", "")
    assert "Bez decyzji: 2026/003, 2026/005." in response.text
    assert not Composition.objects.exists()


def test_city_reads_the_decision_when_it_is_published_and_not_before(client, office, call, team):
    city = team[0]["gdynia"]
    application = call.applications.get(city__title="Ustka")
    call.applications.filter(pk=application.pk).update(city=city)
    client.post(board(call), form(call, *GOOD))
    client.force_login(team[1]["gdynia"])
    assert "Za mało punktów." not in client.get(one_url(application)).text
    client.force_login(team[1]["sekretariat"])
    publish(client, call)
    client.force_login(team[1]["gdynia"])
    text = client.get(one_url(application)).text
    assert "Wniosek nie został przyjęty." in text
    assert "Za mało punktów." in text
