"""What a reader typed, as words to look up: Whoosh parses, the Polish analyser reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from whoosh import query as tree
from whoosh.qparser import OrGroup, QueryParser
from whoosh.qparser.plugins import PhrasePlugin, PlusMinusPlugin, WhitespacePlugin

from .morphology import Reading
from .polish import analyse, calm, normalise

FIELDS = {  # filters in words: what may be typed before the colon, and the filter it sets
    **dict.fromkeys(["rodzaj", "typ"], "rodzaj"),
    **dict.fromkeys(["temat"], "temat"),
    **dict.fromkeys(["tag"], "tag"),
    **dict.fromkeys(["wielkość", "wielkosc"], "wielkosc"),
    **dict.fromkeys(["województwo", "wojewodztwo", "woj"], "woj"),
    **dict.fromkeys(["miasto"], "miasto"),
    **dict.fromkeys(["sieć", "siec"], "siec"),
    **dict.fromkeys(["edycja"], "edycja"),
    **dict.fromkeys(["rok"], "rok"),
    **dict.fromkeys(["koszt"], "koszt"),
    **dict.fromkeys(["etap"], "etap"),
    **dict.fromkeys(["stan"], "stan"),
}


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
    excluded_phrases: list[Phrase] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)  # typed form → form searched instead

    @property
    def is_empty(self) -> bool:
        """Nothing to look for: only marks, or no text at all."""
        return not (self.words or self.excluded or self.excluded_phrases)


def parse(text: str) -> Query:
    """Read a query; whatever is typed, some query comes out."""
    query = Query()
    joining = []
    for part, is_phrase, is_excluded in _parts(calm(normalise(text).translate(_QUOTES))):
        readings = analyse(part)
        if is_phrase and readings:
            phrases = query.excluded_phrases if is_excluded else query.phrases
            phrases.append(Phrase(readings, _exactly(readings)))
        elif is_excluded and readings:
            query.excluded.append(readings)
        if not is_excluded:
            query.words += [reading for reading in readings if not reading.is_function]
            joining += [reading for reading in readings if reading.is_function]
    if not query.words:
        query.words = joining
    return query


_FIELD = re.compile(rf'(?<!\S)({"|".join(FIELDS)}):("[^"]*"|\S+)', re.IGNORECASE)
_QUOTED = re.compile(r'-"[^"]*"|"([^"]*)"')  # a group, unless they are left out
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


def fields_in(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without the filters in words, and these: miasto:Gdynia, temat:"jakość powietrza"."""
    typed = normalise(text).translate(_QUOTES)
    found = [
        (FIELDS[name.lower()], value.strip('"'))
        for name, value in _FIELD.findall(typed)
        if value.strip('"').strip()
    ]
    return (" ".join(_FIELD.sub(" ", typed).split()), found) if found else (text, [])


def respelled(text: str, changes: dict[str, str]) -> str:
    """The text with these forms, whatever their case, replaced by others."""
    for typed, form in changes.items():
        text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", form, text, flags=re.IGNORECASE)
    return text


def unquoted(text: str) -> str:
    """The same words in any order and form; what quotes leave out stays left out."""
    return _QUOTED.sub(
        lambda quoted: quoted[0] if quoted[1] is None else quoted[1],
        normalise(text).translate(_QUOTES),
    )


def inside_quotes(text: str) -> str:
    """The text, fit to stand in quotes: its own around all of it are dropped."""
    whole = _QUOTED.fullmatch(text.strip().translate(_QUOTES))
    return whole[1] if whole and whole[1] else text


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
    """These forms one after another within one block of a text in small letters.

    The pattern begins with letters, which the regular expression engine finds fastest, and only
    then looks back whether a word begins there.
    """
    first, *others = (re.escape(reading.form) for reading in readings)
    forms = r"[^\w\n]+".join([rf"{first}(?<!\w{first})", *others])
    return re.compile(rf"{forms}(?!\w)")
