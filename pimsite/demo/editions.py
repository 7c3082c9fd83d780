"""Editions of the programme."""

import re

from networks.models import Edition, NetworkPage

from .reading import by_key

STATES = {value: value for value in NetworkPage.State.values}


class Editions:
    """Editions by key, with their Polish wording."""

    def __init__(self, book):
        self.words = by_key(book.object("networks_pl.json").entries("editions"), "key")
        entries = by_key(book.object("pim.json").entries("editions"), "key")
        # An edition without a period is a question to the secretariat, not content.
        self.entries = {key: entry for key, entry in entries.items() if entry.text("period", None)}
        self.saved = {}

    def check(self):
        """Refuse an edition without Polish words or with a period nobody can read."""
        for key, entry in self.entries.items():
            if key not in self.words:
                raise entry.error("key", "brakuje tej edycji w networks_pl.json.")
            self.words[key].chosen("state", STATES)
            self.years(key)

    def load(self, writer):
        """Put the editions into their vocabulary."""
        for key, entry in self.entries.items():
            words = self.words[key]
            start, end = self.years(key)
            self.saved[key] = writer.thing(
                entry,
                Edition,
                {"key": key},
                number=words.whole("number"),
                name=words.text("name"),
                start_year=start,
                end_year=end,
                ministry=words.text("ministry"),
                partner=words.text("partner", ""),
                note=words.text("note", ""),
            )

    def years(self, key):
        """First and last year of the edition."""
        period = re.fullmatch(r"(\d{4})-(\d{4})", self.entries[key].text("period"))
        if not period or period[1] > period[2]:
            raise self.entries[key].error("period", "oczekiwano okresu, np. 2017-2019.")
        return int(period[1]), int(period[2])

    def require(self, entry, field):
        """The key of an edition that is in the data."""
        return entry.chosen(field, {key: key for key in self.entries})
