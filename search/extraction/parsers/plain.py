"""TXT and CSV, in the one encoding that is taken at the upload."""

from collections.abc import Iterator

from ..outcome import Reason, Unreadable


def read(content: bytes, extension: str) -> Iterator[str]:
    if b"\0" in content:
        raise Unreadable(Reason.WRONG_KIND)
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Reason.ENCODING) from error
