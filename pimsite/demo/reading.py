"""Data files taken apart field by field; a mistake is named with its file, entry and field."""

import json
from math import isfinite
from pathlib import Path

REQUIRED = object()
LABELS = ("slug", "key", "name", "name_pl", "title")


class DataError(Exception):
    """Wrong data, told in Polish so that the person who wrote the file can mend it."""


class Entry:
    """One object of a data file: gives its fields by name and type and knows its own address."""

    def __init__(self, place, number, fields):
        self.place = place
        self.number = number
        if not isinstance(fields, dict):
            raise DataError(f"{self.place}, wpis {number}: oczekiwano obiektu {{…}}.")
        self.fields = fields

    def __str__(self):
        if not self.number:
            return self.place
        label = next((self.fields[name] for name in LABELS if self.fields.get(name)), None)
        return f"{self.place}, wpis {self.number}" + (f" („{label}”)" if label else "")

    def __contains__(self, field):
        return self.fields.get(field) is not None

    def error(self, field, message):
        """The exception to raise for this field."""
        return DataError(f"{self}, pole „{field}”: {message}")

    def text(self, field, default=REQUIRED):
        """A text with something in it; null and absence give the default."""
        value = self._typed(field, str, "tekstu", default)
        if isinstance(value, str) and not value.strip() and default is REQUIRED:
            raise self.error(field, "tekst jest pusty.")
        if isinstance(value, str) and "\0" in value:
            raise self.error(field, "tekst zawiera znak NUL.")
        return value

    def whole(self, field, default=REQUIRED):
        """A whole number."""
        return self._typed(field, int, "liczby całkowitej", default)

    def number_or_none(self, field):
        """A number, or nothing where the source is silent."""
        value = self._typed(field, (int, float), "liczby", None)
        if value is not None and not isfinite(value):
            raise self.error(field, "to nie jest liczba.")
        return value

    def year(self, field):
        """A year that can be true, or nothing where the source is silent."""
        value = self.whole(field, None)
        if value is not None and not 1900 <= value <= 2100:
            raise self.error(field, f"rok {value} jest poza zakresem 1900–2100.")
        return value

    def flag(self, field, default=REQUIRED):
        """True or false."""
        return self._typed(field, bool, "wartości true albo false", default)

    def texts(self, field, default=REQUIRED):
        """A list of texts."""
        values = self._typed(field, list, "listy", default)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(field, "lista może zawierać tylko niepuste teksty.")
        if len({value.casefold() for value in values}) < len(values):
            raise self.error(field, "coś na liście się powtarza.")
        return values

    def chosen(self, field, choices, default=REQUIRED):
        """What the text stands for in a vocabulary."""
        value = self.text(field, default)
        if value is default:
            return default
        if value not in choices:
            raise self.error(field, f"nieznana wartość „{value}”.")
        return choices[value]

    def entry(self, field):
        """A nested object."""
        return Entry(f"{self}, {field}", None, self._typed(field, dict, "obiektu {…}", REQUIRED))

    def entries(self, field, default=REQUIRED):
        """A list of nested objects."""
        return entries(f"{self}, {field}", self._typed(field, list, "listy", default))

    def _typed(self, field, kind, expected, default):
        value = self.fields.get(field)
        if value is None:
            if default is not REQUIRED:
                return default
            raise self.error(field, "brakuje wartości.")
        # bool is an int to Python, not to a person.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.error(field, f"oczekiwano {expected}, jest {value!r}.")
        return value


class Book:
    """The folder of data files."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def list(self, name):
        """The entries of a file that holds a list."""
        data = self._json(name)
        if not isinstance(data, list):
            raise DataError(f"{name}: oczekiwano listy […].")
        return entries(name, data)

    def object(self, name):
        """The one entry of a file that holds an object."""
        data = self._json(name)
        if not isinstance(data, dict):
            raise DataError(f"{name}: oczekiwano obiektu {{…}}.")
        return Entry(name, None, data)

    def text(self, name):
        """A file of text."""
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise DataError(f"{name}: nie ma takiego pliku w {self.folder}.") from None
        except UnicodeDecodeError as error:
            raise DataError(f"{name}: to nie jest UTF-8 (bajt {error.start}).") from None

    def _json(self, name):
        try:
            return json.loads(self.text(name))
        except json.JSONDecodeError as error:
            where = f"wiersz {error.lineno}, kolumna {error.colno}"
            raise DataError(f"{name}: to nie jest poprawny JSON ({where}).") from None


def entries(place, values):
    """Entries of a list, numbered from one as a person counts."""
    return [Entry(place, number, value) for number, value in enumerate(values, start=1)]


def by_key(rows, field):
    """Entries by a field that must not repeat."""
    found = {}
    for row in rows:
        key = row.text(field)
        if key in found:
            raise row.error(
                field, f"„{key}” powtarza się (pierwszy raz: wpis {found[key].number})."
            )
        found[key] = row
    return found
