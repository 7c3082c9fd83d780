"""Counts of searches are kept as long as the site promises, and no longer."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.counts import QueryCount, ThemeCount, months_before
from tests.factories import make_practice, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def _years():
    """One search and one theme on each of these days."""
    theme = make_theme()
    for day in (date(2024, 12, 31), date(2025, 1, 31), date(2025, 2, 1), date(2026, 2, 28)):
        QueryCount.objects.create(day=day, text="smog", key="smog", searches=1, results=0)
        ThemeCount.objects.create(day=day, theme=theme, searches=1)
        Query.get("smog").add_hit(day)


@pytest.fixture
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 2, 28))


@pytest.mark.usefixtures("_years", "_today")
@pytest.mark.parametrize(("months", "left"), [(13, 3), (12, 1), (0, 1)])
def test_old_counts_go(months, left, capsys):
    call_command("forget_queries", miesiace=months)
    assert QueryCount.objects.count() == left
    assert ThemeCount.objects.count() == left
    assert QueryDailyHits.objects.count() == left
    assert f"usunięto {3 * (4 - left)}" in capsys.readouterr().out


@pytest.mark.usefixtures("_years", "_today")
def test_setting_says_how_long():
    call_command("forget_queries")
    assert QueryCount.objects.count() == 3


def test_words_with_a_promotion_stay():
    for text in ("smog", "las"):
        Query.get(text).add_hit(date(2020, 1, 1))
    Query.get("smog").editors_picks.create(page=make_practice())
    call_command("forget_queries")
    assert [query.query_string for query in Query.objects.all()] == ["smog"]


def test_negative_number_is_refused():
    with pytest.raises(CommandError, match="ujemna"):
        call_command("forget_queries", miesiace=-1)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 13, date(2024, 12, 15)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, before):
    assert months_before(day, months) == before
