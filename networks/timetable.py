"""When things are done, as bars on a line of time; every date is known to day, month or year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from knowledge.wording import partial_date

FEW_YEARS = 4  # up to so many years the line is divided into quarters


@dataclass(frozen=True)
class Bar:
    """A thing to do and its place on the line, in percent."""

    number: int
    title: str
    when: str
    left: float
    width: float
    is_open: bool  # nobody said when it ends


@dataclass(frozen=True)
class Tick:
    """A line of the grid; a year has its number on it."""

    left: float
    label: str = ""


@dataclass(frozen=True)
class Timetable:
    """The whole line: from a first of January to an end of December."""

    bars: list[Bar]
    ticks: list[Tick]
    when: str


def timetable(actions) -> Timetable | None:
    """The chart of the actions whose time is known; none if nobody knows any."""
    spans = [
        (number, action, *span(action))
        for number, action in enumerate(actions, start=1)
        if action.start or action.end
    ]
    if not spans:
        return None
    first = min(begins for _number, _action, begins, _ends in spans).year
    last = max(ends for _number, _action, _begins, ends in spans).year
    line = Line(date(first, 1, 1), date(last + 1, 1, 1))
    return Timetable(
        bars=[
            Bar(
                number,
                action.title,
                when(action),
                line.place(begins),
                round(line.place(ends + timedelta(days=1)) - line.place(begins), 2),
                not action.end,
            )
            for number, action, begins, ends in spans
        ],
        ticks=ticks(line, first, last),
        when=str(first) if first == last else f"{first}–{last}",
    )


@dataclass(frozen=True)
class Line:
    """From one day to before another."""

    start: date
    stop: date

    def place(self, day: date) -> float:
        """Where the day begins, in percent."""
        return round(100 * (day - self.start).days / (self.stop - self.start).days, 2)


def ticks(line: Line, first: int, last: int) -> list[Tick]:
    """Every year by its number; quarters between them where there is room."""
    months = (1, 4, 7, 10) if last - first < FEW_YEARS else (1,)
    return [
        Tick(line.place(date(year, month, 1)), str(year) if month == 1 else "")
        for year in range(first, last + 1)
        for month in months
    ]


def span(action) -> tuple[date, date]:
    """First and last day; of a half-known date the whole month or year."""
    begins = day_of(action.start or action.end)
    ends = day_of(action.end or action.start, is_last=True)
    return begins, max(begins, ends)


def day_of(value: str, *, is_last=False) -> date:
    """The first or last day that a half-known date may mean."""
    year, *rest = [int(part) for part in value.split("-")]
    month = rest[0] if rest else (12 if is_last else 1)
    day = rest[1] if len(rest) > 1 else (monthrange(year, month)[1] if is_last else 1)
    return date(year, month, day)


def when(action) -> str:
    """The time of an action in words; empty when nobody knows."""
    start, end = partial_date(action.start), partial_date(action.end)
    if start and end:
        return start if start == end else f"{start} – {end}"
    if start:
        return _("od: %(date)s") % {"date": start}
    return _("do: %(date)s") % {"date": end} if end else ""
