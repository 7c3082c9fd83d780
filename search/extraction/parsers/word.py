"""DOCX; its pages are made when it is printed, so that to us it has one."""

from collections.abc import Iterator
from io import BytesIO

import docx

from .markup import words


def read(content: bytes, extension: str) -> Iterator[str]:
    yield words(docx.Document(BytesIO(content)).element.body)
