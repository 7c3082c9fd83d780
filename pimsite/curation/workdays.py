"""By when the secretariat answers: five working days, Polish public holidays left out."""

from datetime import date, datetime, timedelta

from django.utils import timezone

ANSWER_IN = 5
FIXED = {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26)}


def answer_by(sent: date | None = None) -> date:
    """The fifth working day after the day it was sent."""
    day = sent or timezone.localdate()
    left = ANSWER_IN
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    return day


def is_overdue(since: datetime) -> bool:
    """Whether what was sent then should have been answered before today."""
    return answer_by(timezone.localtime(since).date()) < timezone.localdate()


def is_working(day: date) -> bool:
    """Whether offices are open."""
    movable = {easter(day.year) + timedelta(days=days) for days in (1, 60)}
    return day.weekday() < 5 and (day.month, day.day) not in FIXED and day not in movable


def easter(year: int) -> date:
    """Easter Sunday, by the algorithm of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    moon = (century + 8) // 25
    epact = (19 * golden + century - leap - (century - moon + 1) // 3 + 15) % 30
    quarter, over = divmod(rest, 4)
    weekday = (32 + 2 * left + 2 * quarter - epact - over) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
