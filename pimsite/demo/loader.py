"""The whole library in one transaction."""

from pathlib import Path

from django.db import transaction

from search.index import is_stale, paused
from search.rebuilding import rebuild
from search.starting_synonyms import ensure_synonyms

from .accounts import load_accounts
from .agenda import Partnerships
from .calls import Calls
from .cities import Cities
from .editions import Editions
from .networks import Networks
from .outputs import Outputs
from .practices import Practices
from .reading import Book
from .site import SiteFrame
from .sources import Sources
from .texts import Texts
from .themes import Themes
from .writing import Writer

FOLDER = Path(__file__).parent


class Library:
    """Everything the data files hold, read and checked before the first page is written."""

    def __init__(self, folder=FOLDER):
        book = Book(folder)
        self.site = SiteFrame(book)
        self.sources = Sources(book)
        self.themes = Themes(book)
        self.practices = Practices(book)
        self.editions = Editions(book)
        self.networks = Networks(book, self.editions, self.themes, self.sources)
        self.cities = Cities(book, self.practices.entries.values(), self.networks.members())
        self.partnerships = Partnerships(self.themes, self.sources)
        self.outputs = Outputs(book, self.editions, self.themes, self.sources)
        self.calls = Calls(book, self.editions, self.networks, self.sources)
        self.texts = Texts(book, self.sources)
        self._check()

    def _check(self):
        self.site.check()
        self.editions.check()
        self.networks.check(self.cities)
        self.practices.check(self.cities, self.themes, self.networks.entries)
        self.partnerships.check(self.cities)
        self.outputs.check()
        self.calls.check()
        self.texts.check()

    def __len__(self):
        """How many things the writer will look at: the length of the progress bar."""
        frame = 6
        return frame + sum(
            len(part)
            for part in (
                self.themes.entries,
                self.cities.known,
                self.practices.entries,
                self.themes.entries,
                self.editions.entries,
                self.outputs.entries,
                self.networks.words,
                self.networks.planned_words,
                self.outputs.entries,
                self.calls.entries,
                self.texts.entries,
                self.texts.entries,
                [self.texts.declaration],
            )
        )

    @transaction.atomic
    def load(self, tick=lambda: None, indexing=iter):
        """Write everything or nothing; say how many things were made, mended, left as they were."""
        writer = Writer(tick)
        with paused():
            self._write(writer)
        counts = writer.counts()
        if counts["made"] or counts["mended"] or is_stale():
            rebuild(indexing)
        return counts

    def _write(self, writer):
        frame = self.site.load(writer)
        self.themes.load(writer)
        self.cities.load(writer, frame.cities)
        self.practices.load(writer, self.cities, self.themes)
        self.partnerships.load(writer, frame.partnerships, self.cities)
        self.editions.load(writer)
        self.outputs.load(writer, frame.networks)
        self.networks.load(writer, frame.networks, self.cities, self.partnerships, self.practices)
        self.outputs.load_bodies(writer, frame.networks)
        self.calls.load(writer, frame.calls)
        self.texts.load(writer, frame.home)
        self.texts.load_bodies(writer, frame.home)
        load_accounts(self.cities, self.networks)
        ensure_synonyms()
