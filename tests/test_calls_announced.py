"""A call is announced: dates in order, hours by the clocks in Poland, keys that stay."""

from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from networks.applying.models import Application, NumberSeries
from networks.models import CallPage

from .applying import make_application, make_open_call
from .factories import make_city

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"opens": date(2026, 6, 1), "closes": date(2026, 5, 31)}, "closes"),
        (
            {
                "opens": date(2026, 6, 1),
                "closes": date(2026, 6, 1),
                "opens_time": time(16),
                "closes_time": time(12),
            },
            "closes_time",
        ),
        ({"closes": date(2026, 6, 30), "results_on": date(2026, 6, 29)}, "results_on"),
        ({"opens_time": time(8)}, "opens_time"),
        ({"closes_time": time(16)}, "closes_time"),
        ({"members_min": 6, "members_max": 5}, "members_max"),
    ],
)
def test_call_out_of_order_is_refused_at_the_field(fields, wrong):
    with pytest.raises(ValidationError) as refused:
        CallPage(title="Nabór", slug="nabor", **fields).clean()
    assert list(refused.value.message_dict) == [wrong]


@pytest.mark.parametrize(
    ("hour", "now", "is_open"),
    [
        (None, (30, 23, 59, 59), True),
        (None, (31, 0, 0, 0), False),
        (time(16), (30, 15, 59, 59), True),
        (time(16), (30, 16, 0, 0), False),
    ],
)
def test_call_ends_by_the_clocks_in_poland(hour, now, is_open):
    """In March 2026 these clocks go forward a day before the last day of the call."""
    call = CallPage(opens=date(2026, 3, 1), closes=date(2026, 3, 30), closes_time=hour)
    assert call.is_open_at(datetime(2026, 3, *now, tzinfo=WARSAW)) is is_open


def test_call_without_dates_is_not_open():
    assert not CallPage().is_open_at(datetime(2026, 3, 1, tzinfo=WARSAW))


def test_questions_keep_their_keys_through_a_new_publication():
    call = make_open_call()
    keys = [question.key for question in call.questions.all()]
    call.get_latest_revision_as_object().save_revision().publish()
    assert [question.key for question in CallPage.objects.get().questions.all()] == keys
    assert len({*keys, uuid4()}) == 3


def test_numbers_follow_each_other_within_a_year():
    taken = [NumberSeries.take(year) for year in (2026, 2026, 2027, 2026)]
    assert taken == [1, 2, 1, 3]
    application = make_application(submitted=False)
    assert application.number == ""
    application.year, application.sequence = 2026, 14
    assert application.number == "2026/014"


def test_city_has_one_application_to_a_network_of_a_call():
    city = make_city()
    make_application(city=city)
    with pytest.raises(IntegrityError):
        make_application(city=city, submitted=False)


def test_submitted_application_has_a_number():
    with pytest.raises(IntegrityError):
        make_application(submitted=False, state=Application.State.SUBMITTED)
