"""Filters over all entries at once, as arrays."""

from collections.abc import Iterable
from functools import cache

import numpy as np


class Column:
    """One filter: which of its values each entry has, none, one or many."""

    def __init__(self, values: list[list[str]]):
        self.size = len(values)
        self.values = sorted(set().union(*values))
        self._codes = {value: code for code, value in enumerate(self.values)}
        codes = [self._codes[value] for row in values for value in row]
        self._held = np.array(codes, np.int32)
        self._owners = np.repeat(np.arange(self.size, dtype=np.int32), list(map(len, values)))

    def patched(self, rows: np.ndarray, values: list[list[str]], size: int) -> "Column":
        """The same filter of a library of this size in which these rows have these values."""
        new = Column.__new__(Column)
        new.size = size
        added = set().union(*values).difference(self._codes)
        new.values = [*self.values, *sorted(added)]
        new._codes = {value: code for code, value in enumerate(new.values)}
        kept = ~np.isin(self._owners, rows)
        codes = np.array([new._codes[value] for row in values for value in row], np.int32)
        owners = np.repeat(np.asarray(rows, np.int32), list(map(len, values)))
        new._held = np.concatenate([self._held[kept], codes])
        new._owners = np.concatenate([self._owners[kept], owners])
        return new

    def mask(self, values: Iterable[str]) -> np.ndarray:
        """True for every entry that has any of these values."""
        codes = [self._codes[value] for value in values if value in self._codes]
        mask = np.zeros(self.size, bool)
        mask[self._owners[np.isin(self._held, codes)]] = True
        return mask

    def count(self, mask: np.ndarray) -> dict[str, int]:
        """How many of the entries under the mask have each value."""
        counts = np.bincount(self._held[mask[self._owners]], minlength=len(self.values))
        return dict(zip(self.values, counts.tolist(), strict=True))


def passing(
    columns: dict[str, Column], mask: np.ndarray, chosen: dict[str, list[str]]
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """What passes every filter, and for each filter what passes all the others."""
    masks = {name: columns[name].mask(values) for name, values in chosen.items() if values}
    failures = sum((~passed for passed in masks.values()), np.zeros(len(mask), np.int8))
    passed_all = mask & (failures == 0)
    others = dict.fromkeys(columns, passed_all)
    for name, passed in masks.items():
        others[name] = passed_all | (mask & (failures == 1) & ~passed)
    return passed_all, others


@cache
def years(start: int | None, end: int | None) -> list[str]:
    """Every year of the work as far as it is known; a half-known span is the known year."""
    known = [year for year in (start, end) if year]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def split(texts: Iterable[str]) -> list[list[str]]:
    """Values of each entry; most entries have the same few, so each text is split once."""
    split = {text: text.split() for text in set(texts)}
    return [split[text] for text in texts]
