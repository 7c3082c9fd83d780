"""Correcting one typo, with restraint: only what is neither in the library nor in a dictionary."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from .folding import fold
from .models import Paradigm
from .morphology import inflected
from .weighing import lemma_weights

SHORTEST = 4  # letters of a word that is corrected
LONG = 9  # letters from which on two slips are forgiven
_END = "z" * 30  # after any word, in the order of any database


@dataclass(frozen=True)
class Spelling:
    """A form the library knows that the typed word may have been meant for."""

    form: str
    lemma: str


def nearest(word: str, generation: int, found: Callable[[set[str]], set[str]]) -> Spelling | None:
    """The form nearest to a word by edits (optimal string alignment), then the most frequent.

    `found` tells which lemmas a reader may meet: paradigms outlive the pages they were kept for,
    and a word of a private page must not be told as a correction.
    """
    typed = fold(word)
    if len(typed) < SHORTEST or not typed.isalpha():
        return None
    most = 2 if len(typed) >= LONG else 1
    distances = {
        (folded, lemma): distance
        for folded, lemma in _candidates(typed, most)
        if 0 < (distance := OSA.distance(typed, folded, score_cutoff=most)) <= most
    }
    lemmas = found({lemma for _, lemma in distances})
    distances = {key: value for key, value in distances.items() if key[1] in lemmas}
    if not distances:
        return None
    weights = lemma_weights(lemmas, generation)

    def order(candidate):
        folded, lemma = candidate
        return (
            distances[candidate],
            folded[0] != typed[0],
            -weights.get(lemma, 0),
            abs(len(folded) - len(typed)),
            candidate,
        )

    folded, lemma = min(distances, key=order)
    return Spelling(_written(folded, lemma), lemma)


def _candidates(typed: str, most: int):
    """Forms that begin or end like the word: one slip cannot spoil both ends.

    The two ends leave two letters between them, because a transposition touches two.
    """
    end = (len(typed) - 2) // 2
    ends = Q(fold__gte=typed[:end], fold__lt=typed[:end] + _END)
    tail = typed[::-1][:end]
    ends |= Q(tail__gte=tail, tail__lt=tail + _END)
    rows = Paradigm.objects.annotate(length=Length("fold"))
    rows = rows.filter(ends, length__range=(len(typed) - most, len(typed) + most))
    return rows.values_list("fold", "lemma")


def _written(folded: str, lemma: str) -> str:
    """The form as it is written, with its diacritics."""
    forms = sorted(form for form in inflected(lemma) if fold(form) == folded)
    return forms[0] if forms else folded
