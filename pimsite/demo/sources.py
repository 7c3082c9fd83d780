"""Where the facts of the library were read, under Polish titles."""

from .reading import by_key


class Sources:
    """Sources by key."""

    def __init__(self, book):
        self.titles = by_key(book.list("sources_pl.json"), "key")
        self.addresses = book.object("pim.json").entry("sources")

    def require(self, entry, field):
        """Refuse a source that is not on the list."""
        for key in entry.texts(field):
            if key not in self.addresses.fields or key not in self.titles:
                raise entry.error(field, f"nieznane źródło „{key}”.")
        return entry.texts(field)

    def title(self, key):
        return self.titles[key].text("title")

    def url(self, key):
        """The address; a source that is a file of the project has none."""
        url = self.addresses.entry(key).text("url")
        return url if url.startswith("http") else ""

    def rows(self, model, keys):
        """The sources as child rows of a page."""
        return [model(title=self.title(key), url=self.url(key)) for key in keys]
