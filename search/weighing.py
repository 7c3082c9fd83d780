"""What a document is found by: the keys of its words, and how much each weighs."""

from collections import Counter
from collections.abc import Iterable, Iterator

from whoosh.analysis.filters import STOP_WORDS

from .documents import Document
from .models import LemmaWeight, Term
from .morphology import Reading, english_stem
from .polish import analyse, chunks, read_chunk

LONGEST_KEY = Term._meta.get_field("text").max_length
ENGLISH_WEIGHT = 3.0
Key = tuple[int, str]  # class and text of a term
Fields = list[tuple[float, Counter[str]]]  # weight of each field, and how often each chunk is in it


def read_texts(texts: Iterable[tuple[float, str]]) -> Fields:
    """The words of texts, each with its weight, counted once for everything that needs them."""
    return [(weight, Counter(chunks(text))) for weight, text in texts]


def count_lemmas(documents: Iterable[Document]) -> Counter[str]:
    """How often each lemma is meant, a form sharing its count among its lemmas."""
    found: Counter[str] = Counter()
    for document in documents:
        for _, text in document.fields():
            found.update(chunks(text))
    lemmas: Counter[str] = Counter()
    for chunk, count in found.items():
        for reading in read_chunk(chunk):
            share = count / len(reading.lemmas)
            for lemma in reading.lemmas:
                lemmas[lemma] += share
    return lemmas


def lemmas_in(fields: Fields) -> set[str]:
    """Every lemma a document may be found by."""
    return lemmas_of_chunks(set().union(*(counts for _, counts in fields)))


def lemmas_of_chunks(found: Iterable[str]) -> set[str]:
    """Every lemma of the words in these chunks of text."""
    return {lemma for chunk in found for reading in read_chunk(chunk) for lemma in reading.lemmas}


def doubtful_lemmas(fields: Fields) -> set[str]:
    """The lemmas of forms that may mean several: only these are chosen by their weight."""
    return {
        lemma
        for chunk in set().union(*(counts for _, counts in fields))
        for reading in read_chunk(chunk)
        if len(reading.lemmas) > 1
        for lemma in reading.lemmas
    }


def lemma_weights(lemmas: Iterable[str], generation: int) -> dict[str, float]:
    """How often the library means each of these lemmas."""
    rows = LemmaWeight.objects.filter(generation=generation, text__among=set(lemmas))
    return dict(rows.values_list("text", "weight"))


def main_lemma(reading: Reading, weights: dict[str, float]) -> str:
    """What the form means most often in this library."""
    lemmas = reading.lemmas
    return lemmas[0] if len(lemmas) == 1 else max(lemmas, key=lambda each: weights.get(each, 0))


class ChunkKeys(dict):
    """Keys of each chunk of text under one snapshot of lemma weights, and how long it is.

    Filled as it is asked: a rebuild meets the same words in all documents.
    """

    def __init__(self, weights: dict[str, float]):
        super().__init__()
        self._weights = weights

    def __missing__(self, chunk: str) -> tuple[list[Key], int]:
        readings = read_chunk(chunk)
        keys = [key for each in readings for key in _keys(each, self._weights)]
        keys = [key for key in keys if len(key[1]) <= LONGEST_KEY]
        self[chunk] = found = keys, sum(not each.is_function for each in readings)
        return found


def weigh(
    fields: Fields, english: Iterable[str], chunk_keys: ChunkKeys
) -> tuple[dict[Key, float], float]:
    """The weight of every key of a document, and its weighted length."""
    chunks: dict[str, float] = {}
    for weight, counts in fields:
        for chunk, count in counts.items():
            chunks[chunk] = chunks.get(chunk, 0.0) + weight * count
    found: dict[Key, float] = {}
    length = 0.0
    for chunk, weight in chunks.items():
        keys, positions = chunk_keys[chunk]
        length += weight * positions
        for key in keys:
            found[key] = found.get(key, 0.0) + weight
    for stem in english_stems("\n".join(english)):
        if len(stem) <= LONGEST_KEY:
            key = _ENGLISH, stem
            found[key] = found.get(key, 0.0) + ENGLISH_WEIGHT
    return found, length


def english_stems(text: str) -> Iterator[str]:
    """Stems of the words of an English text that mean something."""
    words = (reading.form for reading in analyse(text))
    return (english_stem(word) for word in words if word not in STOP_WORDS)


def _keys(reading: Reading, weights: dict[str, float]) -> Iterator[Key]:
    if reading.is_function:
        yield _FUNCTION, reading.form
        return
    main = main_lemma(reading, weights)
    yield _LEMMA, main
    yield from ((_OTHER, lemma) for lemma in reading.lemmas if lemma != main)
    yield from ((_LEMMA, compound) for compound in reading.compounds)


# Plain numbers: members of an enumeration are slow to hash, and a document has hundreds.
_LEMMA, _OTHER, _FUNCTION, _ENGLISH = (kind.value for kind in Term.Kind)
