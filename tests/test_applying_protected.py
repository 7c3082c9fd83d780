"""What applications need stays: their city, network and call; what is asked of cities, too."""

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from networks.models import CallPage

from .applying import make_application, make_open_call
from .editing import page_url, standing_team, team
from .factories import make_city, make_network, make_user

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db
EMPTY = ("network_counts", "voivodeship_counts", "size_counts", "sources", "comments")


@pytest.fixture
def application(client, team):
    client.force_login(team[1]["sekretariat"])
    return make_application(city=team[0]["gdynia"], submitted=False)


@pytest.mark.parametrize("kept", ["city", "network", "call"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_with_an_application_is_not_deleted_and_says_why(client, application, kept, method):
    page = getattr(application, kept)
    response = getattr(client, method)(page_url("delete", page))
    assert response.status_code == 409
    assert "zniknęłyby wnioski" in response.text
    assert "Gdynia" in response.text
    assert Page.objects.filter(pk=page.pk).exists()


def test_list_of_cities_is_not_deleted_in_bulk_over_an_application(client, application):
    client.force_login(make_user("administracja", is_superuser=True))
    page = application.city.get_parent()
    address = f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}&next=/cms/"
    response = client.post(address, follow=True)
    assert "zniknęłyby wnioski miast: Gdynia" in response.text
    assert Page.objects.filter(pk=application.city_id).exists()


def test_city_without_application_is_deleted(client, application):
    city = make_city("Sopot")
    client.post(page_url("delete", city))
    assert not Page.objects.filter(pk=city.pk).exists()


def rows(call, name, fields, *, without=()):
    """The rows of a call as its form posts them; those `without` are struck out."""
    posted = []
    for row in getattr(call, name).all():
        values = {field: getattr(row, field) for field in fields}
        values |= {"id": row.pk or "", "DELETE": "1" if row in without else ""}
        posted.append({key: getattr(value, "pk", value) for key, value in values.items()})
    return inline_formset(posted, initial=len(posted))


def call_form(call, *, without=(), **fields):
    """The form of a call as the browser posts it."""
    numbers = ("members_min", "members_max", "voivodeships_min", "sizes_min")
    return nested_form_data(
        {
            "title": call.title,
            "slug": call.slug,
            "lead": "",
            "body": streamfield([]),
            "opens": call.opens,
            "closes": call.closes,
            **{name: getattr(call, name) for name in numbers},
            "network_choices": rows(call, "network_choices", ["network"], without=without),
            "questions": rows(
                call, "questions", ["key", "text", "limit", "required"], without=without
            ),
            "criteria": rows(
                call, "criteria", ["key", "name", "points", "weight"], without=without
            ),
            **{name: inline_formset([]) for name in EMPTY},
            "action-publish": "1",
            **fields,
        }
    )


def save(client, call, **changes):
    return client.post(page_url("edit", call), call_form(call, **changes), follow=True)


def test_call_is_announced_again_with_a_later_end(client, application):
    call = CallPage.objects.get()
    keys = [question.key for question in call.questions.all()]
    later = call.closes.replace(year=call.closes.year + 1)
    save(client, call, closes=later)
    call = CallPage.objects.get()
    assert call.closes == later
    assert [question.key for question in call.questions.all()] == keys


def test_question_keeps_its_key_though_its_row_changes_its_number(client, application):
    call = CallPage.objects.get()
    new = {"id": "", "key": "", "text": "Kto będzie w zespole?", "limit": 500}
    old = [
        {"id": row.pk, "key": row.key, "text": row.text, "limit": row.limit}
        for row in call.questions.all()
    ]
    save(client, call, questions=inline_formset([*old, new], initial=2))
    [question] = CallPage.objects.get().questions.filter(text=new["text"])
    save(client, CallPage.objects.get().get_latest_revision_as_object())
    [again] = CallPage.objects.get().questions.filter(text=new["text"])
    assert again.key == question.key
    rows = [{**old[0], "key": ""}, {**old[1], "key": question.key}]
    save(client, CallPage.objects.get(), questions=inline_formset(rows, initial=2))
    keys = [
        str(row.key)
        for row in CallPage.objects.get().questions.filter(pk__in=[old[0]["id"], old[1]["id"]])
    ]
    assert keys == [str(row["key"]) for row in old]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("network_choices", "Do sieci „Rewitalizacja” są już wnioski."),
        ("questions", "Na pytanie „Dlaczego chcecie dołączyć?” są już odpowiedzi."),
        ("criteria", "Według kryterium „Problem” są już punkty."),
    ],
)
def test_what_cities_rely_on_is_not_taken_away(client, application, team, name, reason):
    call = CallPage.objects.get()
    assessment = application.assessments.create(assessor=team[1]["lodz"])
    assessment.scores.create(key=call.criteria.first().key, points=3)
    row = getattr(call, name).first()
    response = save(client, call, without=[row])
    assert reason in response.text
    assert getattr(CallPage.objects.get(), name).filter(pk=row.pk).exists()


def test_what_nobody_answered_is_taken_away(client, team):
    client.force_login(team[1]["sekretariat"])
    call = make_open_call()
    save(client, call, without=[call.questions.first(), call.criteria.first()])
    call = CallPage.objects.get()
    assert (call.questions.count(), call.criteria.count()) == (1, 1)


def test_call_with_networks_needs_its_dates(client, team):
    client.force_login(team[1]["sekretariat"])
    call = make_open_call()
    response = save(client, call, closes="")
    assert "Podaj ten dzień, bo nabór przyjmuje wnioski do sieci." in response.text
    assert CallPage.objects.get().closes == call.closes


def test_network_stands_once_in_a_call(client, team):
    client.force_login(team[1]["sekretariat"])
    network = make_network("Klimat")
    call = make_open_call(networks=[network])
    twice = inline_formset([{"network": network.pk}, {"network": network.pk}])
    response = save(client, call, network_choices=twice)
    assert "Sieć „Klimat” jest już na liście. Usuń ten wiersz." in response.text


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "dziś ostatni dzień"), (1, "został 1 dzień"), (2, "zostały 2 dni"), (5, "zostało 5 dni")],
)
def test_page_of_a_call_says_until_when_it_is_open(client, days, words):
    call = make_open_call(days=days, closes_time="23:59:59")
    text = client.get(call.url).text
    assert words in text
    assert "godz.\xa023.59" in text
    assert f"/cms/wnioski/nowy/{call.pk}/" in text
    assert "Dlaczego chcecie dołączyć?" in text


def test_page_of_a_call_that_is_over_offers_no_form(client):
    call = make_open_call(days=-1)
    text = client.get(call.url).text
    assert "Nabór zakończony" in text
    assert "/cms/wnioski/" not in text
