"""The secretariat's synonyms as the query side uses them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from .arrays import Snapshot
from .morphology import Reading
from .polish import analyse
from .synonyms import active_synonyms


@dataclass
class Match:
    """A run of words of a query, and another expression for it: found where all its words are."""

    start: int
    stop: int
    words: list[Reading]
    tokens: list[Any] = field(default_factory=list)


class Thesaurus:
    """Groups of expressions, by the first word of each."""

    def __init__(self, groups: list[tuple[str, ...]]):
        self._expressions: dict[str, list[tuple[list[Reading], list[list[Reading]]]]]
        self._expressions = defaultdict(list)
        self.words: set[str] = set()  # of all expressions: none of them is a slip of the finger
        for group in groups:
            readings = [_meaningful(phrase) for phrase in group]
            for expression in filter(None, readings):
                self.words.update(*(reading.keys for reading in expression))
                others = [other for other in readings if other and other is not expression]
                for key in expression[0].keys:
                    self._expressions[key].append((expression, others))

    def matches(self, words: list[set[str]]) -> list[Match]:
        """Other expressions for runs of these words, each given as its keys."""
        found = {}
        for start, keys in enumerate(words):
            for key in keys & self._expressions.keys():
                for expression, others in self._expressions[key]:
                    stop = start + len(expression)
                    if _stands(expression, words[start:stop]):
                        for other in others:
                            forms = tuple(word.form for word in other)
                            found[start, stop, forms] = Match(start, stop, other)
        return list(found.values())


def thesaurus(snapshot: Snapshot) -> Thesaurus:
    """The groups in use; a changed synonym moves the stamp, and with it the snapshot."""
    if snapshot.memory.thesaurus is None:
        snapshot.memory.thesaurus = Thesaurus(active_synonyms())
    return snapshot.memory.thesaurus


def _meaningful(phrase: str) -> list[Reading]:
    readings = analyse(phrase)
    return [reading for reading in readings if not reading.is_function] or readings


def _stands(expression: list[Reading], words: list[set[str]]) -> bool:
    return len(words) == len(expression) and all(
        not keys.isdisjoint(reading.lemmas) for reading, keys in zip(expression, words, strict=True)
    )
