"""A city applies: in several sittings, in time, and once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from networks.applying.completing import field_name
from networks.applying.models import Application

from .applying import application_form, close, make_application, make_open_call, one_url, pdf, told
from .editing import standing_team, team
from .factories import make_network, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def call(team):
    return make_open_call()


@pytest.fixture
def gdynia(client, team):
    """An editor of Gdynia, signed in."""
    client.force_login(team[1]["gdynia"])
    return team[1]["gdynia"]


@pytest.fixture
def draft(call, team):
    return make_application(call, city=team[0]["gdynia"], submitted=False)


def submit(client, application):
    application.refresh_from_db()
    address = one_url(application, "submit")
    return client.post(address, {"version": application.version}, follow=True)


def test_city_begins_writes_submits_and_gets_a_number(
    client, gdynia, call, django_capture_on_commit_callbacks
):
    assert "Napisz wniosek" in client.get(reverse("applications:index")).text
    network = call.network_choices.get().network
    city = gdynia.groups.get().page_permissions.first().page
    client.post(
        reverse("applications:start", args=[call.pk]), {"city": city.pk, "network": network.pk}
    )
    application = Application.objects.get()
    assert "Czego jeszcze brakuje" in client.get(one_url(application)).text
    client.post(one_url(application), application_form(application, pliki=pdf()))
    with django_capture_on_commit_callbacks(execute=True):
        response = submit(client, application)
    application.refresh_from_db()
    number = f"{timezone.localdate().year}/001"
    assert (application.number, application.submitted_by) == (number, gdynia)
    assert f"Wniosek nr {number} jest złożony." in response.text
    assert [message.to for message in mail.outbox] == [[gdynia.email, "rozwoj@miasto.example"]]
    assert number in mail.outbox[0].subject
    assert f"/cms/wnioski/{application.pk}/" in mail.outbox[0].body


def test_draft_is_saved_with_whatever_it_has(client, gdynia, draft):
    first = draft.call.questions.first()
    fields = {field_name(first): "x" * 1600, "contact_email": "to nie adres", "mayor_agrees": ""}
    response = client.post(one_url(draft), application_form(draft, **fields), follow=True)
    assert "Skróć odpowiedź o 100 znaków." in response.text
    assert "To nie wygląda na adres." in response.text
    assert "Potwierdź zgodę kierownictwa urzędu." in response.text
    assert "Wniosek nie jest jeszcze gotowy." in submit(client, draft).text
    draft.refresh_from_db()
    assert draft.is_draft
    assert draft.answers.get(key=first.key).text == "x" * 1600


def test_line_break_counts_as_one_character(client, gdynia, draft):
    first = draft.call.questions.first()
    fields = {field_name(first): "ab\r\n" * 500}
    response = client.post(one_url(draft), application_form(draft, **fields), follow=True)
    assert "Skróć" not in response.text
    assert draft.answers.get(key=first.key).text == ("ab\n" * 500).strip()


def test_deadline_passes_while_the_form_is_open(client, gdynia, draft):
    form = application_form(draft, sprawdz="1")
    close(draft.call)
    response = client.post(one_url(draft), form, follow=True)
    assert any("Nabór zakończył się" in text for text in told(response))
    assert "nic nie zginęło" in response.text
    assert "Złóż wniosek" not in response.text
    assert draft.answers.filter(text__startswith="Odpowiedź na").count() == 2
    response = submit(client, draft)
    assert any("Wniosek nie został złożony" in text for text in told(response))
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("szkic", "")


def test_deadline_is_judged_when_the_request_comes_not_when_its_turn_does(
    client, gdynia, draft, monkeypatch
):
    """The clock of the view is already past the deadline; the request was received before."""
    received = draft.call.closes_at - timedelta(seconds=1)
    moments = iter([received])
    monkeypatch.setattr(
        "networks.applying.middleware.timezone.now", lambda: next(moments, received)
    )
    client.post(one_url(draft, "submit"), {"version": draft.version})
    draft.refresh_from_db()
    assert draft.is_submitted
    assert draft.submitted_at == received


def test_second_of_two_officers_is_told_the_number_of_the_first(client, gdynia, draft, team):
    submit(client, draft)
    colleague = make_user("kolega", groups=gdynia.groups.all())
    client.force_login(colleague)
    response = submit(client, draft)
    draft.refresh_from_db()
    assert any(f"już złożony, numer {draft.number}" in text for text in told(response))
    assert draft.submitted_by == gdynia


def test_text_of_a_colleague_is_not_overwritten(client, gdynia, draft):
    first = draft.call.questions.first()
    stale = application_form(draft, **{field_name(first): "Moja wersja"})
    client.post(one_url(draft), application_form(draft, **{field_name(first): "Tamta wersja"}))
    response = client.post(one_url(draft), stale)
    assert response.text.count("Moja wersja") == 1
    assert "Tamta wersja" in response.text
    assert "jeszcze niezapisany" in response.text
    assert draft.answers.get(key=first.key).text == "Tamta wersja"
    draft.refresh_from_db()
    again = {**stale, "version": response.context["form"]["version"].value()}
    client.post(one_url(draft), again)
    assert draft.answers.get(key=first.key).text == "Moja wersja"


def test_text_typed_after_a_colleague_submitted_stays_on_the_page(client, gdynia, draft):
    late = application_form(draft, contact_name="Wydział Strategii")
    submit(client, draft)
    response = client.post(one_url(draft), late)
    assert "Wydział Strategii" in response.text
    assert "już złożony" in response.text


def test_withdrawn_application_keeps_its_number_and_comes_back(client, gdynia, draft):
    submit(client, draft)
    response = client.post(one_url(draft, "withdraw"), follow=True)
    assert "Wycofano." in response.text
    draft.refresh_from_db()
    number = draft.number
    assert draft.state == "wycofany"
    form = application_form(draft, contact_name="Wydział Strategii")
    client.post(one_url(draft), form)
    submit(client, draft)
    draft.refresh_from_db()
    assert (draft.number, draft.contact_name) == (number, "Wydział Strategii")
    assert draft.is_submitted


def test_after_the_deadline_nothing_is_withdrawn(client, gdynia, draft):
    submit(client, draft)
    close(draft.call)
    response = client.post(one_url(draft, "withdraw"), follow=True)
    assert any("Nabór zakończył się" in text for text in told(response))
    draft.refresh_from_db()
    assert draft.is_submitted


def test_second_application_of_a_city_leads_to_the_first(client, gdynia, draft):
    fields = {"city": draft.city_id, "network": draft.network_id}
    address = reverse("applications:start", args=[draft.call_id])
    response = client.post(address, fields, follow=True)
    assert "pisze już wniosek do tej sieci" in response.text
    submit(client, draft)
    draft.refresh_from_db()
    response = client.post(address, fields, follow=True)
    assert f"ma już wniosek nr {draft.number}" in response.text
    assert Application.objects.count() == 1


def test_application_to_another_network_takes_over_the_answers(client, gdynia, team):
    networks = [make_network("Rewitalizacja"), make_network("Klimat")]
    call = make_open_call(networks=networks)
    make_application(call, city=team[0]["gdynia"], network=networks[0])
    fields = {"city": team[0]["gdynia"].pk, "network": networks[1].pk}
    client.post(reverse("applications:start", args=[call.pk]), fields)
    second = Application.objects.get(network=networks[1])
    assert second.contact_name == "Biuro Rozwoju"
    assert second.answers.count() == 2
    assert not second.mayor_agrees


def test_call_that_is_over_takes_no_new_application(client, gdynia, call, team):
    close(call)
    fields = {"city": team[0]["gdynia"].pk, "network": call.network_choices.get().network_id}
    client.get(reverse("applications:start", args=[call.pk]))
    client.post(reverse("applications:start", args=[call.pk]), fields)
    assert not Application.objects.exists()


def test_nobody_begins_for_another_city(client, gdynia, call, team):
    fields = {"city": team[0]["lodz"].pk, "network": call.network_choices.get().network_id}
    response = client.post(reverse("applications:start", args=[call.pk]), fields)
    assert response.context["form"].errors["city"]
    assert not Application.objects.exists()


def test_list_costs_the_same_with_more(client, gdynia, count_queries, team):
    call = make_open_call(networks=[make_network(f"Sieć {number}") for number in range(6)])
    address = reverse("applications:index")
    networks = [choice.network for choice in call.network_choices.all()]
    make_application(call, city=team[0]["gdynia"], network=networks[0])
    client.get(address)
    few = count_queries(address)
    for network in networks[1:]:
        make_application(call, city=team[0]["gdynia"], network=network)
    make_open_call("Drugi nabór", networks=networks)
    assert count_queries(address) == few
