"""Making the whole index anew beside the one in use, then swapping them.

Readers and publishers go on meanwhile: what is published during a rebuild is written into both
generations. A rebuild that dies leaves rows that no reader sees; the next one removes them, and so
does `search_check --napraw` once it has been silent for a while.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .documents import findable_pages, read_pages
from .entries import Filler, remove_entries
from .index import analyser
from .models import IndexVersion, LemmaWeight, LibraryEntry, Paradigm, Term
from .postings import blocks_of, clear_block
from .weighing import LONGEST_KEY, count_lemmas

SILENCE = timedelta(minutes=10)  # after which a rebuild is taken for dead
_CHUNK = 200  # pages written in one turn: publishers wait for no more
_BATCH = 1000
_FILLED = (Term, LibraryEntry, LemmaWeight)  # tables that hold several generations


class Superseded(RuntimeError):
    """Another rebuild was begun after this one, and will finish instead of it."""


def rebuild(progress: Callable[[list], Iterable] = iter) -> int:
    """Make the whole index anew and return how many pages it has.

    Raises Superseded when another rebuild was begun meanwhile.
    """
    generation = _begin()
    pks = findable_pages()
    chunks = [pks[start : start + _CHUNK] for start in range(0, len(pks), _CHUNK)]
    filler = Filler(generation, _weigh_lemmas(chunks, generation))
    for chunk in progress(chunks):
        _fill(chunk, filler)
    _swap(generation)
    remove_leftovers()
    return LibraryEntry.objects.filter(generation=generation, document=None).count()


def is_abandoned(version: IndexVersion) -> bool:
    """Whether a rebuild was begun that must have died since."""
    silent = version.building_at is None or version.building_at < timezone.now() - SILENCE
    return version.building is not None and silent


@transaction.atomic
def abandon() -> None:
    """Let publishers write into the index in use alone, if the rebuild beside it is dead."""
    version = IndexVersion.lock()
    if is_abandoned(version):
        version.building = None
        version.save(update_fields=["building"])


def remove_leftovers() -> int:
    """Delete what belongs neither to the index in use nor to the one being built."""
    version = IndexVersion.objects.first()
    kept = version.generations if version else []
    entries = LibraryEntry.objects.exclude(generation__in=kept)
    for block in blocks_of(entries.values_list("pk", flat=True).iterator()):
        with transaction.atomic():  # killed after any of these, both tables still agree
            IndexVersion.lock()
            clear_block(block, kept)
    removed = 0
    for model in _FILLED:
        leftover = model.objects.exclude(generation__in=kept)
        while pks := list(leftover.values_list("pk", flat=True)[:_BATCH]):
            with transaction.atomic():
                IndexVersion.lock()
                removed += model.objects.filter(pk__in=pks).delete()[0]
    return removed


@transaction.atomic
def _begin() -> int:
    """Announce a new generation, which publishers fill too from now on."""
    version = IndexVersion.lock()
    version.building = 1 + max([*version.generations, *map(_newest, _FILLED)])
    version.building_at = timezone.now()
    version.save(update_fields=["building", "building_at"])
    if version.analyser != analyser():
        Paradigm.objects.all().delete()  # another dictionary may inflect otherwise
    return version.building


def _newest(model) -> int:
    """The last generation that has rows: where the version was lost, they are not to be reused."""
    return model.objects.aggregate(newest=Max("generation", default=0))["newest"]


def _weigh_lemmas(chunks, generation: int) -> dict[str, float]:
    """The snapshot of lemma frequencies that the whole generation is read with."""
    counts: Counter[str] = Counter()
    for chunk in chunks:
        _go_on(generation)
        counts.update(count_lemmas(document for _, document in read_pages(chunk)))
    weights = {text: weight for text, weight in counts.items() if len(text) <= LONGEST_KEY}
    with transaction.atomic():
        _own(generation)
        LemmaWeight.objects.bulk_create(
            (
                LemmaWeight(generation=generation, text=text, weight=weight)
                for text, weight in weights.items()
            ),
            batch_size=_BATCH,
        )
    return weights


@transaction.atomic
def _fill(pks: list[int], filler: Filler) -> None:
    """Write pages as they are now, in place of what a publisher wrote without the weights."""
    _own(filler.generation)
    present = LibraryEntry.objects.filter(generation=filler.generation, page__in=pks)
    remove_entries(present.values_list("pk", flat=True))
    filler.write(read_pages(pks))


@transaction.atomic
def _go_on(generation: int) -> None:
    _own(generation)


@transaction.atomic
def _swap(generation: int) -> None:
    version = _own(generation)
    version.generation, version.building = generation, None
    version.analyser, version.rebuilt_at = analyser(), timezone.now()
    version.save()
    version.bump()


def _own(generation: int) -> IndexVersion:
    """Take the writers' turn, as long as this rebuild is the last one begun."""
    version = IndexVersion.lock()
    if version.building != generation:
        raise Superseded("another rebuild was begun meanwhile")
    version.building_at = timezone.now()
    version.save(update_fields=["building_at"])
    return version
