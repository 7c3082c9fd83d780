"""Filters typed among the words: miasto:Gdynia, temat:"jakość powietrza", tag:rower."""

from django.http import QueryDict

from .facets import Choices
from .folding import fold
from .polish import analyse
from .query import fields_in


def apply_fields(params: QueryDict, choices: Choices) -> QueryDict:
    """The same search with its filters in words as filters; one we do not know stays as typed."""
    text, fields = fields_in(params.get("q", ""))
    fields = [(name, value) for name, value in fields if name in choices]
    if not fields:
        return params
    applied = params.copy()
    applied["q"] = text
    for name, value in fields:
        applied.appendlist(name, _slug(value, choices[name]))
    return applied


def _slug(typed: str, choices: list[tuple[str, str]]) -> str:
    """The value meant: by its address, its label, or the label in another case."""
    folded = fold(typed)
    for slug, label in choices:
        if folded in (slug, fold(str(label))):
            return slug
    words = [set(reading.keys) for reading in analyse(typed)]
    for slug, label in choices:
        names = [set(reading.keys) for reading in analyse(str(label))]
        if len(names) == len(words) and not any(map(set.isdisjoint, names, words)):
            return slug
    return typed
