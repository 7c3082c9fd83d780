"""The text of one file, within limits; run only in the sandbox, as the files come from anyone."""

import re
import zipfile
from collections.abc import Iterable
from importlib import import_module
from io import BytesIO

from knowledge.office import CONTAINERS, HasMacros, TooLarge, is_container

from .outcome import CHARACTERS_AT_MOST, PAGES_AT_MOST, Extract, Reason, Unreadable

PARSERS = {
    "pdf": "pdf",
    "docx": "word",
    "pptx": "slides",
    "xlsx": "sheets",
    "odt": "opendocument",
    "ods": "opendocument",
    "odp": "opendocument",
    "csv": "plain",
    "txt": "plain",
}


def extract(content: bytes, extension: str) -> Extract:
    """Read a file page by page, as far as the limits go."""
    extension = extension.lower()
    if extension not in PARSERS:
        raise Unreadable(Reason.UNKNOWN_KIND)
    if not content:
        return Extract([])
    if extension in CONTAINERS:
        _check_container(content, extension)
    # Each takes a while to load, and a file needs one.
    parser = import_module(f".parsers.{PARSERS[extension]}", __package__)
    return _within_limits(parser.read(content, extension))


def _check_container(content: bytes, extension: str) -> None:
    if content.startswith(_COMPOUND):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Unreadable(Reason.ENCRYPTED if is_locked else Reason.WRONG_KIND)
    try:
        is_genuine = is_container(BytesIO(content), extension)
    except TooLarge as error:
        raise Unreadable(Reason.TOO_LARGE) from error
    except HasMacros as error:
        raise Unreadable(Reason.MACROS) from error
    if not is_genuine:
        is_cut_off = content.startswith(b"PK") and not zipfile.is_zipfile(BytesIO(content))
        raise Unreadable(Reason.DAMAGED if is_cut_off else Reason.WRONG_KIND)


def _within_limits(pages: Iterable[str]) -> Extract:
    kept: list[str] = []
    room = CHARACTERS_AT_MOST
    for page in pages:
        if len(kept) == PAGES_AT_MOST or room == 0:
            return Extract(kept, truncated=True)
        kept.append(_clean(page[:room]))
        if len(page) > room:
            return Extract(kept, truncated=True)
        room -= len(page)
    return Extract(kept)


def _clean(text: str) -> str:
    """Words whole again, and no character that a database or a page would refuse."""
    text = _BROKEN_WORD.sub("", text)
    text = _UNPRINTABLE.sub(" ", text)
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # old or locked office files
# PDFium marks a hyphen at the end of a line; others leave a soft hyphen where a word was broken.
_BROKEN_WORD = re.compile(r"(?:[\x02\ufffe]|\xad)(?:\r?\n)?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\uffff]")
