"""Rows of the library: a page and each file it offers, with the words they are found by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.forms.models import model_to_dict

from .collation import polish_order
from .documents import Document, one_line
from .extraction.models import AttachmentText
from .models import LibraryEntry
from .paradigms import ensure_paradigms
from .passages import BETWEEN_PAGES
from .polish import normalise
from .postings import read_vectors, remove_vectors, term_ids, vector_of, write_vectors
from .titles import write_titles
from .weighing import (
    ChunkKeys,
    Fields,
    Key,
    doubtful_lemmas,
    lemma_weights,
    lemmas_in,
    lemmas_of_chunks,
    read_texts,
    weigh,
)


@dataclass
class Draft:
    """An entry to be written, and its words, which are read when they are needed."""

    entry: LibraryEntry
    texts: list[tuple[float, str]]  # weight and text of each field
    english: list[str]

    @cached_property
    def fields(self) -> Fields:
        """The words of each field."""
        return read_texts(self.texts)


def drafts(page, document: Document, generation: int) -> Iterator[Draft]:
    """The entries of a page: its own, and one for each file that it offers and that was read."""
    entry = page_entry(page, document)
    entry.generation = generation
    yield Draft(entry, list(document.fields()), document.english)
    names = {file.pk: name for file, name in document.files}
    if not names:
        return
    read = AttachmentText.objects.filter(document__in=names, state=AttachmentText.State.READ)
    for text in read.order_by("document"):
        yield _file_draft(entry, text, names[text.document_id])


def _file_draft(page: LibraryEntry, text: AttachmentText, name: str) -> Draft:
    """A file counts for its page: it has words of its own, and no filters."""
    words = BETWEEN_PAGES.join(map(normalise, text.pages))
    entry = LibraryEntry(
        generation=page.generation,
        page_id=page.page_id,
        document_id=text.document_id,
        kind=page.kind,
        title=one_line(name),
        sort_title=polish_order(name),
        text=words,
        source=f"{text.file_hash} {text.read_at:%Y%m%d%H%M%S}",
    )
    return Draft(entry, [(1.0, entry.title), (1.0, words)], [])


def write_page(page, document: Document, generation: int) -> set[int]:
    """Bring the entries of a page in step with it; return those that were written or removed."""
    rows = LibraryEntry.objects.filter(generation=generation, page=page)
    held = {entry.document_id: entry for entry in rows}
    changed = set()
    for draft in drafts(page, document, generation):
        old = held.pop(draft.entry.document_id, None)
        if _write(draft, old):
            changed.add(draft.entry.pk)
    changed |= remove_entries(entry.pk for entry in held.values())  # files no longer offered
    return changed


def remove_entries(entries: Iterable[int]) -> set[int]:
    """Take these entries out of every table; return them."""
    removed = set(entries)
    if removed:
        remove_vectors(removed)
        LibraryEntry.objects.filter(pk__in=removed).delete()
    return removed


class Filler:
    """Writes many pages into one generation of the index.

    What they share is kept, and they are written many at once: this spares a rebuild most of its
    queries. `weights` are the lemma weights of the generation.
    """

    def __init__(self, generation: int, weights: dict[str, float]):
        self.generation = generation
        self._chunk_keys = ChunkKeys(weights)
        self._terms: dict[Key, int] = {}  # made or met so far
        self._chunks: set[str] = set()  # whose lemmas have their paradigms

    def write(self, pages: Iterable[tuple]) -> None:
        """Write the entries of pages and their documents that have none."""
        found = [
            draft for page, document in pages for draft in drafts(page, document, self.generation)
        ]
        weighed = []
        for draft in found:
            keys, draft.entry.length = weigh(draft.fields, draft.english, self._chunk_keys)
            weighed.append(keys)
        entries = LibraryEntry.objects.bulk_create(draft.entry for draft in found)
        write_titles(entries)
        terms = self._terms
        terms.update(term_ids(set().union(*weighed).difference(terms), self.generation)[0])
        write_vectors(
            {entry.pk: vector_of(keys, terms) for entry, keys in zip(entries, weighed, strict=True)}
        )
        self._inflect(found)

    def _inflect(self, found: list[Draft]) -> None:
        counts = [each for draft in found for _, each in draft.fields]
        new = set().union(*counts).difference(self._chunks)
        ensure_paradigms(lemmas_of_chunks(new))
        self._chunks |= new


def page_entry(page, document: Document) -> LibraryEntry:
    """The row of a page, without its place in the index."""
    return LibraryEntry(
        page_id=page.pk,
        kind=document.kind,
        title=document.title,
        sort_title=polish_order(document.title),
        lead=document.lead,
        labels="\n".join([*document.tags, *document.place]),
        text=document.text,
        themes=" ".join(document.theme_slugs),
        tags=" ".join(document.tag_slugs),
        size_class=document.size_class,
        voivodeship=document.voivodeship,
        city_id=document.city and document.city.pk,
        city_slug=document.city.slug if document.city else "",
        networks=" ".join(sorted(document.network_slugs)),
        editions=" ".join(sorted(set(document.edition_keys))),
        start_year=document.start_year,
        end_year=document.end_year,
        costs=document.costs,
        cost_band=document.cost_band,
        stage=document.stage,
        recommendation_states=" ".join(sorted(set(document.recommendation_states))),
        attachments=document.attachments,
        worth=document.worth,
        published_at=page.first_published_at,
    )


def _write(draft: Draft, old: LibraryEntry | None) -> bool:
    """Write one entry and only those of its postings that differ; tell whether any did."""
    entry = draft.entry
    if old and entry.source and (entry.source, entry.title) == (old.source, old.title):
        entry.pk = old.pk  # a file may be a book: it is not read again with every publication
        return False
    keys, entry.length = read_keys(draft)
    entry.pk = old and old.pk
    moved = old is None or model_to_dict(old) != model_to_dict(entry)
    if moved:
        entry.save()
    if old is None or old.title != entry.title:
        write_titles([entry])
    held = read_vectors([entry.pk])
    before = [term for vector in held.values() for term in vector["term"].tolist()]
    terms, some_new = term_ids(keys, entry.generation, likely=before)
    if some_new:  # other words have had their paradigms since they came
        ensure_paradigms(lemmas_in(draft.fields))
    return bool(write_vectors({entry.pk: vector_of(keys, terms)}, held)) or moved


def read_keys(draft: Draft) -> tuple[dict[Key, float], float]:
    """The keys of a draft with their weights, and its length, as its generation reads words."""
    weights = lemma_weights(doubtful_lemmas(draft.fields), draft.entry.generation)
    return weigh(draft.fields, draft.english, ChunkKeys(weights))
