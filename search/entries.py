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
from .postings import (
    Fields,
    insert_postings,
    lemma_weights,
    lemmas_in,
    read_texts,
    term_ids,
    weigh,
    write_postings,
)
from .titles import write_titles


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
    for entry in held.values():  # a file no longer offered
        changed.add(entry.pk)
        entry.delete()
    return changed


def insert_pages(pages: Iterable[tuple], generation: int, weights, terms) -> set[str]:
    """Write the entries of pages and their documents that have none; return their lemmas.

    `terms` maps the keys already made to their ids and grows; `weights` are those of the
    generation. Both, and writing many at once, spare the rebuild most of its queries.
    """
    found = [draft for page, document in pages for draft in drafts(page, document, generation)]
    weighed = []
    for draft in found:
        keys, draft.entry.length = weigh(draft.fields, draft.english, weights)
        weighed.append(keys)
    entries = LibraryEntry.objects.bulk_create(draft.entry for draft in found)
    write_titles(entries)
    terms.update(term_ids(set().union(*weighed).difference(terms), generation))
    insert_postings(
        (entry.pk, terms[key], weight)
        for entry, keys in zip(entries, weighed, strict=True)
        for key, weight in keys.items()
    )
    return set().union(*(lemmas_in(draft.fields) for draft in found))


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
        start_year=document.start_year,
        end_year=document.end_year,
        costs=document.costs,
        cost_band=document.cost_band,
        stage=document.stage,
        attachments=document.attachments,
        published_at=page.first_published_at,
    )


def _write(draft: Draft, old: LibraryEntry | None) -> bool:
    """Write one entry and only those of its postings that differ; tell whether any did."""
    entry = draft.entry
    if old and entry.source and (entry.source, entry.title) == (old.source, old.title):
        entry.pk = old.pk  # a file may be a book: it is not read again with every publication
        return False
    lemmas = lemmas_in(draft.fields)
    ensure_paradigms(lemmas)
    weights = lemma_weights(lemmas, entry.generation)
    keys, entry.length = weigh(draft.fields, draft.english, weights)
    entry.pk = old and old.pk
    moved = old is None or model_to_dict(old) != model_to_dict(entry)
    if moved:
        entry.save()
    if old is None or old.title != entry.title:
        write_titles([entry])
    return write_postings(entry, keys) or moved
