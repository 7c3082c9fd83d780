"""The index as a worker holds it: numpy arrays, kept for as long as the version row stands.

After a publication only what it changed is read; after a rebuild, a move or a renamed theme
everything is.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from functools import cached_property

import numpy as np
from django.db import connection, transaction
from taggit.models import Tag
from wagtail.models import Page

from knowledge.models import Theme
from networks.models import Edition

from .collation import polish_order
from .columns import Column
from .index import analyser
from .memory import Key, PostingMemory, Postings
from .models import (
    IndexChange,
    IndexVersion,
    Kind,
    LibraryEntry,
    Paradigm,
    Posting,
    TitleWord,
)
from .polish import analyse
from .rows import FIELDS, KEPT, collected, values_of
from .vocabulary import Vocabulary
from .weighing import lemma_weights

ATTEMPTS = 3
_AT_ONCE = 2000  # rows fetched together
MOST_CHANGED = 500  # entries changed since the last look; with more, reading all is as quick
_NAMED = [Kind.CITY, Kind.NETWORK]  # kinds whose pages are values of filters

log = logging.getLogger(__name__)


def consistent(work: Callable):
    """Run `work(snapshot)` on one state of the index: again if a publish came in between.

    Where publications keep coming, the last time is spent in a transaction that sees none.
    """
    for _attempt in range(ATTEMPTS):
        snapshot = current()
        found = work(snapshot)
        if IndexVersion.current() == snapshot.stamp:
            return found
    with _one_state():
        return work(current())


def current() -> "Snapshot":
    """The snapshot of the index as it is now; mended or made anew when the index has changed."""
    stamp = IndexVersion.current()
    snapshot = _held.get("snapshot")
    if snapshot is None or snapshot.stamp != stamp:
        changes = None if snapshot is None else _changes_since(snapshot, stamp)
        snapshot = Snapshot.read() if changes is None else snapshot.patched(stamp, *changes)
        _held["snapshot"] = snapshot
    return snapshot


@contextmanager
def _one_state():
    """Every query of this block sees the same state of the database, unless one came before it."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():  # on SQLite the turn to write is taken, so that nobody else does
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


class Snapshot:
    """Columns of all entries, one row each, and the postings met so far."""

    @classmethod
    def read(cls) -> "Snapshot":
        """Everything, as it stands in the database."""
        version = IndexVersion.objects.first()
        generation = version.generation if version else 0
        new = cls()
        new.stamp, new.generation = version and version.stamp, generation
        new.memory = PostingMemory(generation)
        new.vocabulary = Vocabulary(generation)
        found = _entries(generation).order_by("pk").values_list(*FIELDS)
        new.entries, numbers, new._sort_titles, filters = collected(found.iterator(_AT_ONCE))
        new.alive = np.ones(len(new.entries), bool)
        for name, column in zip(KEPT, numbers, strict=True):
            setattr(new, name, column)
        new.columns = {name: Column(values) for name, values in values_of(filters).items()}
        new._complete()
        new._read_labels()
        new._read_names()
        _tell_if_unsound(version, new)
        return new

    def patched(self, stamp, changed: list[int], renamed: bool) -> "Snapshot":
        """This snapshot after these entries were written; what did not change is shared.

        `renamed` tells that names changed which stand in no entry: of themes, tags, synonyms.
        """
        new = Snapshot()
        new.stamp, new.generation = stamp, self.generation
        new.memory, new.vocabulary = self.memory, self.vocabulary
        found = _entries(self.generation).filter(pk__in=changed).order_by("pk")
        rows = {row[0]: row for row in found.values_list(*FIELDS)}
        known = set(self.entries[np.isin(self.entries, changed)].tolist())
        fresh = [pk for pk in rows if pk not in known]
        new.entries = np.concatenate([self.entries, np.array(fresh, np.int64)])
        new._copy_longer(self, len(fresh))
        written = np.searchsorted(new.entries, sorted(rows))
        gone = np.searchsorted(new.entries, sorted(known.difference(rows)))
        new.alive[written], new.alive[gone] = True, False
        touched = np.concatenate([written, gone])
        new._write(self, written, gone, list(rows.values()))
        new._complete()
        new._keep_names(self, touched)
        if renamed:
            new._read_labels()
            new.memory.thesaurus = None
            new.memory.folds.clear()
        new.memory.patch(changed, new.entries)
        return new

    def __len__(self):
        return len(self.entries)

    def postings(self, keys: Iterable[Key]) -> dict[Key, Postings]:
        """Rows and weights of these terms, for those that any entry has."""
        return self.memory.get(keys, self.entries)

    def lemma_weights(self, lemmas: Iterable[str]) -> dict[str, float]:
        """How often the library means each of these lemmas: a fact of the generation."""
        known = self.memory.lemma_weights
        if missing := [lemma for lemma in lemmas if lemma not in known]:
            known.update(dict.fromkeys(missing, 0.0))
            known.update(lemma_weights(missing, self.generation))
        return {lemma: known[lemma] for lemma in lemmas}

    def without(self, pages) -> np.ndarray:
        """True for the pages that are neither one of these nor below one."""
        closed = tuple(sorted(page.pk for page in pages))
        if closed not in self._open:
            mask = self.main.copy()
            alone = [page.pk for page in pages if page.is_leaf()]
            parents = [page for page in pages if not page.is_leaf()]
            below = [Page.objects.descendant_of(page, inclusive=True) for page in parents]
            for hidden in (alone, *(found.values("pk") for found in below)):
                held = _entries(self.generation).filter(page__in=hidden)
                mask[np.isin(self.entries, list(held.values_list("pk", flat=True)))] = False
            self._open[closed] = mask
        return self._open[closed]

    def rows(self, entries: Iterable[int]) -> np.ndarray:
        """Where these entries stand in the columns."""
        return np.searchsorted(self.entries, np.fromiter(entries, np.int64))

    @cached_property
    def by_title(self) -> np.ndarray:
        """Each row's place in alphabetical order."""
        return _places(sorted(range(len(self)), key=self._sort_titles.__getitem__))

    @cached_property
    def cities_by_key(self) -> dict[str, list[int]]:
        """Places in `city_names` of the names whose first word may be read so."""
        places: dict[str, list[int]] = {}
        for place, (_, name) in enumerate(self.city_names):
            for key in name[0] if name else ():
                places.setdefault(key, []).append(place)
        return places

    def _copy_longer(self, old: "Snapshot", more: int):
        for name in (*KEPT, "alive"):
            held = getattr(old, name)
            setattr(self, name, np.concatenate([held, np.zeros(more, held.dtype)]))

    def _write(self, old: "Snapshot", written: np.ndarray, gone: np.ndarray, rows: list[tuple]):
        _, numbers, titles, filters = collected(rows)
        for name, column in zip(KEPT, numbers, strict=True):
            getattr(self, name)[written] = column
        self._sort_titles = old._sort_titles + [""] * (len(self) - len(old))
        for row, title in zip(written.tolist(), titles, strict=True):
            self._sort_titles[row] = title
        touched, nothing = np.concatenate([written, gone]), [[]] * len(gone)
        self.columns = {
            name: old.columns[name].patched(touched, [*values, *nothing], len(self))
            for name, values in values_of(filters).items()
        }

    def _complete(self):
        """What follows from the columns: which rows are pages, whose page a file belongs to."""
        self.main = self.alive & (self.documents == 0)
        self.files = np.flatnonzero(self.alive & (self.documents != 0))
        mains = np.flatnonzero(self.main)
        mains = mains[np.argsort(self.pages[mains], kind="stable")]
        owners = np.searchsorted(self.pages[mains], self.pages[self.files])
        self.owners = mains[np.minimum(owners, len(mains) - 1)] if len(mains) else mains
        self._open: dict[tuple[int, ...], np.ndarray] = {}
        self.choices: dict = {}  # vocabularies of filters, by the mask of readable pages
        self.count = len(mains)
        mean_length = float(self.lengths[mains].sum()) / max(len(mains), 1) or 1.0
        self.relative_lengths = (self.lengths / mean_length).astype(np.float32)

    def _read_labels(self):
        """Themes and tags by slug, in Polish order; editions by key, the newest first."""
        themes = sorted(Theme.objects.all(), key=lambda theme: polish_order(theme.name))
        self.themes = {theme.slug: theme for theme in themes}
        tags = Tag.objects.values_list("slug", "name")
        self.tag_names = dict(sorted(tags, key=lambda tag: polish_order(tag[1])))
        self.edition_names = dict(Edition.objects.values_list("key", "name"))

    def _read_names(self):
        """Cities and networks by slug, and the words of the cities' names."""
        named = _entries(self.generation).filter(document=None).order_by("sort_title")
        networks, cities = named.filter(kind=Kind.NETWORK), named.filter(kind=Kind.CITY)
        self.network_titles = dict(networks.values_list("networks", "title"))
        cities = list(cities.values_list("pk", "city_slug", "title"))
        self.city_titles = {slug: title for _, slug, title in cities}
        rows = self.rows(pk for pk, _, _ in cities).tolist()
        self.city_names = [
            (row, [frozenset(reading.keys) for reading in analyse(title)])
            for row, (_, _, title) in zip(rows, cities, strict=True)
        ]

    def _keep_names(self, old: "Snapshot", touched: np.ndarray):
        """Share the names of the older snapshot, as long as none of them was written."""
        self.themes, self.tag_names = old.themes, old.tag_names
        self.edition_names = old.edition_names
        if self._adds(old, "tag", self.tag_names) or self._adds(old, "edycja", self.edition_names):
            self._read_labels()
        named = [snapshot.columns["rodzaj"].mask(_NAMED) for snapshot in (old, self)]
        if any(mask[touched[touched < len(mask)]].any() for mask in named):
            self._read_names()
        else:
            self.city_titles, self.network_titles = old.city_titles, old.network_titles
            self.city_names, self.cities_by_key = old.city_names, old.cities_by_key

    def _adds(self, old: "Snapshot", column: str, names: dict) -> bool:
        """Whether this filter has a value since the older snapshot that these do not name."""
        added = self.columns[column].values[len(old.columns[column].values) :]
        return not names.keys() >= set(added)


_held: dict[str, Snapshot] = {}


def _entries(generation: int):
    return LibraryEntry.objects.filter(generation=generation)


def _changes_since(snapshot: Snapshot, stamp) -> tuple[list[int], bool] | None:
    """Entries written between the two states, and whether names changed; None if too much did."""
    start = IndexChange.objects.filter(stamp=snapshot.stamp).values_list("pk", flat=True).first()
    if start is None:
        return None
    changes = IndexChange.objects.filter(pk__gt=start).order_by("pk")
    changed: set[int] = set()
    renamed = False
    for reached, entries in changes.values_list("stamp", "entries"):
        if entries is None:
            return None
        changed.update(entries)
        renamed |= not entries
        if reached == stamp:
            return (sorted(changed), renamed) if len(changed) <= MOST_CHANGED else None
    return None


def _tell_if_unsound(version: IndexVersion | None, snapshot: Snapshot) -> None:
    """An index that cannot be right is said in the log; the site answers with what there is."""
    tables = Posting, TitleWord, Paradigm
    if version is None or not len(snapshot) or not all(each.objects.exists() for each in tables):
        log.error("The search index is empty: run manage.py search_check --napraw.")
    elif version.analyser and version.analyser != analyser():
        log.error(
            "The search index was made by %r, not by %r: run manage.py search_check --napraw.",
            version.analyser,
            analyser(),
        )


def _places(order) -> np.ndarray:
    """The place of each row in an order given as rows."""
    places = np.empty(len(order), np.int32)
    places[np.asarray(order, np.int64)] = np.arange(len(order))
    return places
