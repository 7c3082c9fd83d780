"""Finding things in Wagtail's admin: drafts too, on either database, whatever is typed.

Wagtail keeps an entry of text for each page, picture, file and snippet. Its own backends read
it slowly and take what was typed for their query language. This one puts only plain words
into the entries, without diacritics, and asks for ids in one uncorrelated subquery.
"""

import re
from functools import reduce
from itertools import islice
from operator import and_, or_

from anyascii import anyascii
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    Manager,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from modelsearch.backends.base import BaseIndex, BaseSearchBackend, FilterFieldError
from modelsearch.backends.database.fallback import (
    MATCH_ALL,
    MATCH_NONE,
    DatabaseSearchQueryCompiler,
    DatabaseSearchResults,
)
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_indexed_models
from modelsearch.query import And, Boost, Or
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

ON_POSTGRESQL = connection.vendor == "postgresql"
TITLES = {"title", "name"}  # fields whose match comes first
TITLE_TEXT = "title_text" if ON_POSTGRESQL else "title"
MOST_WORDS = 16  # of a query
LONGEST_WORD, LONGEST_TEXT = 64, 50_000  # letters; words


def words(text: str) -> list[str]:
    """Plain words without diacritics: all that stands in an entry, and all that is asked for."""
    return [word[:LONGEST_WORD] for word in re.findall("[a-z0-9]+", anyascii(text).lower())]


class Index(BaseIndex):
    """Writes entries one by one: Wagtail's own would weigh all titles anew at every save."""

    def add_items(self, model, objs):
        fields = model.get_search_fields()
        content_type = get_content_type_pk(model)
        if fields:
            IndexEntry.objects.bulk_create(
                (_entry(content_type, obj, fields) for obj in objs),
                update_conflicts=True,
                unique_fields=["content_type", "object_id"],
                update_fields=[*_columns("", "", "")],
            )

    def delete_item(self, item):
        _delete(_entries(type(item)).filter(object_id=str(item.pk)))

    def reset(self):
        _delete(IndexEntry.objects.all())

    def delete_stale(self):
        """Forget what is gone, such as rows deleted by SQL."""
        for model in get_indexed_models():
            if not model._meta.parents:
                present = model._default_manager.annotate(key=Cast("pk", CharField())).values("key")
                _delete(_entries(model).exclude(object_id__in=present))


class Rebuild:
    """Lets `manage.py update_index` write over what is there, so that nothing is missed."""

    def __init__(self, index):
        self.index = index

    def start(self):
        self.index.delete_stale()
        return self.index

    def finish(self):
        pass


class Compiler(DatabaseSearchQueryCompiler):
    """Turns what was typed into ids: each word is the beginning of a word of the entry."""

    columns = ["title", "body"]

    def build_database_filter(self, query, boost=1.0):
        if hasattr(query, "query_string"):
            typed = words(query.query_string)[:MOST_WORDS]
            operator = getattr(query, "operator", "and")
            held = _holding(typed, self._columns, operator) if typed else Q(pk__in=[])
            return Q(pk__in=self._objects(held))
        return super().build_database_filter(query, boost)

    def check_boost(self, query, boost=1.0):
        """A boost changes nothing: what stands in the title comes first anyway."""

    def rank(self):
        """The title itself, titles that begin so, titles that have the words, the rest."""
        typed = list(islice(_typed(self.query), MOST_WORDS))
        if not typed:
            return None
        text = " ".join(typed)
        titles = _holding(typed, ["title"])
        tiers = [
            titles & Q(**{TITLE_TEXT: text}),
            titles & Q(**{f"{TITLE_TEXT}__startswith": text}),
            titles,
        ]
        whens = [
            When(pk__in=self._objects(tier), then=Value(place)) for place, tier in enumerate(tiers)
        ]
        return Case(*whens, default=Value(len(tiers)), output_field=IntegerField())

    @property
    def _columns(self):
        return ["title"] if self.fields and set(self.fields) <= TITLES else self.columns

    def _objects(self, held: Q):
        key = self.queryset.model._meta.pk
        while key.remote_field:
            key = key.target_field
        entries = _entries(self.queryset.model).filter(held)
        return entries.annotate(key=Cast("object_id", key)).values("key")


class AutocompleteCompiler(Compiler):
    """The same over what a model offers while one types."""

    columns = ["autocomplete"]


class Results(DatabaseSearchResults):
    """A queryset: filters by rights that Wagtail put on it stay where they are."""

    def get_queryset(self):
        compiler = self.query_compiler
        queryset, found = compiler.queryset, compiler.build_database_filter(compiler.query)
        if found == MATCH_NONE:
            return queryset.none()
        if found != MATCH_ALL:
            queryset = queryset.filter(found)
        rank = compiler.rank() if compiler.order_by_relevance else None
        if rank is not None:
            queryset = queryset.order_by(rank, "-pk")
        elif found != MATCH_ALL and not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[self.start : self.stop]

    def facet(self, field_name):
        if self.query_compiler._get_filterable_field(field_name) is None:
            raise FilterFieldError(f"No FilterField: {field_name}", field_name=field_name)
        counted = self.get_queryset().order_by().values_list(field_name)
        return dict(counted.annotate(count=Count("pk")).order_by("-count"))


class SearchBackend(BaseSearchBackend):
    """What `WAGTAILSEARCH_BACKENDS` names."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    results_class = Results
    index_class = Index
    rebuilder_class = Rebuild


def _holding(typed: list[str], columns: list[str], operator: str = "and") -> Q:
    """Entries that have all (or any) of these beginnings of words, in any of the columns."""
    if ON_POSTGRESQL:
        asked = [SearchQuery(f"{word}:*", config="simple", search_type="raw") for word in typed]
        each = [reduce(or_, (Q(**{column: query}) for column in columns)) for query in asked]
        return reduce(or_ if operator == "or" else and_, each)
    joined = f" {operator.upper()} ".join(f'"{word}"*' for word in typed)
    return Q(pk__in=RawSQL(_MATCHING, [f"{{{' '.join(columns)}}} : ({joined})"]))


_TABLE = f"{IndexEntry._meta.db_table}_fts"
_MATCHING = f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s"


def _typed(query):
    """The words a query asks for, in order; what it leaves out does not count."""
    if isinstance(query, And | Or):
        for part in query.subqueries:
            yield from _typed(part)
    elif isinstance(query, Boost):
        yield from _typed(query.subquery)
    else:
        yield from words(getattr(query, "query_string", ""))


def _entries(model):
    return IndexEntry.objects.filter(content_type__in=get_descendants_content_types_pks(model))


def _delete(entries):
    """At once: Django would read every entry before, and triggers do the rest."""
    entries._raw_delete(using=entries.db)


def _entry(content_type, obj, fields) -> IndexEntry:
    found = [(field, text) for field, text in _texts(obj, fields) if text]
    whole = [(field.field_name, text) for field, text in found if isinstance(field, SearchField)]
    title = " ".join(text for name, text in whole if name in TITLES)
    body = " ".join(text for name, text in whole if name not in TITLES)
    typing = " ".join(text for field, text in found if isinstance(field, AutocompleteField))
    columns = _columns(*(" ".join(words(text)[:LONGEST_TEXT]) for text in (title, body, typing)))
    return IndexEntry(content_type_id=content_type, object_id=str(obj.pk), **columns)


def _columns(title: str, body: str, autocomplete: str) -> dict:
    columns = {"title": title, "body": body, "autocomplete": autocomplete}
    if not ON_POSTGRESQL:
        return columns
    vectors = {
        name: SearchVector(Value(text, output_field=TextField()), config="simple")
        for name, text in columns.items()
    }
    return {**vectors, "title_text": title}


def _texts(obj, fields):
    """Every field that search may read, with its text, also of related objects."""
    for field in fields:
        value = field.get_value(obj)
        if isinstance(field, RelatedFields):
            related = value.all() if isinstance(value, Manager) else value
            related = related() if callable(related) else related
            for one in related if isinstance(value, Manager) else filter(None, [related]):
                yield from _texts(one, field.fields)
        elif isinstance(field, SearchField | AutocompleteField):
            yield field, _text(value)


def _text(value) -> str:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        return " ".join(map(_text, value))
    return "" if value is None else str(value)
