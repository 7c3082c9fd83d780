"""Addresses of a search and of the searches beside it."""

from dataclasses import dataclass

from django.http import QueryDict


class Address:
    """A search as a query string: one order of keys, nothing empty, always the first page."""

    def __init__(
        self,
        query: str,
        filters: dict[str, list[str]],
        sort: str,
        *,
        view: str = "",
        exact: bool = False,
    ):
        self.query, self.filters, self.sort = query, filters, sort
        self.view, self.exact = view, exact

    def without(self, name: str, value: str | None = None) -> "Address":
        """The same search without one value of a filter, or without the whole filter."""
        kept = [each for each in self.filters[name] if value is not None and each != value]
        return self._with(filters={**self.filters, name: kept})

    def only(self, name: str, value: str) -> "Address":
        """The list of what has this value of a filter, whatever else of it was chosen."""
        return self._with(filters={**self.filters, name: [value]}, view="")

    def seen_as(self, view: str) -> "Address":
        """The same search as a list or as a map."""
        return self._with(view=view)

    def without_filters(self) -> "Address":
        """The same words everywhere."""
        return self._with(filters={})

    def without_query(self) -> "Address":
        """The same filters for any words."""
        return self._with(query="", exact=False)

    def with_query(self, query: str) -> "Address":
        """The same filters for other words."""
        return self._with(query=query, exact=False)

    def exactly(self) -> "Address":
        """The same words, and no typo put right."""
        return self._with(exact=True)

    def _with(self, **changes) -> "Address":
        return Address(**{**vars(self), **changes})

    def __str__(self):
        parameters = QueryDict(mutable=True)
        parts = {"q": [self.query], **self.filters, "sort": [self.sort], "widok": [self.view]}
        parts["dokladnie"] = ["1" if self.exact else ""]
        for name, values in parts.items():
            if any(values):
                parameters.setlist(name, values)
        return f"?{parameters.urlencode()}"


@dataclass
class Chip:
    """A choice of the reader, and the address without it."""

    label: str
    remove_url: str


@dataclass
class Relaxation:
    """How to ask less than a search in vain did, and how much is found then."""

    label: str
    url: str
    count: int


@dataclass
class Correction:
    """A typo that was put right, and the address that leaves it as it was typed."""

    typed: str
    shown: str
    exact_url: str
