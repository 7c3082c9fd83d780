"""A table that someone sent, CSV or XLSX: read whole, or refused with the reason."""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import PurePath
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.office import HasMacros, TooLarge, is_container

MOST_BYTES = 25 * 1024 * 1024  # 5,000 practices of real length are 12
MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 30_000  # characters
_XLSX_FAULTS = (
    *(BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, IndexError),
    *(AttributeError, EOFError, OSError, ParseError),
)
_DELIMITERS = ";,\t"
_RISKY = ("=", "+", "-", "@", "\t")  # a spreadsheet would take the cell for a formula


class TableError(ValueError):
    """The file cannot be used at all; the message says in Polish what to mend."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in one place of a table."""

    line: int
    column: str
    message: str


@dataclass
class Row:
    """One line of the table: its number in the file, and its cells by heading."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """Headings and rows as they were sent, and what is wrong with single cells."""

    headings: list[str]
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)


def read_table(name: str, content: bytes) -> Table:
    """The table in a file of this name; raises TableError."""
    extension = PurePath(name).suffix.lower()
    if not content:
        raise TableError(_("Plik jest pusty."))
    if len(content) > MOST_BYTES:
        raise TableError(
            _("Plik jest za duży: najwyżej %(most)s MB. Podziel go na części.")
            % {"most": MOST_BYTES // 1024**2}
        )
    if extension == ".csv":
        return _table(_csv_lines(content))
    if extension == ".xlsx":
        return _table(_xlsx_lines(content))
    raise TableError(_("Tego rodzaju pliku nie wczytamy. Zapisz tabelę jako XLSX albo CSV UTF-8."))


def plain(text: str) -> str:
    """A cell as it was meant: without the apostrophe that `guarded` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def _table(lines) -> Table:
    """The first line are headings; the others are rows, if anything stands in them."""
    try:
        _number, headings, problems = next(lines)
    except StopIteration as stop:
        raise TableError(_("Plik jest pusty.")) from stop
    headings = [heading.strip() for heading in headings]
    while headings and not headings[-1]:
        headings.pop()
    _check_headings(headings)
    table = Table(headings, [], list(problems))
    for number, cells, problems in lines:
        if any(cell.strip() for cell in cells) or problems:
            table.rows.append(Row(number, dict(zip(headings, cells, strict=False))))
            table.problems += [*problems, *_shape(number, cells, headings)]
        if len(table.rows) > MOST_ROWS:
            raise TableError(
                _("Tabela ma więcej niż %(most)s wierszy. Podziel ją na części.")
                % {"most": MOST_ROWS}
            )
    if not table.rows:
        raise TableError(_("W pliku nie ma żadnego wiersza z danymi."))
    return table


def _check_headings(headings: list[str]) -> None:
    if len(headings) > MOST_COLUMNS:
        raise TableError(_("Tabela ma za dużo kolumn."))
    if not all(headings):
        raise TableError(_("Pierwszy wiersz ma nazywać kolumny, a jedna z nich nie ma nazwy."))
    lowered = [heading.casefold() for heading in headings]
    for heading in headings:
        if lowered.count(heading.casefold()) > 1:
            raise TableError(_("Kolumna „%(name)s” jest dwa razy.") % {"name": heading[:60]})


def _shape(number: int, cells: list[str], headings: list[str]):
    """A line shorter or longer than the headings was cut off or shifted."""
    if len(cells) < len(headings):
        message = _("W tym wierszu jest mniej komórek niż kolumn: plik mógł zostać ucięty.")
        yield Problem(number, headings[len(cells)], message)
    if any(cell.strip() for cell in cells[len(headings) :]):
        message = _("W tym wierszu jest więcej komórek niż kolumn: coś się przesunęło.")
        yield Problem(number, headings[-1], message)
    for heading, cell in zip(headings, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            yield Problem(number, heading, _("Ten tekst jest za długi."))


def _csv_lines(content: bytes):
    if content.startswith(b"PK"):
        raise TableError(_("To nie jest CSV, tylko arkusz. Zmień nazwę na .xlsx."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(
            _(
                "Plik nie jest zapisany w kodowaniu UTF-8. "
                "W Excelu wybierz „Zapisz jako” i „CSV UTF-8”."
            )
        ) from error
    if "\0" in text:
        raise TableError(_("To nie jest plik CSV."))
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(
                _(
                    "Od wiersza %(line)s pliku nie da się odczytać: "
                    "brakuje cudzysłowu albo plik został ucięty."
                )
                % {"line": start}
            ) from error
        yield start, [plain(cell) for cell in cells], []


def _xlsx_lines(content: bytes):
    try:
        genuine = is_container(BytesIO(content), "xlsx")
    except HasMacros as error:
        raise TableError(_("Plik ma makra. Zapisz go jako zwykły XLSX, bez makr.")) from error
    except TooLarge as error:
        raise TableError(_("Plik po rozpakowaniu jest za duży.")) from error
    if not genuine:
        raise TableError(
            _("To nie jest arkusz XLSX albo plik jest uszkodzony. Zapisz go jeszcze raz.")
        )
    try:
        book = load_workbook(BytesIO(content), read_only=True)
        headings: list[str] = []
        for number, cells in enumerate(book.worksheets[0].iter_rows(), start=1):
            texts = [_text(cell.value) for cell in cells[:MOST_COLUMNS]]
            headings = headings or texts
            yield number, texts, list(_faulty(number, cells, headings))
    except _XLSX_FAULTS as error:
        raise TableError(_("Arkusza nie da się odczytać: plik jest uszkodzony.")) from error


def _faulty(number: int, cells, headings: list[str]):
    """A formula or an error of the spreadsheet is no value."""
    for cell, heading in zip(cells, headings, strict=False):
        if cell.data_type == "f":
            yield Problem(number, heading, _("Tu jest formuła. Wklej jej wynik jako wartość."))
        elif cell.data_type == "e":
            yield Problem(number, heading, _("Tu jest błąd arkusza (%s).") % cell.value)


def _text(value) -> str:
    """A cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("tak") if value else _("nie")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return plain(str(value))
