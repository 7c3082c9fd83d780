"""Tables that are taken out of lists of the admin, and their cells."""


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
