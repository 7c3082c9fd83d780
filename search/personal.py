"""What must not be kept of a search: text that may point to a person."""

import re
from itertools import pairwise

from .morphology import senses
from .polish import normalise, words
from .same_words import accented

FEWEST_DIGITS = 7  # a local telephone number; PESEL has 11, a mobile number 9

_ADDRESS = re.compile(r"\S@\S")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")  # 2021-2027 is a period and no telephone
_NUMBER = re.compile(rf"(?:\d[\s().,/+-]*){{{FEWEST_DIGITS},}}")
_DOCUMENT = re.compile(r"\b[a-z]{2,3}\s?\d{5,7}\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:[sc]k(?:i|a|iego|iej|im|ą)|icz|iak|czak|czyk|czuk|enko)$")
_FIRST_NAME, _SURNAME = "imię", "nazwisko"
_NAME_LABELS = {_FIRST_NAME, _SURNAME, "nazwa_geograficzna", "człon_nazwy_geograficznej"}


def looks_personal(text: str) -> bool:
    """E-mail, PESEL, telephone, document number, or a first name beside a surname."""
    text = normalise(text)
    numbers = _YEARS.sub(" a ", text)
    if any(pattern.search(numbers) for pattern in (_ADDRESS, _NUMBER, _DOCUMENT)):
        return True
    forms = ["" if token.reading.is_function else token.reading.form for token in words(text)]
    return any(_is_person(one, other) or _is_person(other, one) for one, other in pairwise(forms))


def _is_person(first: str, last: str) -> bool:
    """A first name and a surname that agree, or a sure first name and what ends like a surname."""
    names, surnames = _senses(first), _senses(last)
    if not surnames:
        return bool(_ENDING.search(last)) and _is_only_a_name(names)
    return any(
        _FIRST_NAME in labels and _SURNAME in surname_labels and _agree(tag, surname_tag)
        for _, tag, labels in names
        for _, surname_tag, surname_labels in surnames
    )


def _senses(word: str):
    return [sense for form in (word, *accented(word)) for sense in senses(form)]


def _is_only_a_name(word) -> bool:
    nouns = [labels for _, tag, labels in word if not tag.startswith("brev")]
    has_name = any(_FIRST_NAME in labels for labels in nouns)
    return has_name and all(labels and _NAME_LABELS.issuperset(labels) for labels in nouns)


def _agree(one: str, other: str) -> bool:
    """In number, case and gender, as those of one person do: not „marka miejska”."""
    ones, others = (tag.split(":")[1:4] for tag in (one, other))
    return len(ones) == len(others) == 3 and all(
        not set(left.split(".")).isdisjoint(right.split("."))
        for left, right in zip(ones, others, strict=True)
    )
