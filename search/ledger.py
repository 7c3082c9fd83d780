"""Writes counted searches into their tables, in one short transaction."""

from collections import Counter
from contextlib import contextmanager

from django.db import connection, transaction
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from knowledge.models import Theme

from .counts import QueryCount, ThemeCount
from .promotions import promoted_queries
from .same_words import query_keys, reads_same

PATIENCE_MS = 200  # for a row that another worker writes, on PostgreSQL


def write(words, themes):
    """Add searches of words, (day, text): (searches, results), and choices of themes.

    What takes time comes first: the transaction only inserts, and never waits for its turn.
    """
    keys = query_keys(text for _, text in words)
    words = {each: count for each, count in words.items() if keys[each[1]]}  # not only marks
    asked = [(day, text, keys[text], *count) for (day, text), count in sorted(words.items())]
    known = dict(Theme.objects.values_list("slug", "pk"))
    chosen = [(day, known[slug], n) for (day, slug), n in sorted(themes.items()) if slug in known]
    hits = _hits(words)
    with _without_waiting(), transaction.atomic():
        _be_short()
        _add(QueryCount, asked, ("day", "text", "key", "searches", "results"), ("key", "results"))
        _add(ThemeCount, chosen, ("day", "theme_id", "searches"))
        _add(QueryDailyHits, _hit_rows(hits), ("query_id", "date", "hits"))


@contextmanager
def _without_waiting():
    """Where another writes, fail at once; SQLite's own patience is given back afterwards."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def _be_short():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")


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


def _add(model, rows, columns, replaced=()):
    """Insert rows, or add to the number of those that are there; the first two columns tell."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    number = quote("hits" if "hits" in columns else "searches")
    changes = [f"{number} = {table}.{number} + excluded.{number}"]
    changes += [f"{quote(name)} = excluded.{quote(name)}" for name in replaced]
    insert = (
        f"INSERT INTO {table} ({', '.join(map(quote, columns))})"
        f" VALUES ({', '.join(['%s'] * len(columns))})"
        f" ON CONFLICT ({', '.join(map(quote, columns[:2]))}) DO UPDATE SET {', '.join(changes)}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(insert, rows)
