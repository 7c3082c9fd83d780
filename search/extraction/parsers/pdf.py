"""PDF by the reader that browsers use."""

from collections.abc import Iterator

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from ..outcome import Reason, Unreadable


def read(content: bytes, extension: str) -> Iterator[str]:
    """A page that cannot be shown is passed over, unless none can."""
    document = _open(content)
    shown = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield ""
            continue
        shown += 1
        yield page.get_textpage().get_text_bounded()
        page.close()
    if not shown:
        raise Unreadable(Reason.DAMAGED)


def _open(content: bytes) -> pypdfium2.PdfDocument:
    if b"%PDF-" not in content[:1024]:
        raise Unreadable(Reason.WRONG_KIND)
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == FPDF_ERR_PASSWORD
        raise Unreadable(Reason.ENCRYPTED if is_locked else Reason.DAMAGED) from error
