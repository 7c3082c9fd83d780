"""The same tables sent out: all pages of a kind, or only the headings to begin with."""

import csv
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from .kinds import Kind
from .table import guarded

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(kind: Kind, extension: str, *, with_pages: bool) -> bytes:
    """A file of the kind's columns, with a row for each page or none."""
    rows = [[str(column.heading) for column in kind.columns]]
    if with_pages:
        rows += kind.rows()
    return _csv(rows) if extension == "csv" else _xlsx(rows, kind)


def _csv(rows: list[list[str]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str]], kind: Kind) -> bytes:
    """A second sheet explains the columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(kind.label)[:31])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    help_sheet = book.create_sheet(_("Objaśnienia"))
    for column in kind.columns:
        note = _("wymagane") if column.is_required else ""
        help_sheet.append([_cell(help_sheet, text) for text in (column.heading, note, column.help)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet, text) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value="")
    cell.value = guarded(str(text))
    cell.data_type = "s"
    return cell
