"""Lists in Polish alphabetical order, the same whatever the database's collation."""

from collections.abc import Sequence

from search.collation import polish_order


class Alphabetical(Sequence):
    """A queryset sorted by a column of text; only the rows of a page are fetched whole."""

    def __init__(self, queryset, column, *, reverse=False):
        self.queryset = queryset
        names = queryset.order_by("pk").values_list("pk", column)
        ordered = sorted(names, key=lambda row: polish_order(row[1] or ""), reverse=reverse)
        self.keys = [key for key, _name in ordered]

    def __len__(self):
        return len(self.keys)

    def __getitem__(self, place):
        if not isinstance(place, slice):
            return self.queryset.get(pk=self.keys[place])
        keys = self.keys[place]
        rows = {row.pk: row for row in self.queryset.filter(pk__in=keys)}
        return [rows[key] for key in keys]

    def __iter__(self):
        return iter(self[:])


class OfficeList:
    """What lists of the secretariat share: columns named here are sorted as in a dictionary."""

    text_columns = ()

    def get_filtered_queryset(self):
        rows = super().get_filtered_queryset()
        order = self.ordering or ""
        column = order.removeprefix("-")
        if column not in self.text_columns:
            return rows
        return Alphabetical(rows, column, reverse=order.startswith("-"))
