"""What a typed word may be found by: its readings, its spelling, its kin and its synonyms."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from whoosh.analysis.filters import STOP_WORDS

from .arrays import Snapshot
from .folding import fold
from .memory import Key
from .models import Term
from .morphology import Reading, english_stem, is_known
from .paradigms import lemmas_of
from .polish import analyse
from .query import Query
from .snippets import Marks
from .spelling import nearest
from .thesaurus import Match, thesaurus
from .weighing import main_lemma

OTHER_READING = 0.3  # of what a form may mean besides its most frequent lemma
UNACCENTED_WORD = 0.5  # of sąd for the typed sadu, which is a word itself
ENGLISH = 0.8
MOST_FOLDS = 20_000  # kept by a worker
KIN = 0.5  # of a word that shares all its 4-grams: rowerowy for the typed rower


@dataclass
class Token:
    """A word of a query: terms it is found by with their worth, and those of its kin."""

    reading: Reading
    terms: dict[Key, float]
    kin: dict[Key, float] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """What the word itself may be found by: its kin have synonyms of their own."""
        return {text for _, text in self.terms} | self.reading.keys

    @property
    def marks(self) -> set[str]:
        """Keys that deserve a mark in a text that was found."""
        return self.keys | {text for (_, text), worth in self.kin.items() if worth >= KIN / 2}


@dataclass
class Expansion:
    """A query ready to be looked up."""

    tokens: list[Token]
    synonyms: list[Match] = field(default_factory=list)

    @property
    def keys(self) -> set[Key]:
        """Every term whose postings are needed."""
        tokens = [*self.tokens, *(token for match in self.synonyms for token in match.tokens)]
        return {key for token in tokens for key in (*token.terms, *token.kin)}

    @property
    def marks(self) -> Marks:
        """Everything that deserves a mark in a text that was found."""
        own = [frozenset(token.marks) for token in self.tokens]
        runs = {tuple(frozenset(token.marks) for token in each.tokens) for each in self.synonyms}
        single = [run[0] for run in runs if len(run) == 1]
        longer = frozenset(run for run in runs if len(run) > 1)
        return Marks(frozenset().union(*own, *single), longer)


def expand(snapshot: Snapshot, words: list[Reading], *, exactly: bool = False) -> Expansion:
    """Everything the words of a query are found by; rare or alike readings are worth less.

    A reader who insists on what was typed gets no kin and no synonyms.
    """
    tokens = terms_of(snapshot, words)
    if exactly:
        return Expansion(tokens)
    for token in tokens:
        token.kin = _kin(snapshot, token)
    matches = thesaurus(snapshot).matches([token.keys for token in tokens])
    for match in matches:
        match.tokens = terms_of(snapshot, match.words)
    return Expansion(tokens, matches)


def terms_of(snapshot: Snapshot, words: Iterable[Reading]) -> list[Token]:
    """The terms that each of these words stands for, kin and synonyms aside."""
    words = list(words)
    folds = _lemmas_of_folds(snapshot, words)
    lemmas = {lemma for word in words for lemma in word.lemmas if len(word.lemmas) > 1}
    weights = snapshot.lemma_weights(sorted(lemmas))
    return [Token(word, _terms(word, weights, folds.get(word.form, ()))) for word in words]


def corrected(snapshot: Snapshot, query: Query, visible) -> Query:
    """The query with words that nobody knows replaced by the nearest ones of visible pages."""
    known = _in_library(snapshot, query.words)
    found = partial(_found, snapshot, visible)
    words, changes = [], {}
    for word in query.words:
        spelling = None
        if word.form not in known and not is_known(word.form):
            spelling = nearest(word.form, snapshot.generation, found)
        if spelling:
            changes[word.form] = spelling.form
            words += analyse(spelling.form)
        else:
            words.append(word)
    return replace(query, words=words, corrected=changes) if changes else query


def offered(snapshot: Snapshot, query: Query, visible) -> dict[str, str]:
    """Spellings to offer for words of the dictionary that the library does not have."""
    known = _in_library(snapshot, query.words)
    absent = [word.form for word in query.words if word.form not in known]
    found = partial(_found, snapshot, visible)
    near = {form: nearest(form, snapshot.generation, found) for form in absent if is_known(form)}
    return {form: spelling.form for form, spelling in near.items() if spelling}


def _found(snapshot: Snapshot, visible, lemmas: set[str]) -> set[str]:
    """Those of the lemmas that stand in a visible page or in a file of one."""
    open_rows = visible.copy()
    if len(snapshot.owners):
        open_rows[snapshot.files] = visible[snapshot.owners]
    kinds = (Term.Kind.LEMMA, Term.Kind.OTHER)
    postings = snapshot.postings({(kind, lemma) for kind in kinds for lemma in lemmas})
    return {lemma for (_, lemma), (rows, _) in postings.items() if open_rows[rows].any()}


def _terms(word: Reading, weights: dict[str, float], unaccented) -> dict[Key, float]:
    if word.is_function:
        return {(Term.Kind.FUNCTION, word.form): 1.0}
    main = main_lemma(word, weights)
    found = {(Term.Kind.LEMMA, compound): 1.0 for compound in word.compounds}
    for lemma in word.lemmas:
        _add(found, lemma, 1.0 if lemma == main else OTHER_READING)
    if word.form.isascii():
        found[Term.Kind.ENGLISH, english_stem(word.form)] = ENGLISH
        worth = UNACCENTED_WORD if is_known(word.form) else 1.0
        for lemma in unaccented:
            _add(found, lemma, worth)
    return found


def _add(found: dict[Key, float], lemma: str, worth: float) -> None:
    for kind, share in ((Term.Kind.LEMMA, worth), (Term.Kind.OTHER, worth * OTHER_READING)):
        found[kind, lemma] = max(share, found.get((kind, lemma), 0))


def _lemmas_of_folds(snapshot: Snapshot, words: Iterable[Reading]) -> dict[str, set[str]]:
    """For the fold of each word, the lemmas of the library that have a form of that fold."""
    folds = {fold(word.form) for word in words if not word.is_function}
    known = snapshot.memory.folds
    if missing := folds.difference(known):
        if len(known) > MOST_FOLDS:
            known.clear()
            missing = folds
        known.update({each: set() for each in missing})
        known.update(lemmas_of(missing))
    return {each: known[each] for each in folds}


def _kin(snapshot: Snapshot, token: Token) -> dict[Key, float]:
    """Words of the library that share most 4-grams with the lemmas the word may stand for."""
    if token.reading.is_function or not token.reading.form.isalpha():
        return {}
    found: dict[Key, float] = {}
    for (kind, lemma), worth in token.terms.items():
        if kind == Term.Kind.LEMMA and worth == 1.0 and lemma.isalpha():
            for alike, share in snapshot.vocabulary.similar(lemma, snapshot.stamp):
                key = (Term.Kind.LEMMA, alike)
                if key not in token.terms:
                    found[key] = max(KIN * share, found.get(key, 0))
    return found


def _in_library(snapshot: Snapshot, words: list[Reading]) -> set[str]:
    """Forms of the words that the library or the secretariat's list has, or no words to correct."""
    tokens = terms_of(snapshot, words)
    postings = snapshot.postings({key for token in tokens for key in token.terms})
    folds = _lemmas_of_folds(snapshot, words)
    return {
        token.reading.form
        for token in tokens
        if not token.reading.form.isalpha()
        or token.reading.form in STOP_WORDS
        or not thesaurus(snapshot).words.isdisjoint(token.reading.keys)
        or folds.get(fold(token.reading.form))
        or any(key in postings for key in token.terms)
    }
