"""Passages that matched, with every inflected form of the query's words marked."""

from bisect import bisect_left
from collections.abc import Iterator

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

from .polish import places

LENGTH = 200  # characters of a passage that begins a text: about two lines
PASSAGE, SURROUND = 110, 40  # of each passage around what matched, before words are completed
PASSAGES = 2
REACH = 200  # characters from a match within which words may be shown with it


class MarkFormatter(Formatter):
    """Escapes everything and puts <mark> around what matched."""

    between = " … "

    def _text(self, text):
        return escape(text)

    def format_token(self, text, token, replace=False):
        return f"<mark>{escape(text[token.startchar : token.endchar])}</mark>"


def marked(text: str, keys: frozenset[str]) -> SafeString:
    """The whole text with what matched marked."""
    return _html(text, list(WholeFragmenter().fragment_tokens(text, _tokens(text, keys))))


def snippet(text: str, keys: frozenset[str]) -> SafeString:
    """The best passages of a text, or its beginning where nothing matched."""
    fragmenter = ContextFragmenter(maxchars=PASSAGE, surround=SURROUND)
    fragments = fragmenter.fragment_tokens(text, _tokens(text, keys)) if keys else []
    best = top_fragments(fragments, PASSAGES, BasicFragmentScorer(), FIRST)
    if not best:
        return escape(Truncator(text.split("\n", 1)[0]).chars(LENGTH, truncate="…"))
    before = "…" if best[0].startchar else ""
    after = "…" if best[-1].endchar < len(text.rstrip()) else ""
    return mark_safe(before + _html(text, best) + after)


def _tokens(text: str, keys: frozenset[str]) -> Iterator[Token]:
    """Words that match, and those near enough to be shown with them.

    The text of a match is its key, so that passages with more keys win.
    """
    spans = list(places(text))
    starts = [start for start, _, _ in spans]
    token = Token(chars=True, boost=1.0)
    told = 0
    for start, _, reading in spans:
        if not keys.isdisjoint(reading.keys):
            first = max(told, bisect_left(starts, start - REACH))
            told = max(told, bisect_left(starts, start + REACH))
            for token.startchar, token.endchar, near in spans[first:told]:
                token.matched = not keys.isdisjoint(near.keys)
                token.text = min(keys & near.keys) if token.matched else near.form
                yield token


def _html(text: str, fragments) -> SafeString:
    html = MarkFormatter().format(fragments)
    joined = html.replace("</mark> <mark>", " ")
    return mark_safe(joined.replace("\n", " "))
