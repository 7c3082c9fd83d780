"""Two assessments, made apart: points stay hidden, and nobody assesses the own city."""

from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse

from networks.applying.models import Assessment, FormalCheck
from networks.applying.ranking import ranked
from networks.models import CallPage

from .applying import close, make_application, make_open_call
from .editing import standing_team, team
from .factories import make_city, make_network, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def application(team):
    """Of Gdynia, formally in order."""
    application = make_application(city=team[0]["gdynia"])
    close(application.call)
    FormalCheck.objects.create(application=application, passed=True)
    return application


def assign(client, application, person):
    fields = {"przydziel": "1", "assessor": person.pk}
    return client.post(reverse("calls:one", args=[application.pk]), fields, follow=True)


def asked(application, person):
    return Assessment.objects.create(application=application, assessor=person)


def one(assessment):
    return reverse("assessments:one", args=[assessment.pk])


def points(call, *values, comment="Jasny problem.", **fields):
    keys = [f"points-{criterion.key.hex}" for criterion in call.criteria.all()]
    return {**dict(zip(keys, values, strict=True)), "comment": comment, **fields}


def hand_in(client, assessment, *values):
    client.force_login(assessment.assessor)
    form = points(CallPage.objects.get(), *values, oddaj="1")
    return client.post(one(assessment), form, follow=True)


def test_office_asks_two_people_and_no_third(
    client, application, team, django_capture_on_commit_callbacks
):
    client.force_login(team[1]["sekretariat"])
    with django_capture_on_commit_callbacks(execute=True):
        response = assign(client, application, team[1]["lodz"])
    assert "Przydzielono ocenę." in response.text
    assert [message.to for message in mail.outbox] == [["lodz@example.org"]]
    assert "Ta osoba już ocenia ten wniosek." in assign(client, application, team[1]["lodz"]).text
    assign(client, application, team[1]["sekretariat"])
    response = assign(client, application, team[1]["koordynacja"])
    assert "oceniają już dwie osoby" in response.text
    assert application.assessments.count() == 2


def test_nobody_is_asked_about_the_own_city(client, application, team):
    client.force_login(team[1]["sekretariat"])
    response = assign(client, application, team[1]["gdynia"])
    assert "Osoba pracująca w mieście Gdynia nie może oceniać jego wniosku." in response.text
    assert not application.assessments.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_joins_the_city_later_does_not_assess_it(client, application, team, method):
    assessment = asked(application, team[1]["lodz"])
    team[1]["lodz"].groups.add(*team[1]["gdynia"].groups.all())
    client.force_login(team[1]["lodz"])
    form = points(application.call, 5, 5, oddaj="1")
    response = getattr(client, method)(one(assessment), form, follow=True)
    assert "nie może oceniać jego wniosku" in response.text
    assert "Chcemy się uczyć." not in response.text
    assert not assessment.scores.exists()


def test_unchecked_application_is_not_assessed(client, application, team):
    FormalCheck.objects.all().delete()
    client.force_login(team[1]["sekretariat"])
    response = assign(client, application, team[1]["lodz"])
    assert "Najpierw potwierdź" in response.text


@pytest.mark.parametrize(
    ("values", "comment", "wrong"),
    [((6, 1), "Tak.", True), ((-1, 1), "Tak.", True), (("", 1), "Tak.", True), ((5, 1), "", True)],
)
def test_what_is_not_complete_is_not_handed_in(client, application, team, values, comment, wrong):
    assessment = asked(application, team[1]["lodz"])
    client.force_login(team[1]["lodz"])
    form = points(application.call, *values, comment=comment, oddaj="1")
    response = client.post(one(assessment), form)
    assert bool(response.context["form"].errors) is wrong
    assessment.refresh_from_db()
    assert not assessment.is_submitted


def test_assessment_is_written_in_two_sittings_and_then_final(client, application, team):
    assessment = asked(application, team[1]["lodz"])
    client.force_login(team[1]["lodz"])
    client.post(one(assessment), points(application.call, 4, "", comment=""))
    assert [score.points for score in assessment.scores.all()] == [4]
    hand_in(client, assessment, 4, 2)
    response = hand_in(client, assessment, 0, 0)
    assert "Ta ocena jest już oddana." in response.text
    assert sorted(score.points for score in assessment.scores.all()) == [2, 4]


def test_points_of_the_other_are_hidden_until_both_are_in(client, application, team):
    first = asked(application, team[1]["lodz"])
    second = asked(application, team[1]["sekretariat"])
    hand_in(client, first, 5, 3)
    Assessment.objects.filter(pk=first.pk).update(comment="Zdanie pierwsze")
    client.force_login(team[1]["sekretariat"])
    seen = [one(second), reverse("calls:one", args=[application.pk])]
    assert [address for address in seen if "Zdanie pierwsze" in client.get(address).text] == []
    assert client.get(one(first)).status_code == 404
    hand_in(client, second, 1, 1)
    assert [address for address in seen if "Zdanie pierwsze" in client.get(address).text] == seen


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("gdynia", 302), ("koordynacja", 404), ("sekretariat", 404)],
)
def test_assessment_is_its_assessors_alone(client, application, team, role, status):
    """Somebody of Gdynia, who was not asked, is not told even that."""
    assessment = asked(application, team[1]["lodz"])
    if role != "anonymous":
        client.force_login(team[1][role])
    response = client.get(one(assessment))
    assert response.status_code in {status, 404}
    client.post(one(assessment), points(application.call, 5, 5, oddaj="1"))
    assert not assessment.scores.exists()


def test_assessor_reads_the_files_of_what_was_assigned_and_no_others(client, application, team):
    other = make_application(application.call, city=make_city("Sopot"))
    files = [
        each.files.create(file="applications/brak.pdf", name="brak.pdf", size=1)
        for each in (application, other)
    ]
    asked(application, team[1]["lodz"])
    client.force_login(team[1]["lodz"])
    opened = client.get(reverse("applications:file", args=[files[1].pk]))
    assert opened.status_code == 404
    assert [client.get(reverse("applications:one", args=[application.pk])).status_code] == [404]


def test_assessment_is_taken_away_until_it_is_handed_in(client, application, team):
    assessment = asked(application, team[1]["lodz"])
    address = reverse("calls:one", args=[application.pk])
    client.force_login(team[1]["sekretariat"])
    client.post(address, {"zabierz": assessment.pk})
    assert not application.assessments.exists()
    assessment = asked(application, team[1]["lodz"])
    hand_in(client, assessment, 1, 1)
    client.force_login(team[1]["sekretariat"])
    response = client.post(address, {"zabierz": assessment.pk}, follow=True)
    assert "Ta ocena jest już oddana." in response.text
    assert application.assessments.exists()


def test_ranking_weighs_points_tells_ties_and_what_waits(team):
    network = make_network("Klimat")
    call = make_open_call(networks=[network], days=-1)
    people = [make_user("ocena1"), make_user("ocena2")]
    given = {
        "Sopot": [(5, 1), (4, 1)],  # (5·2 + 1 + 4·2 + 1) / 2
        "Tczew": [(5, 5), (2, 1)],
        "Hel": [(1, 0), (1, 1)],
        "Ustka": [(5, 5)],
    }
    for title, scores in given.items():
        application = make_application(call, city=make_city(title))
        FormalCheck.objects.create(application=application, passed=True)
        for person, values in zip(people, scores, strict=False):
            assessment = asked(application, person)
            for criterion, value in zip(call.criteria.all(), values, strict=True):
                assessment.scores.create(key=criterion.key, points=value)
            Assessment.objects.filter(pk=assessment.pk).update(submitted_at=application.made_at)
    places = [
        (place.application.city.title, place.points, place.rank, place.is_tie)
        for place in ranked(call, network)
    ]
    assert places == [
        ("Sopot", Decimal("10"), 1, True),
        ("Tczew", Decimal("10"), 1, True),
        ("Hel", Decimal("2.5"), 3, False),
        ("Ustka", None, None, False),
    ]
