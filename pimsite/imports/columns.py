"""What may stand in a column: how a cell is read, and how a page fills it when sent out."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _


class CellError(ValueError):
    """A cell that cannot be read; the message says in Polish what to write."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, the field it fills, and a word of help."""

    heading: str
    field: str
    help: str = ""
    read: Callable[[str], Any] = str
    show: Callable[[Any], str] = str
    is_required: bool = False


def text(value: str) -> str:
    return value.strip()


def paragraphs(value: str) -> str:
    """Rich text of plain text: a line is a paragraph."""
    lines = (line.strip() for line in value.splitlines())
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def without_tags(html: str) -> str:
    """The same backwards; lists and bold are lost."""
    spaced = html.replace("</p>", "\n").replace("</li>", "\n").replace("<br/>", "\n")
    lines = (line.strip() for line in unescape(strip_tags(spaced)).splitlines())
    return "\n".join(line for line in lines if line)


def whole_number(value: str) -> int | None:
    digits = value.replace(" ", "").replace("\u00a0", "")
    if not digits:
        return None
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise CellError(_("Wpisz liczbę całkowitą."))
    return int(digits)


def decimal(value: str) -> float | None:
    if not value.strip():
        return None
    try:
        number = float(value.replace(",", "."))
    except ValueError as error:
        raise CellError(_("Wpisz liczbę, np. 54,52.")) from error
    if number != number or number in (float("inf"), float("-inf")):
        raise CellError(_("Wpisz liczbę, np. 54,52."))
    return number


def one_of(choices) -> Callable[[str], str]:
    """A value of an enumeration, given as it stands in addresses or as people read it."""

    def read(value: str) -> str:
        value = value.strip()
        known = {str(label).casefold(): key for key, label in choices.choices}
        known |= {key.casefold(): key for key in choices.values}
        if value and value.casefold() not in known:
            labels = ", ".join(str(label) for label in choices.labels)
            raise CellError(
                _("Nie ma wartości „%(value)s”. Może być: %(labels)s.")
                % {"value": value[:60], "labels": labels}
            )
        return known.get(value.casefold(), "")

    return read


def label_of(choices) -> Callable[[str], str]:
    """A value of an enumeration as people read it."""

    def show(value: str) -> str:
        return str(choices(value).label) if value else ""

    return show


def listed(value: str) -> list[str]:
    """Values divided by semicolons, each once."""
    return list(dict.fromkeys(part.strip() for part in value.split(";") if part.strip()))


def number(value) -> str:
    return "" if value is None else str(value)
