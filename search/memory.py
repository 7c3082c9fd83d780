"""Postings as a worker keeps them: read once, and mended with what was published since."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from django.db.models import Max

from .models import Term
from .postings import read_postings, read_vectors
from .recent import Recent
from .weighing import Key

MAX_BYTES = 80 * 1024 * 1024  # of postings kept by one worker
MOST_WEIGHT = np.iinfo(np.uint16).max  # of a word in an entry; a book may have it more often
MOST_PATCHES = 200  # after so many publications without a look, reading anew is as quick

Postings = tuple[np.ndarray, np.ndarray]  # rows of entries, ascending, and weights


@dataclass
class Patch:
    """What one publication changed: rows whose postings are these now."""

    rows: np.ndarray
    postings: dict[int, Postings]  # by the number of the term


class PostingMemory:
    """Arrays of the terms that were asked for, in the rows of one generation of the index."""

    def __init__(self, generation: int):
        self.generation = generation
        self.forget()
        self._size = 0  # rows of the newest reader
        self._newest = _newest_term(generation)
        self.lemma_weights: dict[str, float] = {}  # a snapshot kept with the generation
        self.folds: dict[str, set[str]] = {}  # forgotten when a word comes into the library
        self.thesaurus = None

    def get(self, keys: Iterable[Key], entries: np.ndarray) -> dict[Key, Postings]:
        """Rows and weights of these terms, for those that any of the entries has."""
        found = {key: self._mended(key) for key in keys}
        missing = [key for key, arrays in found.items() if arrays is None]
        if missing:
            found.update(self._load(missing, entries))
        size = len(entries)
        return {key: _within(arrays, size) for key, arrays in found.items() if len(arrays[0])}

    def patch(self, changed: list[int], entries: np.ndarray) -> None:
        """Note that these entries were written; what is kept is mended when it is next used."""
        _, patches = self._kept
        self._size = len(entries)
        if len(patches) >= MOST_PATCHES:
            self.forget()
            self.folds.clear()
            return
        vectors = read_vectors(changed)
        newest = max((int(each["term"].max(initial=0)) for each in vectors.values()), default=0)
        if newest > self._newest:
            self._newest = newest
            self.folds.clear()
        rows = np.searchsorted(entries, np.sort(np.array(changed, np.int64))).astype(np.int32)
        gathered: dict[int, list[tuple[int, float]]] = {}
        for entry, vector in sorted(vectors.items()):
            row = int(np.searchsorted(entries, entry))
            for term, weight in vector.tolist():
                gathered.setdefault(term, []).append((row, weight))
        postings = {
            term: (
                np.array([row for row, _ in pairs], np.int32),
                _weights(np.array([weight for _, weight in pairs], np.float32)),
            )
            for term, pairs in gathered.items()
        }
        patches.append(Patch(rows, postings))

    def remembered(
        self,
        what: str,
        candidates: Callable[[], np.ndarray],
        check: Callable[[np.ndarray], np.ndarray],
        size: int,
    ) -> np.ndarray:
        """Those of the candidates that pass the check, as rows, for a reader of `size` rows.

        All are checked once, and later only what was written since.
        """
        recent, patches = self._kept
        serial = len(patches)  # before looking: looking twice does no harm
        kept = recent.get(what)
        if kept is None:
            rows = check(candidates())
        else:
            rows, known = kept
            written = [patch.rows for patch in patches[known:serial]]
            if written:
                written = np.unique(np.concatenate(written))
                rows = np.union1d(np.setdiff1d(rows, written), check(written[written < size]))
        if self._is_newest(size):
            recent.put(what, (rows, serial), rows.nbytes)
        return rows[: np.searchsorted(rows, size)]

    def forget(self) -> None:
        """Drop all postings; they are read again as they are asked for."""
        # Arrays, and what is to be mended in them: always taken and replaced as one.
        self._kept: tuple[Recent, list[Patch]] = Recent(MAX_BYTES), []

    def _mended(self, key: Key) -> Postings | None:
        recent, patches = self._kept
        kept = recent.get(key)
        if kept is None:
            return None
        term, arrays, serial = kept
        if serial < len(patches):
            if term is None:  # the word may have come into the library since
                return None
            for patch in patches[serial:]:
                arrays = _patched(arrays, patch, term)
                serial += 1
            _keep(recent, key, term, arrays, serial)
        return arrays

    def _load(self, keys: list[Key], entries: np.ndarray) -> dict[Key, Postings]:
        recent, patches = self._kept
        serial = len(patches)  # before reading: mending twice does no harm
        wanted = set(keys)
        terms = Term.objects.filter(
            generation=self.generation, text__among={text for _, text in wanted}
        )
        ids = {
            (kind, text): pk
            for pk, kind, text in terms.values_list("pk", "kind", "text")
            if (kind, text) in wanted
        }
        read = read_postings(ids.values())
        found = {key: _arrays(read[ids[key]], entries) if key in ids else _NOTHING for key in keys}
        if self._is_newest(len(entries)):
            for key, arrays in found.items():
                _keep(recent, key, ids.get(key), arrays, serial)
        return found

    def _is_newest(self, size: int) -> bool:
        """Whether a reader of so many rows sees all: what it finds may be kept for the others."""
        return size >= self._size


def _newest_term(generation: int) -> int:
    terms = Term.objects.filter(generation=generation)
    return terms.aggregate(newest=Max("pk", default=0))["newest"]


def _weights(weights: np.ndarray) -> np.ndarray:
    """As they are kept: whole numbers, which half the memory holds."""
    return np.minimum(weights, MOST_WEIGHT).astype(np.uint16)


_NOTHING: Postings = (np.empty(0, np.int32), np.empty(0, np.uint16))


def _keep(recent: Recent, key: Key, term: int | None, arrays: Postings, serial: int) -> None:
    recent.put(key, (term, arrays, serial), sum(array.nbytes for array in arrays))


def _arrays(table: np.ndarray, entries: np.ndarray) -> Postings:
    """Rows and weights of postings given as entry and weight; entries not held are left out."""
    wanted = table["entry"].astype(np.int64)
    rows = np.searchsorted(entries, wanted)
    held = rows < len(entries)
    held[held] = entries[rows[held]] == wanted[held]
    return rows[held].astype(np.int32), _weights(table["weight"][held])


def _patched(arrays: Postings, patch: Patch, term: int) -> Postings:
    """Without the rows that were written, then with what they have now."""
    rows, weights = arrays
    if len(rows):
        places = np.minimum(np.searchsorted(rows, patch.rows), len(rows) - 1)
        stale = places[rows[places] == patch.rows]
        if len(stale):
            rows, weights = np.delete(rows, stale), np.delete(weights, stale)
    if term in patch.postings:
        new_rows, new_weights = patch.postings[term]
        places = np.searchsorted(rows, new_rows)
        rows = np.insert(rows, places, new_rows)
        weights = np.insert(weights, places, new_weights)
    return rows, weights


def _within(arrays: Postings, size: int) -> Postings:
    """Only rows that a snapshot of this size has: the memory may be newer than the reader."""
    rows, weights = arrays
    if rows[-1] < size:
        return arrays
    end = np.searchsorted(rows, size)
    return rows[:end], weights[:end]
