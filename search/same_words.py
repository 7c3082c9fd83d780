"""When two searches read the same: in any form, any order, with or without Polish letters."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, product

from .models import IndexVersion
from .morphology import Reading, read, senses, unique
from .query import parse
from .weighing import lemma_weights, main_lemma

LONGEST_KEY = 255
CACHED = 5_000
MOST_LETTERS = 4  # Polish letters given back to one word
MOST_PLACES = 10  # where they might stand
_NAMES = {"imię", "nazwisko", "nazwa_geograficzna", "człon_nazwy_geograficznej"}
_POLISH = {
    **dict(zip("acelnos", "ąćęłńóś", strict=True)),
    "z": "źż",
}


def query_keys(texts: Iterable[str]) -> dict[str, str]:
    """The key of each text: its words in basic form, sorted; empty where there are no words."""
    words = {text: words_of(text) for text in texts}
    lemmas = {lemma for each in words.values() for word in each for lemma in word.lemmas}
    index = IndexVersion.objects.first()
    weights = lemma_weights(lemmas, index.generation) if index else {}
    return {
        text: " ".join(sorted({main_lemma(word, weights) for word in each}))[:LONGEST_KEY]
        for text, each in words.items()
    }


def reads_same(one: str, other: str) -> bool:
    """Whether each word of one text may be a form of a word of the other, and the reverse."""
    ones, others = words_of(one), words_of(other)
    return bool(ones) and _covers(ones, others) and _covers(others, ones)


@lru_cache(CACHED)
def words_of(text: str) -> tuple[Reading, ...]:
    """The words of a search that count, with their Polish letters given back."""
    return tuple(_restored(word) for word in parse(text).words)


@lru_cache(CACHED)
def accented(word: str) -> tuple[str, ...]:
    """Words that lack only Polish letters here, if this is none itself: sciezka → ścieżka."""
    if not (word.isascii() and word.isalpha()) or _is_common(word):
        return ()
    places = [place for place, letter in enumerate(word) if letter in _POLISH][:MOST_PLACES]
    return tuple(
        variant
        for number in range(1, MOST_LETTERS + 1)
        for chosen in combinations(places, number)
        for variant in _variants(word, chosen)
        if senses(variant)
    )


def _restored(word: Reading) -> Reading:
    lemmas = [lemma for variant in accented(word.form) for lemma in read(variant).lemmas]
    return Reading(word.form, unique([*lemmas, *word.lemmas])) if lemmas else word


def _is_common(word: str) -> bool:
    """Known, and as more than a name: few mean the village Rynkowo by „rynkow”."""
    return any(not labels or not _NAMES.issuperset(labels) for _, _, labels in senses(word))


def _variants(word: str, places: tuple[int, ...]):
    for letters in product(*(_POLISH[word[place]] for place in places)):
        changed = list(word)
        for place, letter in zip(places, letters, strict=True):
            changed[place] = letter
        yield "".join(changed)


def _covers(words, others) -> bool:
    return all(any(not word.keys.isdisjoint(other.keys) for other in others) for word in words)
