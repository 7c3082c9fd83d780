"""Words of the library that look like another word: derivations and parts of compounds.

Character 4-grams with edge marks, over the words of the index and not over its documents: rower
shares three of its four with rowerowy. The postings are those of the lemmas, so that the index
grows by nothing.
"""

import threading
from collections import defaultdict

import numpy as np

from .folding import fold
from .models import Term

SIZE = 4
LEAST_SHARED = 0.5  # of the weight of a word's 4-grams
FEWEST_SHARED = 3  # two are chance: góra is not gorąco
MOST_WORDS = 12


class Vocabulary:
    """The lemmas of one generation of the index by their 4-grams; grows with it."""

    def __init__(self, generation: int):
        self._generation, self._last = generation, 0
        self._words: list[str] = []
        self._grams: dict[str, list[int]] = defaultdict(list)
        self._similar: dict[str, list[tuple[str, float]]] = {}
        self._stamp = None
        self._lock = threading.Lock()

    def similar(self, word: str, stamp) -> list[tuple[str, float]]:
        """Lemmas that share much of this word's 4-grams, and the share; the word itself left out.

        `stamp` is the state of the index: at another one new words are read first.
        """
        with self._lock:
            if stamp != self._stamp:
                self._read()
                self._stamp = stamp
            if word not in self._similar:
                self._similar[word] = self._look_up(word)
            return self._similar[word]

    def _read(self):
        terms = Term.objects.filter(generation=self._generation, pk__gt=self._last)
        terms = terms.filter(kind=Term.Kind.LEMMA).order_by("pk").values_list("pk", "text")
        found = list(terms)
        for self._last, text in found:
            if text.isalpha():
                for gram in grams(text):
                    self._grams[gram].append(len(self._words))
                self._words.append(text)
        if found:
            self._similar = {}

    def _look_up(self, word: str) -> list[tuple[str, float]]:
        holders = [self._grams.get(gram, []) for gram in sorted(grams(word))]
        weights = [np.log1p(len(self._words) / (1 + len(held))) for held in holders]
        if not any(holders):
            return []
        places = np.concatenate([np.array(held, np.int64) for held in holders])
        sizes = [len(held) for held in holders]
        size = len(self._words)
        shares = np.bincount(places, np.repeat(weights, sizes), minlength=size) / sum(weights)
        enough = np.bincount(places, minlength=size) >= FEWEST_SHARED
        near = np.flatnonzero((shares >= LEAST_SHARED) & enough)
        near = near[np.argsort(-shares[near], kind="stable")][: MOST_WORDS + 1]
        found = ((self._words[place], float(shares[place])) for place in near)
        return [(text, share) for text, share in found if text != word][:MOST_WORDS]


def grams(word: str) -> set[str]:
    """Character 4-grams of the folded word between edge marks."""
    marked = f"_{fold(word)}_"
    return {marked[start : start + SIZE] for start in range(max(1, len(marked) - SIZE + 1))}
