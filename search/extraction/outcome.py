"""What reading a file can end in; plain, for the child process that has no Django."""

from dataclasses import dataclass
from enum import StrEnum

PAGES_AT_MOST = 500
CHARACTERS_AT_MOST = 500_000


class Reason(StrEnum):
    """Why a file could not be read."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    WRONG_KIND = "wrong kind"
    MACROS = "macros"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"
    ENCODING = "encoding"
    NO_FILE = "no file"
    UNKNOWN_KIND = "unknown kind"


@dataclass
class Extract:
    """The text of a file: one string a page, sheet or slide; a format without them has one."""

    pages: list[str]
    truncated: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(self.pages)


class Unreadable(Exception):
    """The file says nothing to us, for a reason."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason
