"""Addresses of a search and of the searches beside it."""

from django.http import QueryDict


class Address:
    """A search as a query string: one order of keys, nothing empty, always the first page."""

    def __init__(self, query: str, filters: dict[str, list[str]], sort: str, view: str = ""):
        self.query, self.filters, self.sort, self.view = query, filters, sort, view

    def without(self, name: str, value: str | None = None) -> "Address":
        """The same search without one value of a filter, or without the whole filter."""
        kept = [each for each in self.filters[name] if value is not None and each != value]
        return Address(self.query, {**self.filters, name: kept}, self.sort, self.view)

    def only(self, name: str, value: str) -> "Address":
        """The list of what has this value of a filter, whatever else of it was chosen."""
        return Address(self.query, {**self.filters, name: [value]}, self.sort)

    def seen_as(self, view: str) -> "Address":
        """The same search as a list or as a map."""
        return Address(self.query, self.filters, self.sort, view)

    def without_filters(self) -> "Address":
        """The same words everywhere."""
        return Address(self.query, {}, self.sort, self.view)

    def without_query(self) -> "Address":
        """The same filters for any words."""
        return Address("", self.filters, self.sort, self.view)

    def __str__(self):
        parameters = QueryDict(mutable=True)
        named = {"q": [self.query], **self.filters, "sort": [self.sort], "widok": [self.view]}
        for name, values in named.items():
            if any(values):
                parameters.setlist(name, values)
        return f"?{parameters.urlencode()}"
