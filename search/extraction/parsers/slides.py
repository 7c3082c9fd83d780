"""PPTX: each slide with the notes of its speaker."""

from collections.abc import Iterator
from io import BytesIO

import pptx

from .markup import words


def read(content: bytes, extension: str) -> Iterator[str]:
    for slide in pptx.Presentation(BytesIO(content)).slides:
        parts = [slide, slide.notes_slide] if slide.has_notes_slide else [slide]
        yield "\n".join(words(part.element) for part in parts)
