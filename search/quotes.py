"""Words in quotes: which entries hold them exactly, one after another.

Only texts tell, and reading them takes long where the words are frequent. What was found is
kept like postings are, and only entries written since are looked at again.
"""

from collections.abc import Iterable
from functools import partial

import numpy as np

from .arrays import Snapshot
from .expansion import Token, terms_of
from .memory import Key, Postings
from .models import LibraryEntry
from .query import Phrase

_AT_ONCE = 1000  # texts fetched together


def holds_exactly(snapshot: Snapshot, phrase: Phrase) -> np.ndarray:
    """True where these words stand so in the entry's own text."""
    found = np.zeros(len(snapshot), bool)
    candidates = partial(_with_words, snapshot, phrase)
    check = partial(_checked, snapshot, phrase)
    pattern = phrase.pattern.pattern
    found[snapshot.memory.remembered(pattern, candidates, check, len(snapshot))] = True
    return found


def or_in_a_file(snapshot: Snapshot, found: np.ndarray) -> np.ndarray:
    """The same, and true for pages that offer a file where it is true."""
    found[snapshot.owners[found[snapshot.files]]] = True
    return found


def holds_all(
    snapshot: Snapshot, tokens: Iterable[Token], postings: dict[Key, Postings]
) -> np.ndarray:
    """True where an entry has each of these words in some form."""
    found = np.ones(len(snapshot), bool)
    for token in tokens:
        has = np.zeros(len(snapshot), bool)
        for key in token.terms.keys() & postings.keys():
            has[postings[key][0]] = True
        found &= has
    return found


def _with_words(snapshot: Snapshot, phrase: Phrase) -> np.ndarray:
    tokens = terms_of(snapshot, phrase.words)
    postings = snapshot.postings({key for token in tokens for key in token.terms})
    return np.flatnonzero(holds_all(snapshot, tokens, postings) & snapshot.alive)


def _checked(snapshot: Snapshot, phrase: Phrase, rows: np.ndarray) -> np.ndarray:
    """Those of the rows whose exact text has the phrase."""
    entries = snapshot.entries[rows].tolist()
    kept = [
        pk
        for start in range(0, len(entries), _AT_ONCE)
        for pk, *texts in LibraryEntry.objects.filter(
            pk__among=entries[start : start + _AT_ONCE]
        ).values_list("pk", "document", "title", "labels", "text")
        if _has(phrase, *texts)
    ]
    return snapshot.rows(sorted(kept))


def _has(phrase: Phrase, document: int | None, *texts: str) -> bool:
    text = "\n".join(texts).lower()
    if document is not None:  # its lines end where the paper does
        text = text.replace("\n", " ")
    return phrase.pattern.search(text) is not None
