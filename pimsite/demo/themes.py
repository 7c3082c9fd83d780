"""The vocabulary of themes."""

from knowledge.models import PageTheme, Theme

from .reading import by_key


class Themes:
    """Themes by key, with their Polish wording."""

    def __init__(self, book):
        self.entries = by_key(book.object("pim.json").entries("themes"), "key")
        self.wording = by_key(book.list("themes_pl.json"), "key")
        for key, entry in self.entries.items():
            if key not in self.wording:
                raise entry.error("key", "brakuje tego tematu w themes_pl.json.")
        self.saved = {}

    def load(self, writer):
        """Put all themes into the vocabulary, in the order of the data."""
        for number, (key, entry) in enumerate(self.entries.items(), start=1):
            wording = self.wording[key]
            self.saved[key] = writer.thing(
                entry,
                Theme,
                {"key": key},
                name=entry.text("name_pl"),
                name_en=entry.text("name_en"),
                slug=wording.text("slug"),
                colour=wording.chosen("colour", {value: value for value in Theme.Colour.values}),
                icon=wording.text("icon"),
                description=entry.text("objectives_pl", ""),
                sort_order=number,
            )

    def known(self, entry, field, key):
        """The key, if it is one of a theme."""
        if key not in self.entries:
            raise entry.error(field, f"nieznany temat „{key}”.")
        return key

    def links(self, keys):
        """Theme links for a page; the first theme is its main one."""
        return [PageTheme(theme=self.saved[key]) for key in keys]
