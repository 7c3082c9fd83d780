"""Filters over all entries at once, as arrays."""

from collections.abc import Iterable
from copy import copy
from functools import cache

import numpy as np


class Column:
    """One filter: which of its values each entry has, none, one or many.

    A library of any size knows few combinations of values, so an entry has the number of its own:
    counting looks at each entry once and at each combination once.
    """

    def __init__(self, values: list[list[str]]):
        self._numbers: dict[tuple[str, ...], int] = {}
        self._codes: dict[str, int] = {}
        self._held = self._owners = np.empty(0, np.int32)
        self._of = self._numbered(values)

    @property
    def values(self) -> list[str]:
        """Every value that any entry has had."""
        return list(self._codes)

    def patched(self, rows: np.ndarray, values: list[list[str]], size: int) -> "Column":
        """The same filter of a library of this size in which these rows have these values."""
        new = copy(self)
        new._of = np.full(size, new._numbered([[]])[0], np.int32)
        new._of[: len(self._of)] = self._of
        new._of[rows] = new._numbered(values)
        return new

    def mask(self, values: Iterable[str]) -> np.ndarray:
        """True for every entry that has any of these values."""
        codes = [self._codes[value] for value in values if value in self._codes]
        having = np.zeros(len(self._numbers), bool)
        having[self._owners[np.isin(self._held, codes)]] = True
        return having[self._of]

    def count(self, entries: np.ndarray) -> dict[str, int]:
        """How many of the entries, given as rows or as a mask, have each value."""
        counts = np.bincount(self._of[entries], minlength=len(self._numbers))
        counts = np.bincount(self._held, counts[self._owners], len(self._codes))
        return dict(zip(self._codes, counts.astype(int).tolist(), strict=True))

    def _numbered(self, values: list[list[str]]) -> np.ndarray:
        """The number of each of these combinations; those not met before get the next ones."""
        combinations = list(map(tuple, values))
        if new := dict.fromkeys(combinations).keys() - self._numbers.keys():
            self._add(sorted(new))
        return np.fromiter(map(self._numbers.__getitem__, combinations), np.int32, len(values))

    def _add(self, combinations: list[tuple[str, ...]]) -> None:
        """Know these combinations too, in tables of one's own: older snapshots keep theirs."""
        first = len(self._numbers)
        self._numbers = self._numbers | {each: first + n for n, each in enumerate(combinations)}
        added = sorted(set().union(*combinations).difference(self._codes))
        self._codes = self._codes | {value: len(self._codes) + n for n, value in enumerate(added)}
        held = [self._codes[value] for each in combinations for value in each]
        owners = np.arange(first, len(self._numbers), dtype=np.int32)
        self._held = np.concatenate([self._held, np.array(held, np.int32)])
        self._owners = np.concatenate(
            [self._owners, np.repeat(owners, list(map(len, combinations)))]
        )


def passing(
    columns: dict[str, Column], mask: np.ndarray, chosen: dict[str, list[str]]
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Rows of what passes every filter, and for each filter of what passes all the others."""
    masks = {name: columns[name].mask(values) for name, values in chosen.items() if values}
    failures = sum((~passed for passed in masks.values()), np.zeros(len(mask), np.int8))
    passed_all = mask & (failures == 0)
    rows = np.flatnonzero(passed_all)
    others = dict.fromkeys(columns, rows)
    for name, passed in masks.items():
        others[name] = np.flatnonzero(passed_all | (mask & (failures == 1) & ~passed))
    return rows, others


@cache
def years(start: int | None, end: int | None) -> list[str]:
    """Every year of the work as far as it is known; a half-known span is the known year."""
    known = [year for year in (start, end) if year]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def split(texts: Iterable[str]) -> list[list[str]]:
    """Values of each entry; most entries have the same few, so each text is split once."""
    split = {text: text.split() for text in set(texts)}
    return [split[text] for text in texts]
