"""The Polish analyser: text to words, each with every lemma it may stand for.

A Whoosh analysis chain, so that indexing, queries and highlighting read a text in one way:
normalise → WordTokenizer → ReadingFilter (hyphens, Morfeusz). Each token carries its Reading:
everything the word can be found by, at one position.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from whoosh.analysis import Filter, Token, Tokenizer

from .morphology import CACHED_WORDS, Reading, read, segments, unique

PIPELINE = "4"  # raise it when the same text would give other keys: the index is then rebuilt


def normalise(text: str) -> str:
    """One way of writing: composed letters, plain hyphens, apostrophes and spaces."""
    text = unicodedata.normalize("NFC", text)
    return text.translate(_ONE_WAY) if _OTHER_WAYS.search(text) else text


def analyse(text: str) -> list[Reading]:
    """The words of a text, one reading a position: what the chain below reads, without tokens."""
    return [reading for chunk in chunks(text) for reading in read_chunk(chunk)]


def chunks(text: str) -> list[str]:
    """A text cut where no word reaches across: a fraction of the work of finding the words.

    Texts repeat their chunks, so that `read_chunk` seldom has anything to read.
    """
    return _CHUNK.findall(calm(normalise(text)))


@lru_cache(CACHED_WORDS)
def read_chunk(chunk: str) -> tuple[Reading, ...]:
    """The words of a chunk, one reading a position."""
    return tuple(reading for _, _, reading in _placed(chunk))


@lru_cache(CACHED_WORDS)
def _placed(chunk: str) -> tuple[tuple[int, int, Reading], ...]:
    """Beginning, end and reading of each word of a chunk."""
    return tuple(
        (match.start() + offset, match.start() + offset + length, reading)
        for match in _WORD.finditer(chunk)
        for offset, length, reading in readings(match[1], match[2])
    )


def places(text: str) -> list[tuple[int, int, Reading]]:
    """Beginning, end and reading of each word of a text that is written in one way."""
    return [
        (start + offset, start + end, reading)
        for start, chunk in [(match.start(), match[0]) for match in _CHUNK.finditer(calm(text))]
        for offset, end, reading in _placed(chunk)
    ]


def calm(text: str) -> str:
    """The text with lines of capitals in small letters: CO ZROBIĆ Z PUSTOSTANEM has no acronym."""
    return _CAPITALS.sub(_lowered, text)


_ONE_WAY = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"), None),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2019\u02bc\u2032`"), "'"),
    **dict.fromkeys(map(ord, "\x00\u00a0\u202f\u2007\u2009"), " "),
}

_OTHER_WAYS = re.compile("[" + "".join(map(re.escape, map(chr, _ONE_WAY))) + "]")
_LETTER = r"[^\W\d_]"
_NUMBER = r"\d+(?:[.,]\d+)*"
_WORD = re.compile(
    rf"""
    (
      (?<!\w){_LETTER}(?:[+&]{_LETTER})+(?!\w)                # P+R, B&R
    | {_LETTER}+(?:'{_LETTER}+)*(?:{_NUMBER}{_LETTER}*)?      # droga, PM10, PM2.5, iPhone'a
      (?:-(?:{_LETTER}|\d)+)*                                 # społeczno-gospodarczy, COVID-19
    | {_NUMBER}{_LETTER}*(?:-(?:{_LETTER}|\d)+)*              # 2,5, 15-minutowy
    )(?=(\.?))
    """,
    re.VERBOSE,
)
_CHUNK = re.compile(r"\w+(?:['.,+&-]\w+)*\.?")  # all signs that may stand inside a word, and a dot
_CAPITALS = re.compile(r"^[^a-ząćęłńóśźż\n]*$", re.MULTILINE)
_CASE_ENDINGS = {
    *("a", "ach", "ami", "cie", "em", "er", "i", "ie", "om", "owi", "ry", "sów", "u", "y"),
    *("ą", "ę", "ów"),
}
_LONGEST_ACRONYM = 6
_MOST_LEMMAS_OF_A_PART = 4
_FEWEST_IN_CAPITALS = 3  # words of a heading or a shout; fewer may be acronyms


def _lowered(line: re.Match) -> str:
    words, lowered = re.findall(rf"{_LETTER}+", line[0]), line[0].lower()
    keeps_places = len(lowered) == len(line[0])  # İ does not
    return lowered if keeps_places and len(words) >= _FEWEST_IN_CAPITALS else line[0]


class WordTokenizer(Tokenizer):
    """Cuts words out of a text; a hyphenated word is one, and a dot after a word is noted."""

    def __call__(self, value, **options):
        token = Token(positions=True, chars=True)
        for match in _WORD.finditer(calm(value)):
            token.text, token.dot = match.groups()
            token.startchar, token.endchar = match.span()
            yield token


class ReadingFilter(Filter):
    """Reads each word; the parts of a compound follow each other, the first also has the whole."""

    def __call__(self, tokens):
        position = 0
        for token in tokens:
            start = token.startchar
            for offset, length, reading in readings(token.text, token.dot):
                token.startchar, token.endchar = start + offset, start + offset + length
                token.reading, token.text = reading, reading.form
                token.pos = position
                position += 1
                yield token


@lru_cache(CACHED_WORDS)
def readings(word: str, dot: str = "") -> tuple[tuple[int, int, Reading], ...]:
    """Offset, length and reading of each position that a word takes, and the dot after it."""
    if "-" in word and "'" not in word:
        return tuple(_compound(word))
    if "'" in word:
        stem = word.split("'", 1)[0]
        reading = Reading(word.lower(), unique([*read(stem).lemmas, word.lower()]))
    elif word[0].isdigit() or not word.isalnum():
        reading = Reading(word.lower(), (word.lower(),))
    else:
        reading = read(word, bool(dot))
    return ((0, len(word), reading),)


def _compound(word: str) -> Iterator[tuple[int, int, Reading]]:
    form, parts = word.lower(), word.split("-")
    if _is_inflected_acronym(parts):
        lemmas = unique([*read(parts[0]).lemmas, parts[0].lower()])
        yield 0, len(word), Reading(form, lemmas)
        return
    known = segments(word)
    if known is None:
        yield 0, len(word), Reading(form, unique([*read(word).lemmas, form]))
        return
    offset = 0
    part_readings = [_part(part, known) for part in parts]
    for number, (part, reading) in enumerate(zip(parts, part_readings, strict=True)):
        if number == 0:
            compounds = _joined(form, part_readings)
            reading = Reading(reading.form, reading.lemmas, compounds=compounds)
        yield offset, len(part), reading
        offset += len(part) + 1


def _part(part: str, known: dict[str, tuple[str, ...]]) -> Reading:
    """A part in the context of its compound: only there is "społeczno" an adjective."""
    lemmas = known.get(part.lower())
    return Reading(part.lower(), lemmas) if lemmas else read(part)


def _joined(form: str, parts: list[Reading]) -> tuple[str, ...]:
    """The whole as written and in its basic form: kujawsko-pomorskiego → kujawski-pomorski."""
    choices = [part.lemmas[:_MOST_LEMMAS_OF_A_PART] for part in parts[:2]]
    return unique([form, *("-".join(choice) for choice in product(*choices) if len(parts) == 2)])


def _is_inflected_acronym(parts: list[str]) -> bool:
    """ZUS-em, MOPS-u, mops-u: a case ending after what is, or could be, an acronym."""
    if len(parts) != 2 or parts[1].lower() not in _CASE_ENDINGS:
        return False
    acronym, ending = parts
    return sum(map(str.isupper, acronym)) > 1 or (
        ending.islower() and len(acronym) <= _LONGEST_ACRONYM
    )


words = WordTokenizer() | ReadingFilter()
