"""Facts in the words of a reader: half-known dates, years of work, rounded populations."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

NBSP = "\xa0"


def partial_date(value: str) -> str:
    """A date known to the day, the month or the year: 2017-02 is „luty 2017”."""
    parts = [int(part) for part in value.split("-")] if value else []
    pattern = {3: "j E Y", 2: "F Y"}.get(len(parts))
    if not pattern:
        return value
    day = date(*parts, *[1] * (3 - len(parts)))
    return date_format(day, pattern).lower().replace(" ", NBSP)


def ends_before(start: str, end: str) -> bool:
    """Whether of two half-known dates the end surely comes first: 2017-05 may follow 2017."""
    known = min(len(start), len(end))
    return bool(known) and end[:known] < start[:known]


def years(thing) -> str:
    """From when to when, as far as it is known; empty when nothing is."""
    start, end = thing.start_year, thing.end_year
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        running = "trwa" in (getattr(thing, "stage", ""), getattr(thing, "state", ""))
        pattern = _("od %(year)s, nadal trwa") if running else _("od %(year)s")
        return pattern % {"year": start}
    return _("do %(year)s") % {"year": end} if end else ""


def rounded(population: int) -> str:
    """A number of people as one says it: 242 874 is „243 tys.”, 1 794 166 is „1,8 mln”."""
    if population >= 1_000_000:
        return NBSP.join([number_format(round(population / 1_000_000, 1)), _("mln")])
    if population >= 10_000:
        return NBSP.join([str(round(population / 1000)), _("tys.")])
    return f"{round(population, -2):,}".replace(",", NBSP)
