"""Comparing the index with the pages, and mending what differs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.forms.models import model_to_dict

from .documents import findable_pages, read_pages
from .entries import drafts, read_keys
from .index import forget, is_stale, refresh
from .models import IndexVersion, LemmaWeight, LibraryEntry, Paradigm
from .paradigms import LONGEST_LEMMA, ensure_paradigms
from .postings import mend_block, read_keys_of, unlike_blocks
from .rebuilding import abandon, is_abandoned, rebuild, remove_leftovers
from .titles import title_rows
from .weighing import lemmas_in

_CHUNK = 100


@dataclass
class Findings:
    """What is wrong with the index."""

    stale: bool = False  # no index, or keys of another analyser: only a rebuild helps
    missing: list[int] = field(default_factory=list)  # pages that are live and not found
    different: list[int] = field(default_factory=list)  # pages found by other words than theirs
    surplus: list[int] = field(default_factory=list)  # pages found that are not live
    blocks: list[int] = field(default_factory=list)  # of postings that are not the entries'
    abandoned: bool = False  # a rebuild died, and publications are still written twice

    def __bool__(self):
        lists = self.missing, self.different, self.surplus, self.blocks
        return self.stale or self.abandoned or any(lists)


def check(progress: Callable[[list], Iterable] = iter) -> Findings:
    """Compare every page with its entries, word by word."""
    version = IndexVersion.objects.first()
    if version is None or is_stale():
        return Findings(stale=True)
    live = findable_pages()
    entries = LibraryEntry.objects.filter(generation=version.generation)
    held = set(entries.values_list("page", flat=True).distinct())
    if live and not (held and _has_weights(version)):
        return Findings(stale=True)
    pks = [*live, *sorted(held.difference(live))]
    findings = Findings(abandoned=is_abandoned(version))
    for chunk in progress([pks[start : start + _CHUNK] for start in range(0, len(pks), _CHUNK)]):
        if suspects := list(_compare(chunk, version.generation)):
            _look_again([pk for pk, _ in suspects], findings)
    if blocks := unlike_blocks():
        _look_again_at_blocks(blocks, findings)
    return findings


def mend(findings: Findings, progress: Callable[[list], Iterable] = iter) -> None:
    """Make the index right again: only what differs, or all of it where it is stale."""
    if findings.stale:
        rebuild(progress)
        return
    with transaction.atomic():
        version = IndexVersion.lock()
        for block in findings.blocks:
            mend_block(block)
        forget(findings.different)  # what is written anew is right in every table
        for page, document in read_pages(findings.different):
            for draft in drafts(page, document, version.generation):
                ensure_paradigms(lemmas_in(draft.fields))
        refresh([*findings.missing, *findings.different, *findings.surplus])
        version.bump()  # workers read all anew: whatever they hold may have been wrong
    abandon()
    remove_leftovers()


def _has_weights(version: IndexVersion) -> bool:
    """Whether the snapshot of lemma frequencies is there, which every rebuild leaves."""
    weights = LemmaWeight.objects.filter(generation=version.generation)
    return version.rebuilt_at is None or weights.exists()


@transaction.atomic
def _look_again(pks: list[int], findings: Findings) -> None:
    """In the writers' turn: a publication between two looks is not a difference."""
    version = IndexVersion.lock()
    for pk, difference in _compare(pks, version.generation):
        getattr(findings, difference).append(pk)


@transaction.atomic
def _look_again_at_blocks(blocks: list[int], findings: Findings) -> None:
    IndexVersion.lock()
    findings.blocks = unlike_blocks(blocks)


def _compare(pks: list[int], generation: int) -> Iterator[tuple[int, str]]:
    """Those of these pages that are not found as they are, and what is wrong with each."""
    entries = LibraryEntry.objects.filter(generation=generation, page__in=pks)
    held = set(entries.values_list("page", flat=True))
    for page, document in read_pages(pks):
        if page.pk not in held:
            yield page.pk, "missing"
        elif _differs(page, document, generation):
            yield page.pk, "different"
        held.discard(page.pk)
    yield from ((pk, "surplus") for pk in sorted(held))


def _differs(page, document, generation: int) -> bool:
    entries = LibraryEntry.objects.filter(generation=generation, page=page)
    held = {entry.document_id: entry for entry in entries}
    for draft in drafts(page, document, generation):
        old = held.pop(draft.entry.document_id, None)
        if old is None or _entry_differs(draft, old):
            return True
    return bool(held)


def _entry_differs(draft, old: LibraryEntry) -> bool:
    keys, draft.entry.length = read_keys(draft)
    draft.entry.pk = old.pk
    if model_to_dict(old) != model_to_dict(draft.entry):
        return True
    if read_keys_of(old.pk) != keys:
        return True
    names = old.title_words.values_list("entry", "kind", "word", "place")
    if sorted(names) != sorted(title_rows(draft.entry)):
        return True
    lemmas = lemmas_in(draft.fields)
    found = Paradigm.objects.filter(lemma__in=lemmas).values("lemma").distinct().count()
    return found < sum(len(lemma) <= LONGEST_LEMMA for lemma in lemmas)
