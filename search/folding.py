"""Words without diacritics: how people type who have no time for them."""

import unicodedata

_STROKE = str.maketrans("łŁøØđĐ", "lLoOdD")


def fold(word: str) -> str:
    """The word in lower case without diacritics: Łódź → lodz."""
    word = word.lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.translate(_STROKE))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
