"""What the networks of an edition left behind."""

from networks.models import OutputPage

from .links import body
from .reading import by_key

KINDS = {value: value for value in OutputPage.Kind.values}


class Outputs:
    """Outputs of whole editions."""

    def __init__(self, book, editions, themes, sources):
        self.editions, self.themes, self.sources = editions, themes, sources
        self.entries = by_key(book.object("networks_pl.json").entries("outputs"), "key")

    def check(self):
        """Refuse an output of an unknown edition, theme or source."""
        for entry in self.entries.values():
            self.editions.require(entry, "edition")
            entry.chosen("kind", KINDS)
            self.sources.require(entry, "sources")
            for theme in entry.texts("themes"):
                self.themes.known(entry, "themes", theme)

    def load(self, writer, index):
        """Make the output pages; networks link to them, so they come first."""
        for key, entry in self.entries.items():
            edition = entry.text("edition")
            report, announced = entry.texts("sources")
            writer.page(
                entry,
                OutputPage,
                index,
                key,
                title=entry.text("title"),
                slug=entry.text("slug"),
                lead=entry.text("lead"),
                kind=entry.text("kind"),
                edition=self.editions.saved[edition],
                published=entry.text("published"),
                external_url=self.sources.url(report),
                source_name=self.sources.title(announced),
                source_url=self.sources.url(announced),
                rows={"theme_links": self.themes.links(entry.texts("themes"))},
                tags=entry.texts("tags"),
            )

    def load_bodies(self, writer, index):
        """Write the texts, which link back to the networks."""
        for key, entry in self.entries.items():
            text = body(entry, f"output:{key}", index)
            writer.page(entry, OutputPage, index, key, body=text)
