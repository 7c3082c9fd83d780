"""Rows of the inverted index: postings in blocks, and what each entry has of them.

A row of `Posting` holds what a term weighs in up to 256 entries of neighbouring numbers, packed
as an array. Reading a frequent term costs a few rows and no conversion, and writing many documents
at once a row for each term instead of one for each word; see docs/decisions/0009. What an entry
has is kept with it (`TermVector`), so that its next publication knows what differs.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from django.db import connection

from .models import Posting, Term, TermVector
from .weighing import Key

BLOCK = 256  # entries in a row: for a frequent term two kilobytes
POSTING = np.dtype([("entry", "<u4"), ("weight", "<f4")])
WEIGHED_TERM = np.dtype([("term", "<u4"), ("weight", "<f4")])
_CHANGE = np.dtype([("term", "<u4"), ("entry", "<u4"), ("weight", "<f4")])
_MANY = 500  # terms of a block, from which on it is read whole


def vector_of(keys: Mapping[Key, float], terms: Mapping[Key, int]) -> np.ndarray:
    """Keys and weights as they are kept with an entry."""
    vector = np.empty(len(keys), WEIGHED_TERM)
    vector["term"] = np.fromiter(map(terms.__getitem__, keys), np.uint32, len(keys))
    vector["weight"] = np.fromiter(keys.values(), np.float32, len(keys))
    return vector[np.argsort(vector["term"])]


def write_vectors(
    vectors: Mapping[int, np.ndarray], held: Mapping[int, np.ndarray] | None = None
) -> set[int]:
    """Give each of these entries the weights of its terms; return the entries that changed.

    `held` is what they have now, where the caller has read it.
    """
    held = read_vectors(vectors) if held is None else held
    changes, rows = [], []
    for entry, vector in vectors.items():
        before = held.get(entry)
        if before is None or not np.array_equal(before, vector):
            rows.append((entry, vector.tobytes()))
            changes.append(_difference(entry, before, vector))
    if rows:
        _upsert(TermVector, ("entry_id", "data"), rows, keys=1)
        _merge(np.concatenate(changes))
    return {entry for entry, _ in rows}


def remove_vectors(entries: Iterable[int]) -> None:
    """Take these entries out of the postings; their rows are deleted by the caller."""
    changes = [
        _difference(entry, vector, _EMPTY) for entry, vector in read_vectors(entries).items()
    ]
    if changes:
        _merge(np.concatenate(changes))


def read_vectors(entries: Iterable[int]) -> dict[int, np.ndarray]:
    """Term and weight of everything that each of these entries is found by."""
    rows = TermVector.objects.filter(entry__among=entries).values_list("entry_id", "data")
    return {entry: np.frombuffer(data, WEIGHED_TERM) for entry, data in rows}


def read_keys_of(entry: int) -> dict[Key, float]:
    """The keys of an entry and their weights."""
    [vector] = read_vectors([entry]).values() or [_EMPTY]
    weights = dict(zip(vector["term"].tolist(), vector["weight"].tolist(), strict=True))
    return {key: weights[pk] for key, pk in _keys_of(weights).items()}


def read_postings(terms: Iterable[int]) -> dict[int, np.ndarray]:
    """Entry and weight of each posting of these terms, by ascending entry."""
    table = connection.ops.quote_name(Posting._meta.db_table)
    select = f"SELECT data FROM {table} WHERE term_id = %s ORDER BY block"
    found = {}
    with connection.cursor() as cursor:
        for term in terms:
            cursor.execute(select, [term])
            found[term] = np.frombuffer(b"".join([data for (data,) in cursor]), POSTING)
    return found


def unlike_blocks(blocks: Iterable[int] | None = None) -> list[int]:
    """Those of these blocks, or of all, whose postings are not what their entries have."""
    if blocks is None:
        entries = TermVector.objects.values_list("entry_id", flat=True)
        written = Posting.objects.values_list("block", flat=True).distinct()
        blocks = sorted({*blocks_of(entries.iterator()), *written})
    return [block for block in blocks if _differs(block)]


def mend_block(block: int) -> None:
    """Write the postings of a block anew, from what its entries have."""
    Posting.objects.filter(block=block).delete()
    _merge(_of_vectors(block))


def blocks_of(entries: Iterable[int]) -> list[int]:
    """The blocks that hold the postings of these entries."""
    return sorted({entry // BLOCK for entry in entries})


def clear_block(block: int, kept: Iterable[int]) -> None:
    """Drop what a block has of all but these generations, from postings and vectors alike."""
    first = block * BLOCK
    entries = TermVector.objects.filter(entry__gte=first, entry__lt=first + BLOCK)
    entries.exclude(entry__generation__in=kept).delete()
    others = Term.objects.exclude(generation__in=kept)
    Posting.objects.filter(block=block, term__in=others.values("pk")).delete()


def term_ids(
    keys: Iterable[Key], generation: int, likely: Iterable[int] = ()
) -> tuple[dict[Key, int], bool]:
    """Ids of these terms; those not yet known are made. Also whether any was.

    `likely` are terms of the same generation that may well be among them, such as those that a
    page had before: a number is looked up in a tenth of the time of a text.
    """
    known = _keys_of(likely)
    if others := set(keys).difference(known):
        rows = Term.objects.filter(generation=generation, text__among={text for _, text in others})
        known |= {(kind, text): pk for kind, text, pk in rows.values_list("kind", "text", "pk")}
    unknown = sorted(others.difference(known))
    terms = [Term(generation=generation, kind=kind, text=text) for kind, text in unknown]
    made = Term.objects.bulk_create(terms)
    known.update({(term.kind, term.text): term.pk for term in made})
    return known, bool(made)


def _keys_of(terms: Iterable[int]) -> dict[Key, int]:
    rows = Term.objects.filter(pk__among=terms).values_list("kind", "text", "pk")
    return {(kind, text): pk for kind, text, pk in rows}


_EMPTY = np.empty(0, WEIGHED_TERM)


def _difference(entry: int, before: np.ndarray | None, after: np.ndarray) -> np.ndarray:
    """What is to be written for an entry; a weight of nothing takes a posting away."""
    if before is None:
        changed, gone = after, _EMPTY["term"]
    else:
        changed = after[~np.isin(after.view(np.uint64), before.view(np.uint64))]
        gone = before["term"][~np.isin(before["term"], after["term"])]
    changes = np.zeros(len(changed) + len(gone), _CHANGE)
    changes["entry"] = entry
    changes["term"] = np.concatenate([changed["term"], gone])
    changes["weight"][: len(changed)] = changed["weight"]
    return changes


def _merge(changes: np.ndarray) -> None:
    """Write changed postings into their blocks."""
    if not len(changes):
        return
    blocks = changes["entry"] // BLOCK
    order = np.lexsort((changes["entry"], blocks, changes["term"]))
    changes, blocks = changes[order], blocks[order]
    terms = changes["term"]
    starts = np.flatnonzero(np.diff(terms, prepend=0) | np.diff(blocks, prepend=-1))
    keys = list(zip(terms[starts].tolist(), blocks[starts].tolist(), strict=True))
    held = _read_blocks(keys)
    pairs = np.empty(len(changes), POSTING)
    pairs["entry"], pairs["weight"] = changes["entry"], changes["weight"]
    added = (changes["weight"] != 0).all()  # the usual case: nothing is taken away
    data, size = pairs.tobytes(), POSTING.itemsize
    written, emptied = [], []
    for key, start, stop in zip(
        keys, starts.tolist(), [*starts[1:].tolist(), len(changes)], strict=True
    ):
        new, before = data[start * size : stop * size], held.get(key, b"")
        if not (added and _follows(new, before)):
            new, before = _merged(before, pairs[start:stop]), b""
        if new:
            written.append((*key, before + new))
        elif key in held:
            emptied.append(key)
    _upsert(Posting, ("term_id", "block", "data"), written, keys=2)
    if emptied:
        _delete(emptied)


def _follows(new: bytes, before: bytes) -> bool:
    """Whether all new postings are of later entries."""
    return not before or _first_entry(before[-POSTING.itemsize :]) < _first_entry(new)


def _first_entry(data: bytes) -> int:
    return int.from_bytes(data[:4], "little")


def _merged(before: bytes, changed: np.ndarray) -> bytes:
    """Postings of one term in one block after these were changed."""
    kept = np.frombuffer(before, POSTING)
    kept = kept[~np.isin(kept["entry"], changed["entry"])]
    changed = np.concatenate([kept, changed[changed["weight"] != 0]])
    return changed[np.argsort(changed["entry"])].tobytes()


def _read_blocks(keys: list[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """The rows of these terms and blocks, as far as there are any."""
    found = {}
    terms_of: dict[int, list[int]] = {}
    for term, block in keys:
        terms_of.setdefault(block, []).append(term)
    for block, terms in terms_of.items():
        rows = Posting.objects.filter(block=block).values_list("term_id", "data")
        if len(terms) <= _MANY:
            rows = rows.filter(term__among=terms)
        found.update({(term, block): bytes(data) for term, data in rows})
    return found


def _upsert(model, columns: tuple[str, ...], rows: list[tuple], *, keys: int) -> None:
    """Insert rows or replace those of the same first columns; `bulk_create` takes far longer."""
    if not rows:
        return
    insert = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)})"
    replace = f" ON CONFLICT ({', '.join(columns[:keys])}) DO UPDATE SET data = excluded.data"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one statement for all rows
            types = [*["bigint[]"] * keys, "bytea[]"]
            arrays = ", ".join(f"%s::{each}" for each in types)
            cursor.execute(f"{insert} SELECT * FROM unnest({arrays}){replace}", _columns(rows))
        else:
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"{insert} VALUES ({values}){replace}", rows)


def _columns(rows: list[tuple]) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)]


def _delete(keys: list[tuple[int, int]]) -> None:
    table = connection.ops.quote_name(Posting._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE term_id = %s AND block = %s", keys)


def _differs(block: int) -> bool:
    held = [np.empty(0, _CHANGE)]
    rows = Posting.objects.filter(block=block).values_list("term_id", "data")
    for term, data in rows:
        pairs = np.frombuffer(data, POSTING)
        part = np.empty(len(pairs), _CHANGE)
        part["term"], part["entry"], part["weight"] = term, pairs["entry"], pairs["weight"]
        held.append(part)
    return not np.array_equal(np.sort(np.concatenate(held)), np.sort(_of_vectors(block)))


def _of_vectors(block: int) -> np.ndarray:
    """Every posting that the entries of a block have."""
    vectors = read_vectors(range(block * BLOCK, (block + 1) * BLOCK))
    changes = [_difference(entry, None, vector) for entry, vector in vectors.items()]
    return np.concatenate([np.empty(0, _CHANGE), *changes])
