"""Polish alphabetical order as text, which any database, Python and numpy compare alike."""

from knowledge.alphabet import RANKS, first_letter

_FIRST = 0x1000  # above digits and the space, which stand before letters


def polish_order(text: str) -> str:
    """A key whose code points compare as a Polish dictionary sorts: Łódź after Lublin."""
    kept = (letter for letter in text if letter.isalnum() or letter == " ")
    return "".join(map(_place, kept))


def _place(letter: str) -> str:
    rank = RANKS.get(first_letter(letter))
    return chr(_FIRST + rank) if rank else letter
