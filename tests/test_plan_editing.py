"""A Plan Ulepszeń in the admin: one per network, dates in order, a history that stays."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from knowledge.permissions import ensure_editors, ensure_secretariat
from networks.models import OutputPage, Recommendation, Step

from .factories import make_city, make_network, make_output, make_user
from .planning import ACT, SAID, make_addressee, make_plan, recommendation

pytestmark = pytest.mark.django_db


def step(state="zgloszona", date="2020", **fields):
    return {"state": state, "date": date, **SAID, **fields}


def point(*steps, text="Pozwolić na wspólny bilet", pk="", initial=0, **fields):
    return {
        "id": pk,
        "text": text,
        "kind": "prawo",
        "addressee": make_addressee().pk,
        "barriers": inline_formset([]),
        "steps": inline_formset(list(steps), initial=initial),
        **fields,
    }


def plan_form(*points, initial=0, **fields):
    data = {
        "title": "Plan Ulepszeń",
        "slug": "plan",
        "kind": "plan-ulepszen",
        "tags": "",
        "body": streamfield([]),
        "theme_links": inline_formset([]),
        "documents": inline_formset([]),
        "comments": inline_formset([]),
        "recommendations": inline_formset(list(points), initial=initial),
        **fields,
    }
    return nested_form_data(data)


def held(plan):
    """What an edit form holds of the first recommendation and its entries."""
    row = Recommendation.objects.get(plan=plan)
    steps = [{**step(each.state, each.date), "id": each.pk} for each in row.steps.all()]
    return row, steps


def edit(client, plan, *points, initial=1, **fields):
    address = reverse("wagtailadmin_pages:edit", args=[plan.pk])
    return client.post(address, plan_form(*points, initial=initial, **fields))


@pytest.fixture
def network():
    return make_network("Mobilność")


@pytest.fixture
def leader(client, network):
    user = make_user("lider", groups=[ensure_editors(network)])
    client.force_login(user)
    return client


@pytest.fixture
def office(client, network):
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    return client


def add_url(parent):
    return reverse("wagtailadmin_pages:add", args=["networks", "outputpage", parent.pk])


def test_leader_writes_a_plan_below_the_own_network_only(leader, network):
    response = leader.post(add_url(network), plan_form(point(step())))
    plan = OutputPage.objects.get()
    assert response.status_code == 302
    assert not plan.live
    assert plan.recommendations.get().steps.get().said_by == SAID["said_by"]
    assert leader.post(add_url(make_network("Inna")), plan_form()).status_code == 302
    assert OutputPage.objects.count() == 1


def test_second_plan_of_a_network_is_refused_and_nothing_typed_is_lost(leader, network):
    make_output("Pierwszy plan", network=network)
    response = leader.post(add_url(network), plan_form(point(step(), text="Wpisana treść")))
    assert "Ta sieć ma już Plan Ulepszeń: „Pierwszy plan”." in response.text
    assert "Wpisana treść" in response.text
    assert OutputPage.objects.count() == 1


def test_plan_does_not_come_to_a_network_by_moving_or_copying(office, network):
    make_output("Pierwszy plan", network=network)
    other = make_output("Drugi plan", network=make_network("Inna"))
    move = reverse("wagtailadmin_pages:move_confirm", args=[other.pk, network.pk])
    assert "Pierwszy plan" in office.post(move, follow=True).text
    copy = reverse("wagtailadmin_pages:copy", args=[other.pk])
    data = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": network.pk}
    assert "Pierwszy plan" in office.post(copy, data).text
    assert OutputPage.objects.child_of(network).count() == 1


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (step("w-prawie", "2021"), "Podaj akt prawny"),
        (step("w-prawie", "2021", **{**ACT, "act_url": ""}), "Podaj akt prawny"),
        (step("odrzucona", "2021", reason=""), "Napisz, co powiedziano albo dlaczego."),
        (step("w-pracach", "2019-05"), "Ta data jest wcześniejsza niż w poprzednim wpisie (2020)."),
        (step("w-pracach", "za rok"), "Podaj rok, rok i miesiąc albo pełną datę"),
    ],
)
def test_entry_that_cannot_be_is_refused_with_what_was_typed(leader, network, bad, message):
    response = leader.post(add_url(network), plan_form(point(step(), bad)))
    assert message in response.text
    assert SAID["said_by"] in response.text
    assert not OutputPage.objects.exists()


def test_act_makes_a_recommendation_law(leader, network):
    leader.post(add_url(network), plan_form(point(step(), step("w-prawie", "2020-05", **ACT))))
    assert Step.objects.get(state="w-prawie").act_reference == "Dz.U. 2026 poz. 1"


def test_report_has_no_recommendations(leader, network):
    response = leader.post(add_url(network), plan_form(point(step()), kind="raport"))
    assert "Rekomendacje ma tylko Plan Ulepszeń." in response.text


def test_new_entry_goes_after_the_published_ones(office):
    plan = make_plan(recommendation(states=["zgloszona"]))
    row, steps = held(plan)
    more = point(*steps, step("w-pracach", "2021"), pk=row.pk, initial=1)
    response = edit(office, plan, more, **{"action-publish": "1"})
    assert response.status_code == 302
    assert [each.state for each in Step.objects.order_by("sort_order")] == [
        "zgloszona",
        "w-pracach",
    ]
    assert Step.objects.filter(recorded_at=None).count() == 0


@pytest.mark.parametrize("change", [{"reason": "Inaczej"}, {"DELETE": "on"}, {"date": "2020-02"}])
def test_published_entry_is_not_rewritten(office, change):
    plan = make_plan(recommendation(states=["zgloszona", "w-pracach"]))
    row, steps = held(plan)
    steps[0] |= change
    response = edit(office, plan, point(*steps, pk=row.pk, initial=2))
    assert "Opublikowanego wpisu nie można zmienić ani usunąć." in response.text


def test_published_recommendation_is_not_deleted(office):
    plan = make_plan(recommendation())
    row, steps = held(plan)
    response = edit(office, plan, point(*steps, pk=row.pk, initial=1, DELETE="on"))
    assert "ma opublikowaną historię i nie można jej usunąć" in response.text


def test_older_revision_forgets_nothing_that_was_published():
    plan = make_plan()
    empty = plan.get_latest_revision()
    plan.recommendations.add(recommendation(states=["zgloszona"]))
    plan.save_revision().publish()
    one = plan.get_latest_revision()
    plan = OutputPage.objects.get().get_latest_revision_as_object()
    plan.recommendations.get_object_list()[0].steps.add(
        Step(state="odrzucona", date="2022", sort_order=1, **SAID)
    )
    plan.save_revision().publish()
    key = Recommendation.objects.get().key
    for revision in (one, empty):
        revision.publish()
        assert Recommendation.objects.get().key == key
        states = Step.objects.order_by("sort_order").values_list("state", flat=True)
        assert list(states) == ["zgloszona", "odrzucona"]


def test_draft_change_is_not_public_until_it_is_published(client):
    plan = make_plan(recommendation())
    draft = plan.get_latest_revision_as_object()
    draft.recommendations.add(recommendation("Kanarek w szkicu"))
    draft.save_revision()
    assert "Kanarek" not in client.get(plan.url).text


def test_preview_shows_recommendations_that_nobody_has_published(office):
    plan = make_plan(recommendation())
    draft = plan.get_latest_revision_as_object()
    draft.recommendations.add(recommendation("Jeszcze w szkicu", city=make_city("Gdynia")))
    draft.save_revision()
    text = office.get(reverse("wagtailadmin_pages:view_draft", args=[plan.pk])).text
    assert "Jeszcze w\xa0szkicu" in text


def test_output_of_an_edition_has_no_members_to_be_kept_for(client):
    index = make_network("Woda").get_parent()
    make_user("szef", is_superuser=True)
    client.login(username="szef", password="haslo")
    address = reverse("wagtailadmin_pages:add", args=["networks", "outputpage", index.pk])
    form = plan_form(title="Poradnik edycji", kind="przewodnik", members_only="on")
    response = client.post(address, form)
    assert response.status_code == 200
    assert "nie ma członków" in response.text
    assert 'value="Poradnik edycji"' in response.text
    assert not OutputPage.objects.exists()
