"""ODT, ODS and ODP: what stands in paragraphs and headings, by sheet or slide.

Read with lxml: odfpy has had no release since 2020 and loads every picture.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from ..outcome import Reason, Unreadable
from .markup import flow

NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
PAGE = {
    "odt": NAMESPACE % "office" + "text",
    "ods": NAMESPACE % "table" + "table",
    "odp": NAMESPACE % "drawing" + "page",
}
BLOCKS = {NAMESPACE % "text" + name for name in ("p", "h")}
GAPS = {NAMESPACE % "text" + name for name in ("s", "tab", "line-break")}


def read(content: bytes, extension: str) -> Iterator[str]:
    for page in _open(content).iter(PAGE[extension]):
        yield flow(page, BLOCKS, GAPS)


def _open(content: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable(Reason.ENCRYPTED)
        with archive.open("content.xml") as member:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.parse(member, parser).getroot()
