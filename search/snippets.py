"""Passages that matched, with every inflected form of the query's words marked."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from whoosh.analysis import Token
from whoosh.highlight import (
    FIRST,
    BasicFragmentScorer,
    ContextFragmenter,
    Formatter,
    WholeFragmenter,
    top_fragments,
)

from .morphology import Reading
from .polish import places

LENGTH = 200  # characters of a passage that begins a text: about two lines
PASSAGE, SURROUND = 110, 40  # of each passage around what matched, before words are completed
PASSAGES = 2
REACH = 200  # characters from a match within which words may be shown with it


@dataclass(frozen=True)
class Marks:
    """Keys to mark: of words by themselves, and of words that only mean something together."""

    words: frozenset[str] = frozenset()
    runs: frozenset[tuple[frozenset[str], ...]] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Every key, wherever its word stands."""
        return self.words.union(*(part for run in self.runs for part in run))


class MarkFormatter(Formatter):
    """Escapes everything and puts <mark> around what matched."""

    between = " … "

    def _text(self, text):
        return escape(text)

    def format_token(self, text, token, replace=False):
        return f"<mark>{escape(text[token.startchar : token.endchar])}</mark>"


def marked(text: str, marks: Marks) -> SafeString:
    """The whole text with what matched marked."""
    return _html(text, list(WholeFragmenter().fragment_tokens(text, _tokens(text, marks))))


def snippet(text: str, marks: Marks) -> SafeString:
    """The best passages of a text, or its beginning where nothing matched."""
    fragmenter = ContextFragmenter(maxchars=PASSAGE, surround=SURROUND)
    fragments = fragmenter.fragment_tokens(text, _tokens(text, marks))
    best = top_fragments(fragments, PASSAGES, BasicFragmentScorer(), FIRST)
    if not best and marks.runs:  # its words stand apart: they say why the page was found
        return snippet(text, Marks(marks.keys))
    if not best:
        return escape(Truncator(text.split("\n", 1)[0]).chars(LENGTH, truncate="…"))
    before = "…" if best[0].startchar else ""
    after = "…" if best[-1].endchar < len(text.rstrip()) else ""
    return mark_safe(before + _html(text, best) + after)


def _tokens(text: str, marks: Marks) -> Iterator[Token]:
    """Words that match, and those near enough to be shown with them.

    The text of a match is its key, so that passages with more keys win.
    """
    spans = places(text)
    starts = [start for start, _, _ in spans]
    matches = _matches([reading for _, _, reading in spans], marks)
    token = Token(chars=True, boost=1.0)
    told = 0
    for match in sorted(matches):
        first = max(told, bisect_left(starts, starts[match] - REACH))
        told = max(told, bisect_left(starts, starts[match] + REACH))
        for place in range(first, told):
            token.startchar, token.endchar, near = spans[place]
            token.matched = place in matches
            token.text = matches.get(place, near.form)
            yield token


def _matches(readings: list[Reading], marks: Marks) -> dict[int, str]:
    """Places of the words that match, each with its key."""
    found = _together(readings, marks.runs) if marks.runs else {}
    for place, reading in enumerate(readings):
        if not marks.words.isdisjoint(reading.keys):
            found[place] = min(marks.words & reading.keys)
    return found


def _together(readings: list[Reading], runs: frozenset[tuple[frozenset[str], ...]]):
    """The same for whole runs: the „miasta” of „odnowa miasta” is no match alone."""
    read = [(place, each.keys) for place, each in enumerate(readings) if not each.is_function]
    firsts = frozenset().union(*(run[0] for run in runs))
    begun = [start for start, (_, keys) in enumerate(read) if not firsts.isdisjoint(keys)]
    found = {}
    for start in begun:
        for run in runs:
            stand = list(zip(run, read[start : start + len(run)], strict=False))
            if len(stand) == len(run) and all(part & keys for part, (_, keys) in stand):
                found |= {place: min(part & keys) for part, (place, keys) in stand}
    return found


def _html(text: str, fragments) -> SafeString:
    html = MarkFormatter().format(fragments)
    joined = html.replace("</mark> <mark>", " ")
    return mark_safe(joined.replace("\n", " "))
