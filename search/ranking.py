"""Which entries a query finds and in what order: BM25 over the arrays of a snapshot."""

from dataclasses import dataclass

import numpy as np

from .arrays import Postings, Snapshot
from .models import LibraryEntry
from .morphology import Reading
from .query import Key, Phrase, Query, alternatives

K1, B = 1.2, 0.4
LEAST_COVERED = 0.25  # of what the best entry covers of the query's weight; the tail is cut
CITY_LIFT, PLACE_LIFT = 2.0, 1.3  # for the page of a city named in the query, and what lies there
_CHUNK = 1000


@dataclass
class Ranking:
    """A score for every entry, and how much of the query's weight it matched."""

    score: np.ndarray
    covered: np.ndarray
    found: np.ndarray  # true where the entry belongs to the results

    @property
    def complete(self) -> np.ndarray:
        """True where every word of the query was matched: these stand above the divider."""
        return self.found & (self.covered > 0.999)


def rank(snapshot: Snapshot, query: Query) -> Ranking:
    """Score every entry of the snapshot for the query."""
    weights = snapshot.lemma_weights(query.lemmas)
    terms = {word: alternatives(word, weights) for word in query.all_words}
    postings = snapshot.postings({key for keys in terms.values() for key in keys})
    if query.words:
        ranking = _bm25(snapshot, [terms[word] for word in query.words], postings)
        _lift_cities(snapshot, query.words, ranking)
    else:
        ranking = everything(snapshot)
    for part in query.excluded:
        ranking.found &= ~_holds_all(snapshot, [terms[word] for word in part], postings)
    for phrase in query.phrases:
        ranking.found &= _holds_all(snapshot, [terms[word] for word in phrase.words], postings)
    if query.phrases:
        _keep_exact(snapshot, query.phrases, ranking)
    return ranking


def everything(snapshot: Snapshot) -> Ranking:
    """All entries alike: the results of no query."""
    ones = np.ones(len(snapshot), np.float32)
    return Ranking(np.zeros(len(snapshot), np.float32), ones, ones > 0)


def nothing(snapshot: Snapshot) -> Ranking:
    """No entry at all: the results of a query without a word."""
    zeros = np.zeros(len(snapshot), np.float32)
    return Ranking(zeros, zeros, zeros > 0)


def _bm25(snapshot, words: list[dict[Key, float]], postings: dict[Key, Postings]) -> Ranking:
    """An alternative replaces a weaker one of its word; the words add up.

    A word is as rare as the entries that have it in any form, so that how it was inflected
    changes neither its weight nor what is cut.
    """
    size = len(snapshot)
    norm = K1 * (1 - B + B * snapshot.lengths / max(snapshot.lengths.mean(), 1) if size else 1)
    score, covered = np.zeros(size, np.float32), np.zeros(size, np.float32)
    total = 0.0
    for word in words:
        best = np.zeros(size, np.float32)
        for key, worth in word.items():
            if key in postings:
                rows, counts = postings[key]
                gain = worth * counts * (K1 + 1) / (counts + norm[rows])
                best[rows] = np.maximum(best[rows], gain)
        rarity = _rarity(size, np.count_nonzero(best))
        score += rarity * best
        covered[best > 0] += rarity
        total += rarity
    covered /= total
    return Ranking(score, covered, covered > LEAST_COVERED * covered.max(initial=0))


def _rarity(size: int, found: int) -> float:
    """Inverse document frequency, never negative."""
    return float(np.log1p((size - found + 0.5) / (found + 0.5)))


def _lift_cities(snapshot: Snapshot, words: list[Reading], ranking: Ranking) -> None:
    """A city named in the query lifts its own page and what lies in it."""
    typed = [frozenset(word.keys) for word in words]
    for row, name in snapshot.city_names:
        if _stands_in(name, typed):
            ranking.score[row] *= CITY_LIFT / PLACE_LIFT
            ranking.score[snapshot.cities == snapshot.pages[row]] *= PLACE_LIFT


def _stands_in(name: list[frozenset[str]], typed: list[frozenset[str]]) -> bool:
    """Whether the words of the name follow each other somewhere in what was typed."""
    starts = range(len(typed) - len(name) + 1)
    return any(
        all(not part.isdisjoint(typed[start + place]) for place, part in enumerate(name))
        for start in starts
    )


def _holds_all(snapshot: Snapshot, words: list[dict[Key, float]], postings) -> np.ndarray:
    """True where an entry has each of these words in some form."""
    counts = np.zeros(len(snapshot), np.int16)
    for word in words:
        rows = [postings[key][0] for key in word if key in postings]
        if rows:
            counts[np.unique(np.concatenate(rows))] += 1
    return counts == len(words)


def _keep_exact(snapshot: Snapshot, phrases: list[Phrase], ranking: Ranking) -> None:
    """Check quotes on the exact text of the entries that have their words."""
    candidates = snapshot.entries[ranking.found].tolist()
    ranking.found[:] = False
    for start in range(0, len(candidates), _CHUNK):
        entries = LibraryEntry.objects.filter(pk__in=candidates[start : start + _CHUNK])
        kept = [
            pk
            for pk, *texts in entries.values_list("pk", "title", "labels", "text")
            if all(phrase.pattern.search("\n".join(texts)) for phrase in phrases)
        ]
        ranking.found[snapshot.rows(kept)] = True
