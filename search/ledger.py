"""Writes counted searches into their tables, in one short transaction."""

from collections import Counter

from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from knowledge.models import Theme

from .adding import add, brief_turn
from .counts import QueryCount, ThemeCount
from .promotions import promoted_queries
from .same_words import query_keys, reads_same


def write(words, themes):
    """Add searches of words, (day, text): (searches, results), and choices of themes.

    What takes time comes first: the transaction only inserts, and never waits for its turn.
    """
    keys = query_keys(text for _, text in words)
    words = {each: count for each, count in words.items() if keys[each[1]]}  # not only marks
    asked = [
        (day, text, searches, keys[text], results)
        for (day, text), (searches, results) in sorted(words.items())
    ]
    known = dict(Theme.objects.values_list("slug", "pk"))
    chosen = [(day, known[slug], n) for (day, slug), n in sorted(themes.items()) if slug in known]
    hits = _hits(words)
    with brief_turn():
        add(
            QueryCount,
            ("day", "text", "searches", "key", "results"),
            asked,
            replaced=("key", "results"),
        )
        add(ThemeCount, ("day", "theme_id", "searches"), chosen)
        add(QueryDailyHits, ("query_id", "date", "hits"), _hit_rows(hits))


def _hits(words):
    """For Wagtail's pages of promotions: a search counts for those it meets, else for itself."""
    promoted = promoted_queries()
    hits = Counter()
    for (day, text), (searches, _) in words.items():
        for query in [each for each in promoted if reads_same(each, text)] or [text]:
            hits[day, query] += searches
    return hits


def _hit_rows(hits):
    names = sorted({query for _, query in hits})
    Query.objects.bulk_create((Query(query_string=each) for each in names), ignore_conflicts=True)
    pks = dict(Query.objects.filter(query_string__in=names).values_list("query_string", "pk"))
    return sorted((pks[query], day, number) for (day, query), number in hits.items())
