"""Which entries a query finds and in what order: BM25 over the arrays of a snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from .arrays import Snapshot
from .expansion import Expansion, Token, expand, terms_of
from .memory import Key, Postings
from .query import Query
from .quotes import holds_all, holds_exactly, or_in_a_file
from .snippets import Marks

K1, B = 1.2, 0.4
LEAST_COVERED = 0.25  # of what the best entry covers of the query's weight; the tail is cut
CITY_LIFT, PLACE_LIFT = 2.0, 1.3  # for the page of a city named in the query, and what lies there
SYNONYM = 0.5  # of what the typed expression would score
KIN_COVERS = 0.5  # of a word's weight, where only its kin is found
ATTACHED = 0.7  # of a page's own word: one that stands in a file it offers
_COMPLETE = 1e6  # more than any score


@dataclass
class Ranking:
    """A score for every entry, and how much of the query's weight it matched."""

    score: np.ndarray
    covered: np.ndarray
    found: np.ndarray  # true where the entry belongs to the results
    files: np.ndarray  # what the words of a file alone cover, for each of `snapshot.files`
    marks: Marks = field(default=Marks())  # keys to mark in what was found

    @property
    def complete(self) -> np.ndarray:
        """True where every word of the query was matched: these stand above the divider."""
        return self.found & (self.covered > 0.999)


def rank(snapshot: Snapshot, query: Query, *, exactly: bool = False) -> Ranking:
    """Score every entry of the snapshot for the query."""
    expansion = expand(snapshot, query.words, exactly=exactly)
    excluded = [terms_of(snapshot, part) for part in query.excluded]
    others = {key for part in excluded for token in part for key in token.terms}
    postings = snapshot.postings(expansion.keys | others)
    if query.words:
        ranking = _bm25(snapshot, expansion, postings)
        _lift_cities(snapshot, expansion.tokens, ranking)
        ranking.score *= snapshot.worth
    else:
        ranking = everything(snapshot)
    ranking.marks = expansion.marks
    for part in excluded:
        ranking.found &= ~holds_all(snapshot, part, postings)
    for phrase in query.phrases:
        ranking.found &= or_in_a_file(snapshot, holds_exactly(snapshot, phrase))
    for phrase in query.excluded_phrases:
        ranking.found &= ~holds_exactly(snapshot, phrase)
    ranking.found &= snapshot.main
    return ranking


class ByRelevance(Sequence):
    """Rows, best first: what matched every word before the rest, then by score and date.

    Only as many are sorted as are asked for: a common word finds tens of thousands.
    """

    def __init__(self, snapshot: Snapshot, ranking: Ranking, rows: np.ndarray):
        self._rows, self._published = rows, snapshot.published[rows]
        self._worth = ranking.score[rows] + np.where(ranking.complete[rows], _COMPLETE, 0.0)

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, place):
        if isinstance(place, slice) and 0 < (place.stop or 0) < len(self._rows):
            return self._best(place.stop)[place]
        return self._sorted(np.arange(len(self._rows)))[place]

    def _best(self, most: int) -> np.ndarray:
        """At least so many of the first rows: those that are worth as much as the last of them."""
        least = -np.partition(-self._worth, most - 1)[most - 1]
        return self._sorted(np.flatnonzero(self._worth >= least))

    def _sorted(self, places: np.ndarray) -> np.ndarray:
        keys = -self._published[places], -self._worth[places]
        return self._rows[places[np.lexsort(keys)]]


def everything(snapshot: Snapshot) -> Ranking:
    """All pages alike: the results of no query."""
    ones = np.ones(len(snapshot), np.float32)
    return _blank(snapshot, ones, snapshot.main.copy())


def nothing(snapshot: Snapshot) -> Ranking:
    """No entry at all: the results of a query without a word."""
    zeros = np.zeros(len(snapshot), np.float32)
    return _blank(snapshot, zeros, zeros > 0)


def _blank(snapshot: Snapshot, covered: np.ndarray, found: np.ndarray) -> Ranking:
    files = np.zeros(len(snapshot.files), np.float32)
    return Ranking(np.zeros(len(snapshot), np.float32), covered, found, files)


class Scores:
    """Gains of single words over all entries, under one length normalisation."""

    def __init__(self, snapshot: Snapshot, postings: dict[Key, Postings]):
        self.snapshot, self.postings = snapshot, postings
        self.norm = np.float32(K1 * B) * snapshot.relative_lengths + np.float32(K1 * (1 - B))

    def gains(self, terms: dict[Key, float]) -> np.ndarray:
        """The best that any of these terms gives each entry: alternatives never add up."""
        best = np.zeros(len(self.snapshot), np.float32)
        for key, worth in terms.items():
            if key in self.postings:
                rows, weights = self.postings[key]
                counts = weights.astype(np.float32)
                gain = np.float32(worth * (K1 + 1)) * counts / (counts + self.norm[rows])
                best[rows] = np.maximum(best[rows], gain)
        return best

    def of(self, token: Token) -> tuple[np.ndarray, np.ndarray, float]:
        """Score and coverage of a word for every entry, and how rare the word is.

        A word is as rare as the pages that have it in any form, so that how it was inflected
        changes neither its weight nor what is cut.
        """
        best = self._with_files(self.gains(token.terms))
        hit = best > 0
        rarity = _rarity(self.snapshot.count, np.count_nonzero(hit & self.snapshot.main))
        covered = hit.astype(np.float32)
        if token.kin:
            kin = self._with_files(self.gains(token.kin))
            covered[(kin > 0) & ~hit] = KIN_COVERS
            best = np.maximum(best, kin)
        return rarity * best, rarity * covered, rarity

    def _with_files(self, best: np.ndarray) -> np.ndarray:
        """What stands in a file also counts for the page that offers it."""
        files = self.snapshot.files
        if len(files):
            np.maximum.at(best, self.snapshot.owners, np.float32(ATTACHED) * best[files])
        return best


def _bm25(snapshot: Snapshot, expansion: Expansion, postings: dict[Key, Postings]) -> Ranking:
    """The words add up; a synonym stands in for the words it replaces where it scores better."""
    scores = Scores(snapshot, postings)
    words = [scores.of(token) for token in expansion.tokens]
    score = _sum(gain for gain, _, _ in words)
    covered = _sum(cover for _, cover, _ in words)
    better: dict[tuple[int, int], np.ndarray] = {}
    for match in expansion.synonyms:
        gain = _synonym(scores, match.tokens)
        run = match.start, match.stop
        better[run] = np.maximum(better[run], gain) if run in better else gain
    for (start, stop), gain in better.items():
        run = words[start:stop]
        score += np.maximum(gain - _sum(each for each, _, _ in run), 0)
        weight = np.float32(sum(rarity for _, _, rarity in run))
        covered += np.where(gain > 0, weight - _sum(each for _, each, _ in run), 0)
    covered /= np.float32(sum(rarity for _, _, rarity in words))
    found = covered > LEAST_COVERED * covered[snapshot.main].max(initial=0)
    return Ranking(score, covered, found, covered[snapshot.files])


def _synonym(scores: Scores, tokens: list[Token]) -> np.ndarray:
    """The score of another expression, where all its words are."""
    gains = [scores.of(token)[0] for token in tokens]
    everywhere = reduce(np.minimum, gains) > 0
    return np.where(everywhere, np.float32(SYNONYM) * _sum(gains), 0)


def _sum(arrays: Iterable[np.ndarray]) -> np.ndarray:
    """A new array; adding one after another needs no table of them all."""
    return reduce(np.add, arrays, np.float32(0))


def _rarity(size: int, found: int) -> np.float32:
    """Inverse document frequency, never negative."""
    return np.float32(np.log1p((size - found + 0.5) / (found + 0.5)))


def _lift_cities(snapshot: Snapshot, tokens: list[Token], ranking: Ranking) -> None:
    """A city named in the query lifts its own page and what lies in it."""
    typed = [{text for (_, text), worth in token.terms.items() if worth >= 0.5} for token in tokens]
    begun = {
        place for keys in typed for key in keys for place in snapshot.cities_by_key.get(key, ())
    }
    for row, name in (snapshot.city_names[place] for place in sorted(begun)):
        if _stands_in(name, typed):
            ranking.score[row] *= CITY_LIFT / PLACE_LIFT
            ranking.score[snapshot.cities == snapshot.pages[row]] *= PLACE_LIFT


def _stands_in(name: list[frozenset[str]], typed: list[set[str]]) -> bool:
    """Whether the words of the name follow each other somewhere in what was typed."""
    starts = range(len(typed) - len(name) + 1)
    return any(
        all(not part.isdisjoint(typed[start + place]) for place, part in enumerate(name))
        for start in starts
    )
