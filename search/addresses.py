"""Addresses of a search and of the searches beside it."""

from django.http import QueryDict


class Address:
    """A search as a query string: one order of keys, nothing empty, always the first page."""

    def __init__(self, query: str, filters: dict[str, list[str]], sort: str):
        self.query, self.filters, self.sort = query, filters, sort

    def without(self, name: str, value: str | None = None) -> "Address":
        """The same search without one value of a filter, or without the whole filter."""
        kept = [each for each in self.filters[name] if value is not None and each != value]
        return Address(self.query, {**self.filters, name: kept}, self.sort)

    def without_filters(self) -> "Address":
        """The same words everywhere."""
        return Address(self.query, {}, self.sort)

    def without_query(self) -> "Address":
        """The same filters for any words."""
        return Address("", self.filters, self.sort)

    def __str__(self):
        parameters = QueryDict(mutable=True)
        for name, values in {"q": [self.query], **self.filters, "sort": [self.sort]}.items():
            if any(values):
                parameters.setlist(name, values)
        return f"?{parameters.urlencode()}"
