"""Looking names up for type-ahead, among what a reader may see, in plain SQL.

A keystroke is answered by a handful of rows, so building these queries from models would cost ten
times their running. The gate stays `visible_to`: its own query is part of each statement.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from taggit.models import Tag
from wagtail.models import Page

from knowledge.models import PageTheme, PracticeTag, Theme
from knowledge.querysets import visible_to
from networks.models import MidTag, OutputTag

from .models import IndexVersion, Kind, LibraryEntry, TitleWord
from .titles import last_word

LEAST_NARROWING = 3  # letters from which a word before the last narrows: w, na, do stay out


@dataclass(frozen=True)
class Title:
    """A page that could be meant."""

    kind: str
    title: str
    city: str
    url_path: str

    @property
    def url(self) -> str:
        """Its address on this site."""
        return Page(url_path=self.url_path).url


class Readable:
    """The names one reader may see; asks who the reader is once."""

    def __init__(self, user):
        query = visible_to(user).order_by().values("pk", "url_path").query
        self._visible, self._params = query.sql_with_params()

    def titles(self, words: list[str], most: int) -> list[Title]:
        """Other pages first, then practices whose title begins so, then the other practices."""
        parts = [
            self._titles(_OTHERS, "", words, "w.place, w.word", most),
            self._titles([Kind.PRACTICE.value], " AND w.place = 0", words, _AS_INDEXED, most),
            self._titles([Kind.PRACTICE.value], " AND w.place > 0", words, _AS_INDEXED, most),
        ]
        union = " UNION ALL ".join(
            f"SELECT * FROM ({sql}) part{number}" for number, (sql, _) in enumerate(parts)
        )
        rows = _run(union, [param for _, params in parts for param in params])
        return [Title(*row) for row in dict.fromkeys(rows)]

    def themes(self, slugs: Iterable[str]) -> dict[str, str]:
        """Slug and name of those that a page this reader may see has."""
        return self._names(Theme, slugs, [(PageTheme, "theme_id", "page_id")])

    def tags(self, slugs: Iterable[str]) -> dict[str, str]:
        """Slug and name of those that a page this reader may see has."""
        models = (PracticeTag, MidTag, OutputTag)
        through = [(model, "tag_id", "content_object_id") for model in models]
        return self._names(Tag, slugs, through)

    def _titles(self, kinds, which: str, words, order: str, most: int) -> tuple[str, list]:
        *others, last = words
        narrowing = [word for word in others if len(word) >= LEAST_NARROWING]
        also = f" AND w.entry_id IN (SELECT entry_id FROM {_WORDS} WHERE word BETWEEN %s AND %s)"
        # CROSS JOIN keeps SQLite from starting anywhere but at the words. The city is looked up
        # beside: PostgreSQL would try every order of what is joined, longer than it then reads.
        city = f"SELECT c.title FROM {_PAGES} c WHERE c.id = e.city_id"
        sql = f"""
            SELECT w.kind, e.title, ({city}) AS city, v.url_path FROM {_WORDS} w
            CROSS JOIN {_ENTRIES} e CROSS JOIN ({self._visible}) v
            WHERE w.kind IN ({_marks(kinds)}) AND w.word BETWEEN %s AND %s{which}
            AND e.id = w.entry_id AND e.generation = (SELECT generation FROM {_VERSIONS})
            AND v.pk = e.page_id{also * len(narrowing)}
            ORDER BY {order} LIMIT {most:d}
        """
        spans = [end for word in [last, *narrowing] for end in (word, last_word(word))]
        return sql, [*self._params, *kinds, *spans]

    def _names(self, model, slugs: Iterable[str], links) -> dict[str, str]:
        slugs = list(slugs)
        if not slugs:
            return {}
        held = " OR ".join(
            f"EXISTS (SELECT 1 FROM {_table(through)} x CROSS JOIN ({self._visible}) v"
            f" WHERE x.{name} = n.id AND v.pk = x.{page})"
            for through, name, page in links
        )
        names = f"SELECT n.slug, n.name FROM {_table(model)} n WHERE n.slug IN ({_marks(slugs)})"
        return dict(_run(f"{names} AND ({held})", [*slugs, *self._params * len(links)]))


def _run(sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [tuple(row) for row in cursor.fetchall()]


def _marks(values) -> str:
    return ", ".join(["%s"] * len(values))


def _table(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


_OTHERS = [kind for kind in Kind.values if kind != Kind.PRACTICE]
_AS_INDEXED = "w.word, w.place, w.entry_id"
_WORDS, _ENTRIES, _PAGES = _table(TitleWord), _table(LibraryEntry), _table(Page)
_VERSIONS = _table(IndexVersion)
