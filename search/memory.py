"""Postings as a worker keeps them: read once, and mended with what was published since."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db import connection

from .models import Posting, Term
from .recent import Recent

MAX_BYTES = 64 * 1024 * 1024  # of postings kept by one worker
MOST_PATCHES = 200  # after so many publications without a look, reading anew is as quick

Key = tuple[int, str]  # class and text of a term
Postings = tuple[np.ndarray, np.ndarray]  # rows of entries, ascending, and weights


@dataclass
class Patch:
    """What one publication changed: rows whose postings are these now."""

    rows: np.ndarray
    postings: dict[Key, Postings]


class PostingMemory:
    """Arrays of the terms that were asked for, in the rows of one generation of the index."""

    def __init__(self, generation: int):
        self.generation = generation
        self._begin()
        self.lemma_weights: dict[str, float] = {}  # snapshots kept with the generation:
        self.folds: dict[str, set[str]] = {}  # mended where publications add words
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
        if len(patches) >= MOST_PATCHES:
            self._begin()
            return
        rows = np.searchsorted(entries, np.sort(np.array(changed, np.int64))).astype(np.int32)
        held = Posting.objects.filter(entry__in=changed).order_by("term", "entry")
        table = list(held.values_list("term__kind", "term__text", "entry", "weight"))
        grouped: dict[Key, list] = {}
        for kind, text, entry, weight in table:
            grouped.setdefault((kind, text), []).append((entry, weight))
        postings = {key: _arrays(np.array(pairs), entries) for key, pairs in grouped.items()}
        patches.append(Patch(rows, postings))

    def _begin(self):
        """Arrays, and what is to be mended in them: always taken and replaced as one."""
        self._kept: tuple[Recent, list[Patch]] = Recent(MAX_BYTES), []

    def _mended(self, key: Key) -> Postings | None:
        recent, patches = self._kept
        kept = recent.get(key)
        if kept is None:
            return None
        arrays, serial = kept
        if serial < len(patches):
            for patch in patches[serial:]:
                arrays = _patched(arrays, patch, key)
                serial += 1
            _keep(recent, key, arrays, serial)
        return arrays

    def _load(self, keys: list[Key], entries: np.ndarray) -> dict[Key, Postings]:
        recent, patches = self._kept
        serial = len(patches)  # before reading: mending twice does no harm
        wanted = set(keys)
        terms = Term.objects.filter(
            generation=self.generation, text__in={text for _, text in wanted}
        )
        ids = {
            pk: (kind, text)
            for pk, kind, text in terms.values_list("pk", "kind", "text")
            if (kind, text) in wanted
        }
        found = dict.fromkeys(keys, _NOTHING)
        for pk, table in _read(list(ids)).items():
            found[ids[pk]] = _arrays(table, entries)
        for key, arrays in found.items():
            _keep(recent, key, arrays, serial)
        return found


_NOTHING: Postings = (np.empty(0, np.int32), np.empty(0, np.float32))


def _keep(recent: Recent, key: Key, arrays: Postings, serial: int) -> None:
    recent.put(key, (arrays, serial), sum(array.nbytes for array in arrays))


def _read(terms: list[int]) -> dict[int, np.ndarray]:
    """Entry and weight of each posting of these terms; raw, for it may be many thousands."""
    if not terms:
        return {}
    table = connection.ops.quote_name(Posting._meta.db_table)
    select = f"SELECT entry_id, weight FROM {table} WHERE term_id = %s ORDER BY entry_id"
    found = {}
    with connection.cursor() as cursor:
        for term in terms:
            cursor.execute(select, [term])
            found[term] = np.array(cursor.fetchall(), np.float64).reshape(-1, 2)
    return found


def _arrays(table: np.ndarray, entries: np.ndarray) -> Postings:
    """Rows and weights of postings given as entry and weight; entries not held are left out."""
    table = table.reshape(-1, 2)
    wanted = table[:, 0].astype(np.int64)
    rows = np.searchsorted(entries, wanted)
    held = rows < len(entries)
    held[held] = entries[rows[held]] == wanted[held]
    return rows[held].astype(np.int32), table[held, 1].astype(np.float32)


def _patched(arrays: Postings, patch: Patch, key: Key) -> Postings:
    """Without the rows that were written, then with what they have now."""
    rows, weights = arrays
    if len(rows):
        places = np.minimum(np.searchsorted(rows, patch.rows), len(rows) - 1)
        stale = places[rows[places] == patch.rows]
        if len(stale):
            rows, weights = np.delete(rows, stale), np.delete(weights, stale)
    if key in patch.postings:
        new_rows, new_weights = patch.postings[key]
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
