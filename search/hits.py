"""What a list of results shows of each page found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from django.utils.safestring import SafeString

from knowledge.listing import place
from knowledge.models import CitySize, Theme
from knowledge.wording import years

from .arrays import Snapshot
from .models import IndexVersion, Kind, LibraryEntry
from .passages import passage
from .ranking import Ranking
from .snippets import Marks, marked, snippet


@dataclass
class FileHit:
    """A file offered with a page, and where in it the words stand."""

    title: SafeString
    url: str
    page: int | None
    snippet: SafeString


@dataclass
class Hit:
    """One page found, ready to be shown."""

    title: SafeString
    url: str
    kind: str
    kind_label: str
    snippet: SafeString
    city_title: str = ""
    city_url: str = ""
    size_class: str = ""
    size_label: str = ""
    voivodeship_label: str = ""
    years: str = ""
    themes: list[Theme] = field(default_factory=list)
    costs: str = ""
    attachments: int = 0
    page_id: int = 0
    is_complete: bool = True  # matched every word of the query
    file: FileHit | None = None  # that matched best, if its own words do


class Hits(Sequence):
    """Rows of a snapshot in order; only those of the page shown are read from the database."""

    def __init__(self, snapshot: Snapshot, rows: np.ndarray, ranking: Ranking):
        self._snapshot, self._rows, self._ranking = snapshot, rows, ranking

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, place):
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        rows = self._rows[place].tolist()
        pks = self._snapshot.entries[rows].tolist()
        held = LibraryEntry.objects.select_related("page", "city").only(*_SHOWN)
        entries = held.in_bulk(pks)
        if len(entries) < len(pks):
            entries |= self._replaced(rows, held)
        files = self._files(rows)
        return [
            self._hit(entries[pk], row, files.get(row))
            for pk, row in zip(pks, rows, strict=True)
            if pk in entries and entries[pk].page.live  # not withdrawn while we looked
        ]

    def _replaced(self, rows: list[int], held) -> dict[int, LibraryEntry]:
        """By the old keys, what stands for these pages since a rebuild made the index anew."""
        old = dict(
            zip(self._snapshot.pages[rows].tolist(), self._snapshot.entries[rows], strict=True)
        )
        generation = IndexVersion.objects.exclude(generation=self._snapshot.generation)
        new = held.filter(
            generation__in=generation.values("generation"), page__in=old, document=None
        )
        return {int(old[entry.page_id]): entry for entry in new}

    def _files(self, rows: list[int]) -> dict[int, FileHit]:
        """For rows of pages, the file that matched best, where it covers most of the query."""
        places = np.flatnonzero(self._ranking.files > LEAST_IN_FILE)
        places = places[np.isin(self._snapshot.owners[places], rows)]
        files, owners = self._snapshot.files[places], self._snapshot.owners[places]
        best: dict[int, int] = {}
        for file, owner in sorted(
            zip(files.tolist(), owners.tolist(), strict=True),
            key=lambda pair: self._ranking.score[pair[0]],
        ):
            best[owner] = int(self._snapshot.entries[file])
        held = LibraryEntry.objects.select_related("document").in_bulk(best.values())
        marks = self._ranking.marks
        return {owner: _file_hit(held[pk], marks) for owner, pk in best.items() if pk in held}

    def _hit(self, entry: LibraryEntry, row: int, file: FileHit | None) -> Hit:
        city = entry.city if entry.city and entry.city.live else None
        themes = (self._snapshot.themes.get(slug) for slug in entry.themes.split())
        return Hit(
            title=marked(entry.title, self._ranking.marks),
            url=entry.page.url,
            kind=entry.kind,
            kind_label=_KINDS[entry.kind],
            snippet=snippet(entry.text, self._ranking.marks),
            city_title=city.title if city else "",
            city_url=city.url if city else "",
            size_class=entry.size_class,
            size_label=_SIZES.get(entry.size_class, ""),
            voivodeship_label=place(city.country.code, city.voivodeship) if city else "",
            years=years(entry),
            themes=[theme for theme in themes if theme],
            costs=entry.costs,
            attachments=entry.attachments,
            page_id=entry.page_id,
            is_complete=bool(self._ranking.complete[row]),
            file=file,
        )


LEAST_IN_FILE = 0.5  # of the query's weight


def _file_hit(entry: LibraryEntry, marks: Marks) -> FileHit:
    number, text = passage(entry.text, marks)
    return FileHit(marked(entry.title, marks), entry.document.url, number, text)


# Asking a field for its display would hash all translated choices again for every hit.
_KINDS, _SIZES = dict(Kind.choices), dict(CitySize.choices)
_SHOWN = [
    *(
        "page__url_path",
        "page__live",
        "city__url_path",
        "city__title",
        "city__live",
        "city__country",
    ),
    "city__voivodeship",
    *("kind", "title", "text", "themes", "size_class", "voivodeship", "start_year", "end_year"),
    *("stage", "costs", "attachments"),
]
