"""Tables that are taken out of lists and pages, and their cells."""

import csv
from io import StringIO

from django.http import HttpResponse


def csv_response(rows, name):
    """The rows as a file that a Polish spreadsheet opens by itself; what is unknown stays empty."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow("" if cell is None else harmless(str(cell)) for cell in row)
    content = out.getvalue().encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def harmless(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class HarmlessExport:
    """Whatever people wrote is text in the file, in every column: for Wagtail's export views."""

    def preprocess_field_value(self, field, value, export_format):
        written = super().preprocess_field_value(field, value, export_format)
        is_text = export_format == self.FORMAT_CSV and isinstance(written, str)
        return harmless(written) if is_text else written  # in a workbook Wagtail sees to it


class ColumnsExport(HarmlessExport):
    """What is shown is taken out, under the same headings."""

    @property
    def list_export(self):
        return [column.name for column in self.columns]

    @property
    def export_headings(self):
        return {column.name: column.label for column in self.columns}
