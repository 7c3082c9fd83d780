"""XLSX: sheets as the tabs show them; hidden ones are not for the reader."""

from collections.abc import Iterator
from io import BytesIO

import openpyxl

from ..outcome import CHARACTERS_AT_MOST


def read(content: bytes, extension: str) -> Iterator[str]:
    file = BytesIO(content)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # as declared they may be a million empty rows
            yield _joined(_rows_of(sheet))


def _rows_of(sheet) -> Iterator[str]:
    for row in sheet.iter_rows(values_only=True):
        line = "\t".join(str(value) for value in row if value is not None)
        if line:
            yield line


def _joined(lines: Iterator[str]) -> str:
    """Lines as one text, not reading on when it is longer than anything we keep."""
    kept: list[str] = []
    length = 0
    for line in lines:
        kept.append(line)
        length += len(line) + 1
        if length > CHARACTERS_AT_MOST + 1:
            break
    return "\n".join(kept)
