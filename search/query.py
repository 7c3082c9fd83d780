"""What a reader typed, as words to look up: Whoosh parses, the Polish analyser reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from whoosh import query as tree
from whoosh.qparser import OrGroup, QueryParser
from whoosh.qparser.plugins import PhrasePlugin, PlusMinusPlugin, WhitespacePlugin

from .index import main_lemma
from .models import Term
from .morphology import Reading
from .polish import analyse, normalise

OTHER_READING = 0.3  # weight of what a form may mean besides its most frequent lemma

Key = tuple[int, str]


@dataclass(frozen=True)
class Phrase:
    """Words in quotes: the pattern is checked on the exact text of what has the words."""

    words: list[Reading]
    pattern: re.Pattern


@dataclass
class Query:
    """The words of one search: each found in any of its forms, phrases exactly, some not at all."""

    words: list[Reading] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    excluded: list[list[Reading]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing to look for: only marks, or no text at all."""
        return not (self.words or self.excluded)

    @property
    def all_words(self) -> set[Reading]:
        """Every word that has to be looked up."""
        return {*self.words, *chain(*self.excluded), *chain(*(p.words for p in self.phrases))}

    @property
    def lemmas(self) -> set[str]:
        """Lemmas whose weight decides how an ambiguous form is read."""
        ambiguous = (word for word in self.all_words if len(word.lemmas) > 1)
        return {lemma for word in ambiguous for lemma in word.lemmas}

    @property
    def highlights(self) -> frozenset[str]:
        """Everything that deserves a mark in a text that was found."""
        return frozenset(key for word in self.words for key in word.keys)


def parse(text: str) -> Query:
    """Read a query; whatever is typed, some query comes out."""
    query = Query()
    joining = []
    for part, is_phrase, is_excluded in _parts(normalise(text).translate(_QUOTES)):
        readings = analyse(part)
        if is_excluded:
            query.excluded += [readings] if readings else []
        else:
            query.words += [reading for reading in readings if not reading.is_function]
            joining += [reading for reading in readings if reading.is_function]
            if is_phrase and readings:
                query.phrases.append(Phrase(readings, _exactly(readings)))
    if not query.words:
        query.words = joining
    return query


def alternatives(word: Reading, weights: dict[str, float]) -> dict[Key, float]:
    """Under which terms a word may be found, and how much each is worth."""
    if word.is_function:
        return {(Term.Kind.FUNCTION, word.form): 1.0}
    main = main_lemma(word, weights)
    found = {(Term.Kind.LEMMA, compound): 1.0 for compound in word.compounds}
    for lemma in word.lemmas:
        worth = 1.0 if lemma == main else OTHER_READING
        found[Term.Kind.LEMMA, lemma] = worth
        found[Term.Kind.OTHER, lemma] = worth * OTHER_READING
    return found


_QUOTES = dict.fromkeys(map(ord, "„”“«»"), '"')
_PARSER = QueryParser(
    "text",
    schema=None,
    group=OrGroup,
    plugins=[
        WhitespacePlugin(),
        PhrasePlugin(expr=r'"(?P<text>[^"]*)"(?P<slop>\Z.)?'),
        PlusMinusPlugin(plusexpr=r"(?<!\S)\+(?=\S)", minusexpr=r"(?<!\S)-(?=[^\s-])"),
    ],
)


def _parts(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Text of each word or phrase, whether it is a phrase, and whether it is to be left out."""
    yield from _walk(_PARSER.parse(text, normalize=False), excluded=False)


def _walk(node, excluded: bool) -> Iterator[tuple[str, bool, bool]]:
    if isinstance(node, tree.AndNot):
        yield from _walk(node.a, excluded)
        yield from _walk(node.b, True)
    elif isinstance(node, tree.Phrase):
        yield " ".join(node.words), True, excluded
    elif isinstance(node, tree.Term):
        yield node.text, False, excluded
    else:
        for child in node.children():
            yield from _walk(child, excluded)


def _exactly(readings: list[Reading]) -> re.Pattern:
    """These forms one after another, in any case, within one block of text."""
    between = r"[^\w\n]+"
    forms = between.join(re.escape(reading.form) for reading in readings)
    return re.compile(rf"(?<!\w){forms}(?!\w)", re.IGNORECASE)
