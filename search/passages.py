"""Where in a long file the words of a query stand: the page, and the passage."""

import re

from django.utils.safestring import SafeString

from .folding import fold
from .snippets import Marks, snippet

BETWEEN_PAGES = "\f"
BEFORE, LENGTH = 600, 3000  # characters of a file that are read again for one passage
_SHORTEST_STEM, _LONGEST_ENDING = 4, 3


def passage(text: str, marks: Marks) -> tuple[int | None, SafeString]:
    """Number of the page that has most of these words, and the best passage of it.

    A file may be a book, so it is not analysed again: pages are compared by the beginnings of
    the words, and only the neighbourhood of the first match is read. The number is None for a
    file of one page.
    """
    pages = text.split(BETWEEN_PAGES)
    stems = _beginning_with(_stems(marks.keys))
    folded = [fold(page) for page in pages]
    found = [len(set(stems.findall(page))) for page in folded]
    best = max(range(len(pages)), key=lambda number: (found[number], -number))
    first = stems.search(folded[best])
    start = max(0, first.start() - BEFORE) if first else 0
    return (
        best + 1 if len(pages) > 1 else None,
        snippet(pages[best][start : start + LENGTH], marks),
    )


def _beginning_with(stems: set[str]) -> re.Pattern:
    """Words that begin so: the „bo” of BO stands in no robota."""
    longest_first = "|".join(sorted(map(re.escape, stems), reverse=True))
    return re.compile(rf"\b(?:{longest_first or '(?!)'})")


def _stems(marks: frozenset[str]) -> set[str]:
    """What every form of a word begins with, near enough."""
    words = {fold(mark) for mark in marks}
    return {word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)] for word in words if word}
