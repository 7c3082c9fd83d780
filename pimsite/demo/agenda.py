"""Partnerships of the Urban Agenda for the EU: one for each theme."""

import re

from networks.models import PartnershipPage
from networks.models.partnerships import (
    Coordinator,
    PartnershipAction,
    PartnershipSource,
    PolishParticipant,
)

from .writing import paragraphs, story


class Partnerships:
    """Partnership pages by theme key."""

    def __init__(self, themes, sources):
        self.themes = themes
        self.sources = sources
        self.pages = {}

    def check(self, cities):
        """Refuse a Polish wording that does not fit its data, before anything is written."""
        for key, entry in self.themes.entries.items():
            wording = self.themes.wording[key]
            pairs(wording, "coordinators", entry.entries("coordinators"))
            pairs(wording, "participants", confirmed(entry.entries("polish_participants")))
            pairs(wording, "actions", entry.entry("actions").entries("items"))
            self.sources.require(entry, "sources")
            for participant in confirmed(entry.entries("polish_participants")):
                if participant.text("kind") == "city":
                    cities.require(participant, "name_pl", participant.text("name_pl"))

    def load(self, writer, index, cities):
        """Make the partnership pages in the order of the data."""
        for key, entry in self.themes.entries.items():
            wording = self.themes.wording[key]
            years = entry.entry("years")
            note = wording.text("status_note", "")
            self.pages[key] = writer.page(
                entry,
                PartnershipPage,
                index,
                key,
                title=entry.text("name_pl"),
                slug=wording.text("slug"),
                lead=entry.text("objectives_pl"),
                body=story(f"agenda:{key}", paragraphs(note)),
                official_name=entry.text("partnership_name"),
                group=entry.text("group").split(" / ")[0],
                started=confirmed_date(years.entry("start")),
                action_plan=confirmed_date(years.entry("action_plan")),
                official_url=official_url(entry, wording),
                actions_note=wording.text("actions_note", ""),
                rows={
                    "theme_links": self.themes.links([key]),
                    "coordinators": coordinators(wording),
                    "participants": participants(entry, wording, cities),
                    "actions": actions(entry, wording),
                    "sources": self.sources.rows(PartnershipSource, entry.texts("sources")),
                },
            )


def pairs(wording, field, items):
    """The items with their Polish wording; both lists must be as long as each other."""
    rows = wording.entries(field)
    if len(rows) != len(items):
        raise wording.error(field, f"oczekiwano {len(items)} pozycji, jest {len(rows)}.")
    return list(zip(items, rows, strict=True))


def confirmed(items):
    """Only what was read in a source; how it was confirmed stands in the note."""
    return [item for item in items if item.text("status").startswith("confirmed")]


def confirmed_date(entry):
    """A year, month or day, without the remark some dates carry; empty when not confirmed."""
    if not entry.text("status").startswith("confirmed"):
        return ""
    value = entry.text("value")
    date = re.match(r"\d{4}(-\d{2}){0,2}(?= |$)", value)
    if not date:
        raise entry.error("value", f"„{value}” nie zaczyna się od roku.")
    return date[0]


def official_url(entry, wording):
    """The official page, unless its address was only guessed from a pattern."""
    return entry.text("official_url", "") if wording.flag("official_url_seen", True) else ""


def coordinators(wording):
    return [
        Coordinator(name=row.text("name"), country=row.text("country", ""))
        for row in wording.entries("coordinators")
    ]


def participants(entry, wording, cities):
    """Polish participants; one that is a city leads to its page."""
    people = confirmed(entry.entries("polish_participants"))
    return [
        PolishParticipant(
            name=participant.text("name_pl"),
            city=cities.pages.get(participant.text("name_pl")),
            role=row.text("role"),
            note=row.text("note", ""),
        )
        for participant, row in pairs(wording, "participants", people)
    ]


def actions(entry, wording):
    """Actions in Polish; the English title stays away where only its meaning was read."""
    items = entry.entry("actions").entries("items")
    return [
        PartnershipAction(
            number=str(item.fields.get("no") or ""),
            title=row.text("title"),
            title_en=row.text("title_en", item.text("title_en")),
        )
        for item, row in pairs(wording, "actions", items)
    ]
