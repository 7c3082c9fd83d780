"""Figures for authors: by month, over a year, and the words that led to a page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import IntegerField, Min, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from search.counts import months_before

from .models import Act, PageCount, WordsCount

MONTHS = 12
LATELY = timedelta(days=30)
FEWEST = 2  # times that words led here before they are told: what is rare might be somebody's
MOST_WORDS = 20


@dataclass(frozen=True)
class Month:
    """One month of a page."""

    first: date
    reads: int
    downloads: int


def months_of(page) -> list[Month]:
    """The last twelve months, newest first, those without readers too."""
    this = timezone.localdate().replace(day=1)
    firsts = [months_before(this, number) for number in range(MONTHS)]
    counts = Counter()
    rows = page.read_counts.filter(day__gte=firsts[-1]).annotate(month=TruncMonth("day")).order_by()
    for month, act, number in rows.values_list("month", "act").annotate(Sum("number")):
        counts[month, act] = number
    return [Month(each, counts[each, Act.READ], counts[each, Act.DOWNLOAD]) for each in firsts]


def words_of(page) -> tuple[list[tuple[str, int]], int]:
    """The words that led to the page most often, and how often any search did."""
    rows = page.words_counts.filter(day__gte=a_year_ago()).order_by().values("text")
    found = rows.annotate(total=Sum("number")).order_by("-total", "text")
    told = [(row["text"], row["total"]) for row in found if row["total"] >= FEWEST]
    return told[:MOST_WORDS], sum(row["total"] for row in found)


def with_lately(practices):
    """Annotate how often each was read in the last thirty days, to sort by."""
    since = timezone.localdate() - LATELY
    counts = PageCount.objects.filter(page=OuterRef("pk"), act=Act.READ, day__gt=since)
    total = counts.order_by().values("page").annotate(total=Sum("number")).values("total")
    return practices.annotate(lately=Coalesce(Subquery(total), 0, output_field=IntegerField()))


def fill_year(pages):
    """Give these pages their figures of twelve months, in two queries."""
    year = {"page__in": [page.pk for page in pages], "day__gte": a_year_ago()}
    acts = PageCount.objects.filter(**year).order_by().values_list("page", "act")
    acts = {(page, act): total for page, act, total in acts.annotate(Sum("number"))}
    words = WordsCount.objects.filter(**year).order_by().values_list("page")
    words = dict(words.annotate(Sum("number")))
    for page in pages:
        page.reads = acts.get((page.pk, Act.READ), 0)
        page.downloads = acts.get((page.pk, Act.DOWNLOAD), 0)
        page.found = words.get(page.pk, 0)
    return pages


def read_lately(pages) -> int:
    """How often any of these pages was read in the last thirty days."""
    since = timezone.localdate() - LATELY
    counts = PageCount.objects.filter(act=Act.READ, day__gt=since, page__in=pages.values("pk"))
    return counts.aggregate(total=Sum("number", default=0))["total"]


def counted_since():
    """The first day of which anything is known."""
    return PageCount.objects.aggregate(first=Min("day"))["first"]


def a_year_ago() -> date:
    """The first day of the twelve months that are shown."""
    return months_before(timezone.localdate().replace(day=1), MONTHS - 1)
