"""Practices near another one: its heaviest words as a query over the same arrays."""

from collections import defaultdict

import numpy as np

from knowledge.querysets import visible_to

from .arrays import Snapshot, current
from .documents import WEIGHTS
from .hits import Hit, Hits
from .models import Kind, LibraryEntry
from .polish import analyse
from .query import Key, alternatives
from .ranking import K1, B

MOST = 3
MOST_WORDS = 20
NEAR = 0.2  # of what the practice itself scores for its own words
_CANDIDATES = 30  # scored before it is known which of them the reader may see


def similar_practices(page, user) -> list[Hit]:
    """The nearest practices this user may read; none if nothing is near."""
    snapshot = current()
    entry = LibraryEntry.objects.filter(page=page).first()
    if entry is None or not _stands(snapshot, entry):
        return []
    [row] = snapshot.rows([entry.pk])
    score = _score(snapshot, _words(snapshot, entry))
    near = snapshot.columns["rodzaj"].mask([Kind.PRACTICE]) & (score > NEAR * score[row])
    near[row] = False
    rows = np.flatnonzero(near)
    rows = rows[np.argsort(-score[rows], kind="stable")][:_CANDIDATES]
    if not len(rows):
        return []
    pages = snapshot.pages[rows].tolist()
    readable = set(visible_to(user).filter(pk__in=pages).values_list("pk", flat=True))
    return Hits(snapshot, rows[[page in readable for page in pages]])[:MOST]


def _stands(snapshot: Snapshot, entry: LibraryEntry) -> bool:
    """Whether the snapshot has the entry; a publication may just have come in between."""
    place = snapshot.rows([entry.pk])[0]
    return place < len(snapshot) and snapshot.entries[place] == entry.pk


def _words(snapshot: Snapshot, entry: LibraryEntry) -> dict:
    """The words of title, tags, themes and lead, and how much each counts."""
    themes = (
        snapshot.themes[slug].name for slug in entry.themes.split() if slug in snapshot.themes
    )
    tags = (snapshot.tag_names.get(slug, "") for slug in entry.tags.split())
    texts = {"title": entry.title, "tags": "\n".join([*themes, *tags]), "lead": entry.lead}
    words: defaultdict = defaultdict(float)
    for name, text in texts.items():
        for word in analyse(text):
            if not word.is_function:
                words[word] = max(words[word], WEIGHTS[name])
    lemmas = {lemma for word in words if len(word.lemmas) > 1 for lemma in word.lemmas}
    weights = snapshot.lemma_weights(lemmas)
    return {word: (weight, alternatives(word, weights)) for word, weight in words.items()}


def _score(snapshot: Snapshot, words: dict) -> np.ndarray:
    """BM25 of every entry for the heaviest of these words: much counted, and rare."""
    postings = snapshot.postings({key for _, keys in words.values() for key in keys})
    norm = K1 * (1 - B + B * snapshot.lengths / max(snapshot.lengths.mean(), 1))
    gains = [weight * _gain(keys, postings, norm) for weight, keys in words.values()]
    heaviest = sorted(gains, key=lambda gain: -gain.max(initial=0))[:MOST_WORDS]
    return np.sum(heaviest, axis=0) if heaviest else np.zeros(len(snapshot), np.float32)


def _gain(keys: dict[Key, float], postings, norm: np.ndarray) -> np.ndarray:
    """What one word adds to each entry, by its best reading, times its rarity."""
    best = np.zeros(len(norm), np.float32)
    for key, worth in keys.items():
        if key in postings:
            rows, counts = postings[key]
            gain = worth * counts * (K1 + 1) / (counts + norm[rows])
            best[rows] = np.maximum(best[rows], gain)
    found = np.count_nonzero(best)
    return best * np.float32(np.log1p((len(norm) - found + 0.5) / (found + 0.5)))
