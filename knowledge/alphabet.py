"""Polish alphabetical order: databases put Łódź behind Żory, or beside Lublin."""

import unicodedata

LETTERS = "AĄBCĆDEĘFGHIJKLŁMNŃOÓPQRSŚTUVWXYZŹŻ"
RANKS = {letter: rank for rank, letter in enumerate(LETTERS, start=1)}


def first_letter(text: str) -> str:
    """The letter under which a reader looks a name up; Ł is a letter, É is an E."""
    letter = text[:1].upper()
    return letter if letter in RANKS else unicodedata.normalize("NFD", letter)[:1]


def alphabetical(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts names as a Polish dictionary does."""
    return tuple((RANKS.get(first_letter(letter), 0), letter) for letter in text.upper())
