"""Writing the index, in the transaction that changes the pages: both happen or neither does."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.forms.models import model_to_dict

from .collation import polish_order
from .documents import Document, findable_pages, read_pages
from .models import IndexVersion, LemmaWeight, LibraryEntry, Posting, Term, TitleWord
from .morphology import Reading, dictionary
from .polish import PIPELINE, analyse
from .titles import write_titles

LONGEST_KEY = Term._meta.get_field("text").max_length
Key = tuple[int, str]  # class and text of a term


@transaction.atomic
def refresh(pks: Iterable[int]) -> None:
    """Bring the entries of these pages in step with the pages: made, changed or removed."""
    pks = set(pks)
    if _paused.get() or not pks:
        return
    version = IndexVersion.lock()
    changed = False
    present = set()
    for page, document in read_pages(pks):
        present.add(page.pk)
        changed |= _write(page, document)
    gone = LibraryEntry.objects.filter(page__in=pks - present)
    changed |= bool(gone.delete()[0])
    if changed:
        version.bump()


def refresh_known(pks: Iterable[int]) -> None:
    """The same for pages that are in the index; none comes in, such as one being deleted."""
    refresh(LibraryEntry.objects.filter(page__in=set(pks)).values_list("page", flat=True))


@transaction.atomic
def forget(pks: Iterable[int]) -> None:
    """Take pages out of the index, whatever their state."""
    version = IndexVersion.lock()
    if LibraryEntry.objects.filter(page__in=pks).delete()[0]:
        version.bump()


@transaction.atomic
def rebuild(progress: Callable[[list], Iterable] = iter) -> int:
    """Make the whole index anew and return its size; readers keep the old one until the end."""
    version = IndexVersion.lock()
    for model in (Posting, Term, TitleWord, LibraryEntry, LemmaWeight):
        model.objects.all().delete()
    documents = [
        found for chunk in _chunks(findable_pages(), _CHUNK) for found in read_pages(chunk)
    ]
    weights = count_lemmas(document for _, document in documents)
    LemmaWeight.objects.bulk_create(
        (LemmaWeight(text=text, weight=weight) for text, weight in weights.items()),
        batch_size=_BATCH,
    )
    _write_all(progress(documents), weights)
    write_titles(LibraryEntry.objects.only("kind", "title"))
    version.describe(analyser())
    version.bump()
    return len(documents)


def is_stale() -> bool:
    """Whether there is no index yet, or one whose keys another analyser made."""
    return not IndexVersion.objects.filter(analyser=analyser()).exists()


def analyser() -> str:
    """What the keys of the index depend on."""
    return f"{PIPELINE} {dictionary()}"


@contextmanager
def paused():
    """Let a bulk load publish without indexing each page; it calls `rebuild` itself."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def touch() -> None:
    """Tell readers that something they show with the entries has another name now."""
    with transaction.atomic():
        IndexVersion.lock().bump()


def count_lemmas(documents: Iterable[Document]) -> dict[str, float]:
    """How often each lemma is meant, a form sharing its count among its lemmas."""
    counts: Counter[str] = Counter()
    for document in documents:
        for _, text in document.fields():
            for reading in analyse(text):
                share = 1 / len(reading.lemmas)
                for lemma in reading.lemmas:
                    if len(lemma) <= LONGEST_KEY:
                        counts[lemma] += share
    return dict(counts)


def weigh(document: Document, weights: dict[str, float]) -> tuple[dict[Key, float], float]:
    """The weight of every key of a document, and its weighted length."""
    keys: defaultdict[Key, float] = defaultdict(float)
    length = 0.0
    for weight, text in document.fields():
        for reading in analyse(text):
            for key in _keys(reading, weights):
                keys[key] += weight
            length += 0 if reading.is_function else weight
    return {key: weight for key, weight in keys.items() if len(key[1]) <= LONGEST_KEY}, length


def main_lemma(reading: Reading, weights: dict[str, float]) -> str:
    """What the form means most often in this library."""
    return max(reading.lemmas, key=lambda lemma: weights.get(lemma, 0))


_CHUNK = 500
_BATCH = 5000
_paused: ContextVar[bool] = ContextVar("search_index_paused", default=False)


def _keys(reading: Reading, weights: dict[str, float]) -> Iterable[Key]:
    if reading.is_function:
        yield Term.Kind.FUNCTION, reading.form
        return
    main = main_lemma(reading, weights)
    yield Term.Kind.LEMMA, main
    yield from ((Term.Kind.OTHER, lemma) for lemma in reading.lemmas if lemma != main)
    yield from ((Term.Kind.LEMMA, compound) for compound in reading.compounds)


def _write(page, document: Document) -> bool:
    """Write one entry and only those of its postings that differ; tell whether any did."""
    lemmas = {
        lemma
        for _, text in document.fields()
        for reading in analyse(text)
        if len(reading.lemmas) > 1
        for lemma in reading.lemmas
    }
    weights = dict(LemmaWeight.objects.filter(text__in=lemmas).values_list("text", "weight"))
    keys, length = weigh(document, weights)
    new = _entry(page, document, length)
    old = LibraryEntry.objects.filter(page=page).first()
    new.pk = old and old.pk
    moved = old is None or model_to_dict(old) != model_to_dict(new)
    if moved:
        new.save()
        write_titles([new])
    return _write_postings(new, keys) or moved


def _write_postings(entry: LibraryEntry, keys: dict[Key, float]) -> bool:
    rows = entry.postings.values_list("term__kind", "term__text", "term", "weight")
    held = {(kind, text): (term, weight) for kind, text, term, weight in rows}
    gone = [term for key, (term, _) in held.items() if key not in keys]
    changed = {key: keys[key] for key in keys if key not in held or held[key][1] != keys[key]}
    terms = _term_ids(changed)
    entry.postings.filter(term__in=gone + [terms[key] for key in changed if key in held]).delete()
    _insert_postings((entry.pk, terms[key], weight) for key, weight in changed.items())
    return bool(gone or changed)


def _write_all(documents, weights: dict[str, float]) -> None:
    """Fill empty tables: terms are known to be new, so their ids are kept in memory."""
    terms: dict[Key, int] = {}
    for page, document in documents:
        keys, length = weigh(document, weights)
        entry = _entry(page, document, length)
        entry.save(force_insert=True)
        new = [key for key in keys if key not in terms]
        terms.update(_create_terms(new))
        _insert_postings((entry.pk, terms[key], weight) for key, weight in keys.items())


def _insert_postings(rows: Iterable[tuple[int, int, float]]) -> None:
    """Entry, term and weight of new postings; `bulk_create` took nine times as long."""
    table = connection.ops.quote_name(Posting._meta.db_table)
    insert = f"INSERT INTO {table} (entry_id, term_id, weight) VALUES (%s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.executemany(insert, list(rows))


def _entry(page, document: Document, length: float) -> LibraryEntry:
    return LibraryEntry(
        page_id=page.pk,
        kind=document.kind,
        title=document.title,
        sort_title=polish_order(document.title),
        lead=document.lead,
        labels="\n".join([*document.tags, *document.place]),
        text="\n".join([document.lead, *document.body]),
        length=length,
        themes=" ".join(document.theme_slugs),
        tags=" ".join(document.tag_slugs),
        size_class=document.size_class,
        voivodeship=document.voivodeship,
        city_id=document.city and document.city.pk,
        city_slug=document.city.slug if document.city else "",
        networks=" ".join(sorted(document.network_slugs)),
        start_year=document.start_year,
        end_year=document.end_year,
        costs=document.costs,
        cost_band=document.cost_band,
        stage=document.stage,
        attachments=document.attachments,
        published_at=page.first_published_at,
    )


def _term_ids(keys: Iterable[Key]) -> dict[Key, int]:
    """Ids of these terms; those not yet known are made."""
    keys = set(keys)
    rows = Term.objects.filter(text__in={text for _, text in keys})
    known = {(kind, text): pk for kind, text, pk in rows.values_list("kind", "text", "pk")}
    known.update(_create_terms(key for key in keys if key not in known))
    return known


def _create_terms(keys: Iterable[Key]) -> dict[Key, int]:
    made = Term.objects.bulk_create(Term(kind=kind, text=text) for kind, text in sorted(keys))
    return {(term.kind, term.text): term.pk for term in made}


def _chunks(items: list, size: int) -> Iterable[list]:
    return (items[start : start + size] for start in range(0, len(items), size))
