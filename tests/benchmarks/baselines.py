"""Other ways of searching the same texts, to compare with: no filters, no Polish."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import QueryDict
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from search.models import LibraryEntry

_CREATE = {
    "sqlite": ["CREATE VIRTUAL TABLE bench_texts USING fts5(title, text)"],
    "postgresql": ["CREATE TABLE bench_texts (id serial, words tsvector)"],
}
_FILL = {
    "sqlite": "INSERT INTO bench_texts SELECT title, text FROM {entries}",
    "postgresql": "INSERT INTO bench_texts (words) SELECT to_tsvector('simple', "
    "title || ' ' || text) FROM {entries}",
}
_FINISH = {
    "sqlite": [],
    "postgresql": ["CREATE INDEX ON bench_texts USING gin (words)", "ANALYZE bench_texts"],
}
_FIND = {
    "sqlite": "SELECT rowid, bm25(bench_texts) AS score FROM bench_texts "
    "WHERE bench_texts MATCH %s ORDER BY score LIMIT 10",
    "postgresql": "SELECT id, ts_rank(words, to_tsquery('simple', %s)) AS score FROM bench_texts "
    "WHERE words @@ to_tsquery('simple', %s) ORDER BY score DESC LIMIT 10",
}
_COUNT = {
    "sqlite": "SELECT count(*) FROM bench_texts WHERE bench_texts MATCH %s",
    "postgresql": "SELECT count(*) FROM bench_texts WHERE words @@ to_tsquery('simple', %s)",
}


def database_search():
    """The database's own full text search: ten best of any of the words, and their number."""
    vendor = connection.vendor
    joiner = " OR " if vendor == "sqlite" else " | "
    with connection.cursor() as cursor:
        for statement in _CREATE[vendor]:
            cursor.execute(statement)
        cursor.execute(_FILL[vendor].format(entries=LibraryEntry._meta.db_table))
        for statement in _FINISH[vendor]:
            cursor.execute(statement)

    def find(query: str):
        asked = joiner.join(f'"{word}"' for word in _words(query))
        asked = asked if vendor == "sqlite" else asked.replace('"', "'")
        with connection.cursor() as cursor:
            cursor.execute(_FIND[vendor], [asked] * _FIND[vendor].count("%s"))
            found = cursor.fetchall()
            cursor.execute(_COUNT[vendor], [asked])
            return found, cursor.fetchone()

    return find


def stock_search():
    """Wagtail's own backend over entries of the same texts."""
    backend = get_search_backend("modelsearch.backends.database")
    page = ContentType.objects.get_for_model(Page)
    IndexEntry.objects.filter(content_type=page)._raw_delete(using="default")
    on_postgresql = connection.vendor == "postgresql"
    words = "to_tsvector('simple', {})" if on_postgresql else "{}"
    title, text = words.format("title"), words.format("text")
    columns = {"title": title, "body": text, "autocomplete": title, "title_norm": "1"}
    if on_postgresql:  # columns of this site's own
        columns |= {"title_text": "title", "body_text": "text"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {IndexEntry._meta.db_table} "
            f"(content_type_id, object_id, {', '.join(columns)}) "
            f"SELECT %s, page_id, {', '.join(columns.values())} FROM {LibraryEntry._meta.db_table}",
            [page.pk],
        )

    def find(query: str):
        found = backend.search(" ".join(_words(query)), Page.objects.live(), operator="or")
        return found.count(), list(found[:10])

    return find


def _words(query: str) -> list[str]:
    return QueryDict(query)["q"].replace('"', "").split()
