"""What a document is found by: its keys with their weights, and the rows that hold them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection
from whoosh.analysis.filters import STOP_WORDS

from .documents import Document
from .models import LemmaWeight, LibraryEntry, Posting, Term
from .morphology import Reading, english_stem
from .polish import analyse

LONGEST_KEY = Term._meta.get_field("text").max_length
ENGLISH_WEIGHT = 3.0
Key = tuple[int, str]  # class and text of a term
Fields = list[tuple[float, list[Reading]]]  # weight and words of each field


def read_fields(document: Document) -> Fields:
    """The words of each field, read once for everything that needs them."""
    return read_texts(document.fields())


def read_texts(texts: Iterable[tuple[float, str]]) -> Fields:
    """The words of texts, each with its weight."""
    return [(weight, analyse(text)) for weight, text in texts]


def count_lemmas(texts: Iterable[Fields]) -> Counter[str]:
    """How often each lemma is meant, a form sharing its count among its lemmas."""
    forms: Counter[Reading] = Counter()
    for fields in texts:
        for _, readings in fields:
            forms.update(readings)
    counts: Counter[str] = Counter()
    for reading, count in forms.items():
        share = count / len(reading.lemmas)
        for lemma in reading.lemmas:
            counts[lemma] += share
    return counts


def lemmas_in(fields: Fields) -> set[str]:
    """Every lemma a document may be found by."""
    words = set().union(*(readings for _, readings in fields))
    return {lemma for reading in words for lemma in reading.lemmas}


def lemma_weights(lemmas: Iterable[str], generation: int) -> dict[str, float]:
    """How often the library means each of these lemmas."""
    rows = LemmaWeight.objects.filter(generation=generation, text__in=set(lemmas))
    return dict(rows.values_list("text", "weight"))


def main_lemma(reading: Reading, weights: dict[str, float]) -> str:
    """What the form means most often in this library."""
    lemmas = reading.lemmas
    return lemmas[0] if len(lemmas) == 1 else max(lemmas, key=lambda each: weights.get(each, 0))


def weigh(
    fields: Fields, english: Iterable[str], weights: dict[str, float]
) -> tuple[dict[Key, float], float]:
    """The weight of every key of a document, and its weighted length."""
    words: defaultdict[Reading, float] = defaultdict(float)
    for weight, readings in fields:
        for reading in readings:
            words[reading] += weight
    keys: defaultdict[Key, float] = defaultdict(float)
    for reading, weight in words.items():
        for key in _keys(reading, weights):
            keys[key] += weight
    for stem in english_stems("\n".join(english)):
        keys[Term.Kind.ENGLISH, stem] += ENGLISH_WEIGHT
    length = sum(weight for reading, weight in words.items() if not reading.is_function)
    return {key: weight for key, weight in keys.items() if len(key[1]) <= LONGEST_KEY}, length


def english_stems(text: str) -> Iterator[str]:
    """Stems of the words of an English text that mean something."""
    words = (reading.form for reading in analyse(text))
    return (english_stem(word) for word in words if word not in STOP_WORDS)


def write_postings(entry: LibraryEntry, keys: dict[Key, float]) -> bool:
    """Write only the postings that differ; tell whether any did."""
    rows = entry.postings.values_list("term__kind", "term__text", "term", "weight")
    held = {(kind, text): (term, weight) for kind, text, term, weight in rows}
    gone = [term for key, (term, _) in held.items() if key not in keys]
    changed = {key: keys[key] for key in keys if key not in held or held[key][1] != keys[key]}
    terms = term_ids(changed, entry.generation)
    stale = gone + [terms[key] for key in changed if key in held]
    if stale:
        entry.postings.filter(term__in=stale).delete()
    insert_postings((entry.pk, terms[key], weight) for key, weight in changed.items())
    return bool(gone or changed)


def insert_postings(rows: Iterable[tuple[int, int, float]]) -> None:
    """Entry, term and weight of new postings; `bulk_create` took nine times as long."""
    table = connection.ops.quote_name(Posting._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy = f"COPY {table} (entry_id, term_id, weight) FROM STDIN"
            with cursor.copy(copy) as stream:
                for row in rows:
                    stream.write_row(row)
        else:
            insert = f"INSERT INTO {table} (entry_id, term_id, weight) VALUES (%s, %s, %s)"
            cursor.executemany(insert, list(rows))


def term_ids(keys: Iterable[Key], generation: int) -> dict[Key, int]:
    """Ids of these terms; those not yet known are made."""
    keys = set(keys)
    rows = Term.objects.filter(generation=generation, text__in={text for _, text in keys})
    known = {(kind, text): pk for kind, text, pk in rows.values_list("kind", "text", "pk")}
    known.update(create_terms((key for key in keys if key not in known), generation))
    return known


def create_terms(keys: Iterable[Key], generation: int) -> dict[Key, int]:
    """Make terms known to be new, and return their ids."""
    terms = [Term(generation=generation, kind=kind, text=text) for kind, text in sorted(keys)]
    return {(term.kind, term.text): term.pk for term in Term.objects.bulk_create(terms)}


def _keys(reading: Reading, weights: dict[str, float]) -> Iterator[Key]:
    if reading.is_function:
        yield Term.Kind.FUNCTION, reading.form
        return
    main = main_lemma(reading, weights)
    yield Term.Kind.LEMMA, main
    yield from ((Term.Kind.OTHER, lemma) for lemma in reading.lemmas if lemma != main)
    yield from ((Term.Kind.LEMMA, compound) for compound in reading.compounds)
