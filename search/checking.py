"""Comparing the index with the pages, and mending what differs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.forms.models import model_to_dict

from .documents import findable_pages, read_pages
from .entries import drafts
from .index import forget, is_stale, refresh, touch
from .models import IndexVersion, LibraryEntry, Paradigm
from .postings import lemma_weights, lemmas_in, weigh
from .rebuilding import rebuild, remove_leftovers

_CHUNK = 100


@dataclass
class Findings:
    """What is wrong with the index."""

    stale: bool = False  # no index, or keys of another analyser: only a rebuild helps
    missing: list[int] = field(default_factory=list)  # pages that are live and not found
    different: list[int] = field(default_factory=list)  # pages found by other words than theirs
    surplus: list[int] = field(default_factory=list)  # pages found that are not live

    def __bool__(self):
        return self.stale or bool(self.missing or self.different or self.surplus)


def check(progress: Callable[[list], Iterable] = iter) -> Findings:
    """Compare every page with its entries, word by word."""
    version = IndexVersion.objects.first()
    if version is None or is_stale():
        return Findings(stale=True)
    live = findable_pages()
    entries = LibraryEntry.objects.filter(generation=version.generation)
    held = set(entries.values_list("page", flat=True).distinct())
    if live and not held:
        return Findings(stale=True)
    findings = Findings(surplus=sorted(held.difference(live)))
    for chunk in progress([live[start : start + _CHUNK] for start in range(0, len(live), _CHUNK)]):
        for page, document in read_pages(chunk):
            if page.pk not in held:
                findings.missing.append(page.pk)
            elif _differs(page, document, version.generation):
                findings.different.append(page.pk)
    return findings


def mend(findings: Findings, progress: Callable[[list], Iterable] = iter) -> None:
    """Make the index right again: only what differs, or all of it where it is stale."""
    if findings.stale:
        rebuild(progress)
        return
    with transaction.atomic():
        forget(findings.surplus)
        refresh([*findings.missing, *findings.different])
        touch()  # paradigms alone may have been mended
    remove_leftovers()


def _differs(page, document, generation: int) -> bool:
    entries = LibraryEntry.objects.filter(generation=generation, page=page)
    held = {entry.document_id: entry for entry in entries}
    for draft in drafts(page, document, generation):
        old = held.pop(draft.entry.document_id, None)
        if old is None or _entry_differs(draft, old):
            return True
    return bool(held)


def _entry_differs(draft, old: LibraryEntry) -> bool:
    lemmas = lemmas_in(draft.fields)
    weights = lemma_weights(lemmas, draft.entry.generation)
    keys, draft.entry.length = weigh(draft.fields, draft.english, weights)
    draft.entry.pk = old.pk
    if model_to_dict(old) != model_to_dict(draft.entry):
        return True
    rows = old.postings.values_list("term__kind", "term__text", "weight")
    if {(kind, text): weight for kind, text, weight in rows} != keys:
        return True
    found = Paradigm.objects.filter(lemma__in=lemmas).values("lemma").distinct().count()
    return found < sum(len(lemma) <= 255 for lemma in lemmas)
