"""What can be imported: columns, and what becomes of a row."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .columns import CellError, Column
from .table import Problem, Row, Table, TableError


class RowError(ValueError):
    """A row that cannot be used; names the field and says in Polish what to mend."""

    def __init__(self, name: str, message: str):
        super().__init__(message)
        self.name = name


class Wanted(Protocol):
    """What a row asks for, not yet written."""

    is_new: bool
    is_changed: bool


class Kind(ABC):
    """One kind of thing that rows stand for; subclasses name its columns.

    An instance reads one table: it remembers what it met.
    """

    slug: str
    label: str
    columns: list[Column]
    left_note = ""  # before the number of what could not be taken back, unless that is pages
    list_name = ""  # of the address where what was written is listed
    write_label = gettext_lazy("Zapisz jako szkice")
    undo_note = gettext_lazy("Cofnięcie usuwa szkice, których od importu nikt nie zmienił.")

    def __init__(self):
        self._headings = {column.field: column.heading for column in self.columns}

    def check_headings(self, table: Table) -> None:
        """Raise TableError for a column that is unknown or missing."""
        known = set(self._headings.values())
        for heading in table.headings:
            if heading not in known:
                raise TableError(
                    _("Nie znamy kolumny „%(name)s”. Weź nagłówki z szablonu.")
                    % {"name": heading[:60]}
                )
        for column in self.columns:
            if column.is_required and column.heading not in table.headings:
                raise TableError(_("Brakuje kolumny „%(name)s”.") % {"name": column.heading})

    @abstractmethod
    def draft(self, row: Row) -> tuple[Wanted | None, list[Problem]]:
        """What this row asks for, or everything that is wrong with it."""

    @abstractmethod
    def rows(self) -> Iterable[list[str]]:
        """Everything of this kind as rows, for a table of it."""

    @abstractmethod
    def write(self, source, draft: Wanted) -> None:
        """Write what a row asks for, and note that this import did."""

    @abstractmethod
    def take_back(self, source) -> int:
        """Undo what this import wrote and nobody touched since; return how much stays."""

    def finish(self, source) -> None:
        """Do what has to wait till everything is written; most kinds have nothing of the sort."""
        return

    def _read(self, row: Row) -> tuple[dict[str, Any], list[Problem]]:
        values, problems = {}, []
        for column in self.columns:
            cell = row.cells.get(column.heading)
            if cell is None:
                continue
            if column.is_required and not cell.strip():
                message = _("Ta komórka nie może być pusta.")
                problems.append(Problem(row.line, column.heading, message))
                continue
            try:
                values[column.field] = column.read(cell)
            except CellError as error:
                problems.append(Problem(row.line, column.heading, str(error)))
        return values, problems


KINDS: dict[str, type[Kind]] = {}


def register(kind: type[Kind]) -> type[Kind]:
    """Offer this kind on the page of imports."""
    KINDS[kind.slug] = kind
    return kind
