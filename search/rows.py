"""Rows of the library as columns, from which a worker makes its arrays."""

from array import array
from collections.abc import Iterable

import numpy as np

from .columns import split, years

KEPT = [
    "pages",
    "documents",
    "cities",
    "lengths",
    "worth",
    "published",
]  # in a snapshot
_NUMBERS = ["pk", "page_id", "document_id", "city_id", "length", "worth", "published_at"]
_FILTERS = {
    "rodzaj": "kind",
    "wielkosc": "size_class",
    "woj": "voivodeship",
    "temat": "themes",
    "miasto": "city_slug",
    "siec": "networks",
    "edycja": "editions",
    "koszt": "cost_band",
    "etap": "stage",
    "stan": "recommendation_states",
    "tag": "tags",
}
FIELDS = [*_NUMBERS, "sort_title", "start_year", "end_year", *_FILTERS.values()]


def collected(rows: Iterable[tuple]) -> tuple[np.ndarray, list[np.ndarray], list[str], list[list]]:
    """Keys of entries, the numbers `KEPT`, titles to sort by and filters, from rows of `FIELDS`.

    Compact from the start: the rows of a large library as objects would fill the memory.
    """
    numbers = [array("d") for _ in _NUMBERS]
    others: list[list] = [[] for _ in FIELDS[len(_NUMBERS) :]]
    texts: dict = {}  # entries share most of their values
    for row in rows:
        *keys, published = row[: len(_NUMBERS)]
        seconds = published.timestamp() if published else 0
        for column, number in zip(numbers, (*keys, seconds), strict=True):
            column.append(number or 0)
        for column, value in zip(others, row[len(_NUMBERS) :], strict=True):
            column.append(texts.setdefault(value, value))
    *keys, lengths, worth, published = map(np.array, numbers)
    entries, *keys = (column.astype(np.int64) for column in keys)
    titles, *filters = others
    return entries, [*keys, lengths, worth, published], titles, filters


def values_of(filters: list[list]) -> dict[str, list[list[str]]]:
    """For each filter the values of each entry."""
    starts, ends, *others = filters
    columns = {name: split(column) for name, column in zip(_FILTERS, others, strict=True)}
    return {**columns, "rok": list(map(years, starts, ends))}
