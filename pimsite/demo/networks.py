"""Networks of the programme with their confirmed members, and the networks once planned."""

from networks.models import NetworkPage
from networks.models.networks import Membership, NetworkPractice, NetworkSource

from .agenda import confirmed
from .links import body
from .reading import by_key

KINDS = {"action": NetworkPage.Kind.PLANNING, "transfer": NetworkPage.Kind.TRANSFER}
STATED_BY_DECK = "seed deck"


class Networks:
    """Networks by key, with the Polish wording of each."""

    def __init__(self, book, editions, themes, sources):
        self.editions, self.themes, self.sources = editions, themes, sources
        words = book.object("networks_pl.json")
        self.words = by_key(words.entries("networks"), "key")
        self.planned_words = by_key(words.entries("planned"), "name_pl")
        self.by_edition = {
            key: entry.entries("networks") for key, entry in editions.entries.items()
        }
        self.entries = by_key([row for rows in self.by_edition.values() for row in rows], "key")
        self.pages = {}

    def members(self):
        """Confirmed members of all networks."""
        networks = self.entries.values()
        return [row for network in networks for row in confirmed(network.entries("members"))]

    def check(self, cities):
        """Refuse what does not fit together, before anything is written."""
        for key, entry in self.entries.items():
            if key not in self.words:
                raise entry.error("key", "brakuje tej sieci w networks_pl.json.")
            kind_of(entry)
            self.sources.require(entry, "sources")
            for theme in entry.texts("theme_keys"):
                self.themes.known(entry, "theme_keys", theme)
            for name, row in by_key(confirmed(entry.entries("members")), "name_pl").items():
                cities.require(row, "name_pl", name)
                self.sources.require(row, "sources")
        for _edition, entry in self._planned():
            if entry.text("name_pl") not in self.planned_words:
                raise entry.error("name_pl", "brakuje tej sieci w networks_pl.json.")

    def load(self, writer, index, cities, partnerships, practices):
        """Make the networks: first those that worked, then the planned."""
        for edition, entries in self.by_edition.items():
            for entry in entries:
                key = entry.text("key")
                self.pages[key] = self._page(
                    writer,
                    index,
                    key,
                    entry,
                    self.words[key],
                    **self._what_and_when(edition, entry),
                    partnership=self._partnership(entry, partnerships),
                    members_complete=entry.flag("members_complete"),
                    members_total=self._total(edition, entry),
                    rows={
                        "memberships": self._memberships(entry, cities),
                        "practice_links": [
                            NetworkPractice(practice=page) for page in practices.of_member_in(key)
                        ],
                        "sources": self.sources.rows(NetworkSource, entry.texts("sources")),
                    },
                )
        for edition, entry in self._planned():
            words = self.planned_words[entry.text("name_pl")]
            self._page(
                writer,
                index,
                words.text("key"),
                entry,
                words,
                edition=self.editions.saved[edition],
                state=NetworkPage.State.PLANNED,
                rows={"sources": self.sources.rows(NetworkSource, words.texts("sources"))},
            )

    def _planned(self):
        """Networks once announced, each with the key of its edition."""
        return [
            (key, entry)
            for key, edition in self.editions.entries.items()
            for entry in edition.entries("planned_not_confirmed", [])
        ]

    def _what_and_when(self, edition, entry):
        start, end = self.editions.years(edition)
        return {
            "edition": self.editions.saved[edition],
            "kind": kind_of(entry),
            "state": self.editions.words[edition].text("state"),
            "start_year": start,
            "end_year": end,
        }

    def _page(self, writer, index, key, entry, words, *, rows, **fields):
        """What working and planned networks share."""
        return writer.page(
            entry,
            NetworkPage,
            index,
            key,
            title=entry.text("name_pl"),
            slug=words.text("slug"),
            lead=words.text("lead"),
            body=body(words, f"network:{key}", index),
            members_note=words.text("members_note"),
            rows={"theme_links": self.themes.links(entry.texts("theme_keys")), **rows},
            **fields,
        )

    def _partnership(self, entry, partnerships):
        """The partnership the deck sets beside the network; our own proposal claims none."""
        if entry.text("theme_mapping_basis") != STATED_BY_DECK:
            return None
        return partnerships.pages[entry.texts("theme_keys")[0]]

    def _total(self, edition, entry):
        """How many members there are, known or not."""
        call = self.editions.entries[edition].entry("call")
        qualified = call.entry("qualified_by_network") if "qualified_by_network" in call else None
        return (
            entry.whole("members_total", None)
            or entry.whole("members_total_at_start", None)
            or (qualified and qualified.whole(entry.text("key"), None))
        )

    def _memberships(self, entry, cities):
        return [
            Membership(
                city=cities.pages[row.text("name_pl")],
                role=Membership.Role.PARTNER,
                source_name=self.sources.title(row.texts("sources")[0]),
                source_url=self.sources.url(row.texts("sources")[0]),
            )
            for row in confirmed(entry.entries("members"))
        ]


def kind_of(entry):
    """Action planning or transfer; the data add remarks after the first word."""
    word = entry.text("kind").split()[0]
    if word not in KINDS:
        raise entry.error("kind", f"nieznany rodzaj sieci „{entry.text('kind')}”.")
    return KINDS[word]
