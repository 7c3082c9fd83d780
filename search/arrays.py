"""The index as a worker holds it: numpy arrays, kept for as long as the version row stands."""

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
from taggit.models import Tag

from knowledge.models import Theme

from .collation import polish_order
from .columns import Column
from .models import IndexVersion, Kind, LemmaWeight, LibraryEntry, Posting, Term
from .polish import analyse
from .recent import Recent

MAX_BYTES = 64 * 1024 * 1024  # of postings kept by one worker
ATTEMPTS = 3

Key = tuple[int, str]  # class and text of a term
Postings = tuple[np.ndarray, np.ndarray]  # rows of entries, ascending, and weights


def consistent(work: Callable):
    """Run `work(snapshot)` on one state of the index: again if a publish came in between."""
    for _attempt in range(ATTEMPTS):
        snapshot = current()
        found = work(snapshot)
        if IndexVersion.current() == snapshot.stamp:
            break
    return found


def current() -> "Snapshot":
    """The snapshot of the index as it is now; made anew only when the index has changed."""
    stamp = IndexVersion.current()
    snapshot = _held.get("snapshot")
    if snapshot is None or snapshot.stamp != stamp:
        snapshot = _held["snapshot"] = Snapshot(stamp)
    return snapshot


class Snapshot:
    """Columns of all entries, one row each, and the postings met so far."""

    def __init__(self, stamp):
        self.stamp = stamp
        self._read_columns()
        themes = sorted(Theme.objects.all(), key=lambda theme: polish_order(theme.name))
        self.themes = {theme.slug: theme for theme in themes}
        tags = Tag.objects.values_list("slug", "name")
        self.tag_names = dict(sorted(tags, key=lambda tag: polish_order(tag[1])))
        named = LibraryEntry.objects.order_by("sort_title")
        cities, networks = named.filter(kind=Kind.CITY), named.filter(kind=Kind.NETWORK)
        self.city_titles = dict(cities.values_list("city_slug", "title"))
        self.network_titles = dict(networks.values_list("networks", "title"))
        self._postings = Recent(MAX_BYTES)

    def __len__(self):
        return len(self.entries)

    def postings(self, keys: Iterable[Key]) -> dict[Key, Postings]:
        """Rows and weights of these terms, for those that any entry has."""
        found = {key: self._postings.get(key) for key in keys}
        missing = [key for key, arrays in found.items() if arrays is None]
        if missing:
            found.update(self._load(missing))
        return {key: arrays for key, arrays in found.items() if len(arrays[0])}

    def lemma_weights(self, lemmas: Iterable[str]) -> dict[str, float]:
        """How often the library means each of these lemmas."""
        return dict(LemmaWeight.objects.filter(text__in=lemmas).values_list("text", "weight"))

    def rows(self, entries: Iterable[int]) -> np.ndarray:
        """Where these entries stand in the columns."""
        return np.searchsorted(self.entries, np.fromiter(entries, np.int64))

    @cached_property
    def by_title(self) -> np.ndarray:
        """Each row's place in alphabetical order."""
        return _places(sorted(range(len(self)), key=self._sort_titles.__getitem__))

    @cached_property
    def by_date(self) -> np.ndarray:
        """Each row's place when the newest come first; of one moment, in alphabetical order."""
        return _places(np.lexsort((self.by_title, -self._published)))

    @cached_property
    def city_names(self) -> list[tuple[int, list[frozenset[str]]]]:
        """Row and, word by word, all readings of the name of every city."""
        cities = LibraryEntry.objects.filter(kind=Kind.CITY).values_list("pk", "title")
        return [
            (row, [frozenset(reading.keys) for reading in analyse(title)])
            for row, (_, title) in zip(self.rows(pk for pk, _ in cities), cities, strict=True)
        ]

    def _read_columns(self):
        fields = ["pk", "page_id", "city_id", "length", "published_at", "sort_title"]
        fields += ["start_year", "end_year", *_FILTERS.values()]
        rows = list(LibraryEntry.objects.order_by("pk").values_list(*fields))
        columns = zip(*rows, strict=True) if rows else [()] * len(fields)
        entries, pages, cities, lengths, dates, sort_titles, starts, ends, *filters = columns
        self.entries = np.array(entries, np.int64)
        self.pages = np.array(pages, np.int64)
        self.cities = np.array([city or 0 for city in cities], np.int64)
        self.lengths = np.array(lengths, np.float32)
        self._published = np.array([date.timestamp() if date else 0 for date in dates])
        self._sort_titles = sort_titles
        self.columns = {
            name: Column(_split(column)) for name, column in zip(_FILTERS, filters, strict=True)
        }
        self.columns["rok"] = Column(list(map(_years, starts, ends)))

    def _load(self, keys: list[Key]) -> dict[Key, Postings]:
        wanted = set(keys)
        terms = Term.objects.filter(text__in={text for _, text in wanted})
        ids = {
            pk: (kind, text)
            for pk, kind, text in terms.values_list("pk", "kind", "text")
            if (kind, text) in wanted
        }
        postings = Posting.objects.filter(term__in=ids).order_by("term", "entry")
        table = np.array(list(postings.values_list("term", "entry", "weight")), np.float64)
        found = dict.fromkeys(keys, _NOTHING)
        for term, entries, weights in _by_term(table.reshape(-1, 3)):
            rows = self.rows(entries).astype(np.int32)
            found[ids[term]] = rows, weights.astype(np.float32)
        for key, arrays in found.items():
            self._postings.put(key, arrays)
        return found


_held: dict[str, Snapshot] = {}
_FILTERS = {
    "rodzaj": "kind",
    "temat": "themes",
    "wielkosc": "size_class",
    "woj": "voivodeship",
    "miasto": "city_slug",
    "siec": "networks",
    "koszt": "cost_band",
    "etap": "stage",
    "tag": "tags",
}
_NOTHING: Postings = (np.empty(0, np.int32), np.empty(0, np.float32))


def _split(texts: Iterable[str]) -> list[list[str]]:
    """Values of each entry; most entries have the same few, so each text is split once."""
    split = {text: text.split() for text in set(texts)}
    return [split[text] for text in texts]


def _years(start: int | None, end: int | None) -> list[str]:
    """Every year of the work as far as it is known; a half-known span is the known year."""
    known = [year for year in (start, end) if year]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def _by_term(table: np.ndarray):
    """Term, entries and weights of each run of one term."""
    if len(table):
        starts = np.flatnonzero(np.diff(table[:, 0])) + 1
        for part in np.split(table, starts):
            yield int(part[0, 0]), part[:, 1].astype(np.int64), part[:, 2]


def _places(order) -> np.ndarray:
    """The place of each row in an order given as rows."""
    places = np.empty(len(order), np.int32)
    places[np.asarray(order, np.int64)] = np.arange(len(order))
    return places
