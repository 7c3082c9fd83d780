"""Calls for networks, with published figures that must add up."""

from datetime import date

from networks.models import CallPage
from networks.models.calls import CallNetworkCount, CallSource, CallVoivodeshipCount

from .cities import VOIVODESHIPS
from .links import body
from .reading import by_key


class Calls:
    """Calls by the key of their figures."""

    def __init__(self, book, editions, networks, sources):
        self.editions, self.networks, self.sources = editions, networks, sources
        self.words = by_key(book.object("networks_pl.json").entries("calls"), "key")
        facts = book.object("pim.json")
        self.entries = {key: facts.entry(key) for key in self.words}

    def check(self):
        """Refuse figures that do not add up and references to what is not there."""
        for key, entry in self.entries.items():
            words = self.words[key]
            self.editions.require(words, "edition")
            self.sources.require(words, "sources")
            known = words.entry("networks")
            by_network = by_key(entry.entries("applications_by_network"), "name_pl")
            for name in by_network:
                known.chosen(name, dict.fromkeys(self.networks.entries))
            by_place = by_key(entry.entries("entities_by_voivodeship"), "name_pl")
            for row in by_place.values():
                row.chosen("name_pl", VOIVODESHIPS)
            adds_up(entry, "applications_total", by_network.values())
            adds_up(entry, "entities_total", by_place.values())
            opened, closed = day(entry, "opened"), day(entry, "closed")
            if closed < opened:
                raise entry.error("closed", f"{closed} jest wcześniej niż początek ({opened}).")

    def load(self, writer, index):
        """Make the call pages."""
        for key, entry in self.entries.items():
            words = self.words[key]
            writer.page(
                entry,
                CallPage,
                index,
                key,
                title=words.text("title"),
                slug=words.text("slug"),
                lead=words.text("lead"),
                body=body(words, f"call:{key}", index),
                edition=self.editions.saved[words.text("edition")],
                opens=day(entry, "opened"),
                closes=day(entry, "closed"),
                applications_total=entry.whole("applications_total"),
                entities_total=entry.whole("entities_total"),
                results_on=day(words, "results_on"),
                selected_note=words.text("selected_note"),
                results_note=words.text("results_note"),
                rows={
                    "network_counts": self._network_counts(entry, words.entry("networks")),
                    "voivodeship_counts": voivodeship_counts(entry),
                    "sources": self.sources.rows(CallSource, words.texts("sources")),
                },
            )

    def _network_counts(self, entry, keys):
        return [
            CallNetworkCount(
                name=row.text("name_pl"),
                network=self.networks.pages[keys.text(row.text("name_pl"))],
                applications=row.whole("count"),
            )
            for row in entry.entries("applications_by_network")
        ]


def voivodeship_counts(entry):
    """How many entities of each voivodeship applied."""
    return [
        CallVoivodeshipCount(
            voivodeship=row.chosen("name_pl", VOIVODESHIPS), entities=row.whole("count")
        )
        for row in entry.entries("entities_by_voivodeship")
    ]


def adds_up(entry, field, rows):
    """Refuse a total that is not the sum of its parts."""
    total = sum(row.whole("count") for row in rows)
    if entry.whole(field) != total:
        raise entry.error(field, f"suma pozycji to {total}, a nie {entry.whole(field)}.")


def day(entry, field):
    """A full date."""
    try:
        return date.fromisoformat(entry.text(field))
    except ValueError:
        message = f"oczekiwano daty RRRR-MM-DD, jest „{entry.text(field)}”."
        raise entry.error(field, message) from None
