"""What a list of results shows of each page found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from django.utils.safestring import SafeString

from knowledge.listing import place
from knowledge.models import CitySize, Theme
from knowledge.wording import years

from .arrays import Snapshot
from .models import Kind, LibraryEntry
from .ranking import Ranking
from .snippets import marked, snippet


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
        entries = LibraryEntry.objects.select_related("page", "city").only(*_SHOWN).in_bulk(pks)
        return [
            self._hit(entries[pk], row)
            for pk, row in zip(pks, rows, strict=True)
            if pk in entries and entries[pk].page.live  # not withdrawn while we looked
        ]

    def _hit(self, entry: LibraryEntry, row: int) -> Hit:
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
        )


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
