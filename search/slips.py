"""Beginnings of known words one slip of the finger away from what was typed."""

from bisect import bisect_left
from collections.abc import Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
LEAST_LETTERS = 4  # in shorter words a slip gives another word
MOST_TRIED = 3


def near_prefixes(words: list[str], typed: str) -> list[str]:
    """The fullest beginnings among the sorted words, one edit from `typed`."""
    if len(typed) < LEAST_LETTERS:
        return []
    counts = {prefix: _begun(words, prefix) for prefix in set(_edits(typed))}
    known = [prefix for prefix, count in counts.items() if count]
    return sorted(known, key=lambda prefix: (-counts[prefix], prefix))[:MOST_TRIED]


def _begun(words: list[str], prefix: str) -> int:
    """How many of the words begin so; letters and digits end before the brace."""
    return bisect_left(words, prefix + "{") - bisect_left(words, prefix)


def _edits(typed: str) -> Iterator[str]:
    """Everything one letter left out, put in, exchanged or swapped away."""
    for place in range(len(typed) + 1):
        before, after = typed[:place], typed[place:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in LETTERS)
