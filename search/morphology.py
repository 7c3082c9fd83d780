"""What a single Polish word may mean: Morfeusz2 without the readings no reader would think of."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import snowballstemmer

try:
    import morfeusz2
except ImportError as error:
    raise ImportError(
        "Search needs morfeusz2, which has wheels for Linux x86_64 (glibc 2.28 or newer), macOS "
        "and Windows x64 only; see docs/search.md, “Where it runs”."
    ) from error

CACHED_WORDS = 200_000
LONGEST_ABBREVIATION = 5  # letters before the dot: ul., woj., godz.

_NOT_WORDS = {"ign", "interp", "aglt", "sym"}
_NAMES = {"nazwisko", "imię"}
_RARE = {"daw.", "arch.", "gwar.", "rzad.", "hom.", "przest.", "reg."}
_FUNCTION_CLASSES = {
    *("prep", "conj", "comp", "part", "interj", "frag"),
    *("ppron12", "ppron3", "siebie"),
}
# Pronouns that the dictionary files under adjectives or nouns, and the verb that joins everything.
_FUNCTION_LEMMAS = {
    *("ten", "tenże", "tamten", "ów", "to", "co", "kto", "który", "jaki", "taki", "być"),
    *("swój", "mój", "twój", "nasz", "wasz"),
}
# Function words whose homograph (yak, lilac, ode, Ala) hardly ever stands in a text about cities.
_FUNCTION_FORMS = {
    *("ale", "bez", "co", "do", "gdy", "gdzie", "jak", "jako", "je", "lecz", "lub", "może", "niż"),
    *("obok", "od", "oraz", "po", "tak", "też", "to", "tylko", "tym", "więc", "już", "dzięki"),
}
# Function words that people write in capitals to stress them, as no acronym is written.
_STRESSED = {
    *("albo", "ale", "ani", "bez", "czy", "dla", "jak", "lub", "nie", "niż", "oraz", "tak"),
    *("też", "tylko", "już", "się"),
}


@dataclass(frozen=True)
class Reading:
    """One word of a text: as written, its plausible lemmas, and whether it only joins others."""

    form: str
    lemmas: tuple[str, ...]
    is_function: bool = False
    compounds: tuple[str, ...] = ()  # the whole that this word is the first part of

    def __hash__(self):
        return hash(self.form)  # counted by the hundred in every document

    @cached_property
    def keys(self) -> frozenset[str]:
        """Everything the word can be found by."""
        return frozenset([self.form, *self.lemmas, *self.compounds])


def read(word: str, before_dot: bool = False) -> Reading:
    """Every plausible lemma of a word written in any case; compounds are for `segments`."""
    form = word.lower()
    full = _abbreviated(word) if before_dot and len(word) <= LONGEST_ABBREVIATION else []
    senses = _without_unlikely(_senses(word))
    if _is_acronym(word) and _joins(form, senses):
        return Reading(form, (form,))
    if not senses and not full:
        return Reading(form, unique([_tools().stemmer.stemWord(form), form]))
    joins = not full and _joins(form, senses)
    return Reading(form, unique([*full, *(lemma for lemma, _, _ in senses)]), joins)


def segments(word: str) -> dict[str, tuple[str, ...]] | None:
    """Lemmas of each part of a hyphenated word, read in context; None if it is known whole."""
    found = _tools().morfeusz.analyse(word)
    end = max((stop for _, stop, _ in found), default=0)
    if all(stop == end and _kind(tag) != "ign" for _, stop, (_, _, tag, _, _) in found):
        return None
    parts: dict[str, list[str]] = {}
    for _, _, (form, lemma, tag, _, _) in found:
        if _kind(tag) not in _NOT_WORDS:
            parts.setdefault(form.lower(), []).append(_bare(lemma))
    return {form: unique(lemmas) for form, lemmas in parts.items()}


@lru_cache(CACHED_WORDS)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word, in whatever reading."""
    return any(_kind(tag) != "ign" for _, _, (_, _, tag, _, _) in _tools().morfeusz.analyse(word))


def inflected(lemma: str) -> set[str]:
    """Every form of a lemma, itself included; a word the dictionary lacks has only itself."""
    written = [lemma, lemma.title()]  # a proper name is known by its capital letter only
    made = (_tools().generator.generate(word) for word in written if " " not in word)
    known = next((found for found in made if any(_kind(each[2]) != "ign" for each in found)), [])
    forms = {form.lower() for form, *_ in known}
    if not lemma.startswith("nie"):  # gerunds and participles: budowanie, niebudowanie
        forms = {form for form in forms if not form.startswith("nie")}
    return forms | {lemma}


@lru_cache(CACHED_WORDS)
def english_stem(word: str) -> str:
    """The word's stem if it is English: what digests of practices are found by."""
    return _tools().english.stemWord(word.lower())


def senses(word: str) -> list[tuple[str, str, list[str]]]:
    """Lemma, tag and labels of every reading of the whole word, names among them; none: unknown."""
    found = _tools().morfeusz.analyse(word)
    end = max((stop for _, stop, _ in found), default=0)
    return [
        (_bare(lemma), tag, labels)
        for start, stop, (_, lemma, tag, labels, _) in found
        if start == 0 and stop == end and _kind(tag) not in _NOT_WORDS
    ]


def dictionary() -> str:
    """Which dictionary the lemmas come from; kept with the index, because keys do not mix."""
    return f"morfeusz2 {morfeusz2.__version__} {_tools().morfeusz.dict_id()}"


def unique(keys: Iterable[str]) -> tuple[str, ...]:
    """The same keys in the same order, each once."""
    return tuple(dict.fromkeys(keys))


def _senses(word: str) -> list[tuple[str, str, bool]]:
    """Lemma, part of speech and "unlikely" of each reading that spans the whole word."""
    found = _tools().morfeusz.analyse(word)
    end = max((stop for _, stop, _ in found), default=0)
    return [
        (_bare(lemma), _kind(tag), _is_unlikely(_kind(tag), labels, marks))
        for start, stop, (_, lemma, tag, labels, marks) in found
        if start == 0 and stop == end and _kind(tag) not in _NOT_WORDS
    ]


def _joins(form: str, senses) -> bool:
    """Whether a word of these senses only joins others."""
    return form in _FUNCTION_FORMS or all(
        kind in _FUNCTION_CLASSES or lemma in _FUNCTION_LEMMAS for lemma, kind, _ in senses
    )


def _is_acronym(word: str) -> bool:
    """Whether capitals make it one: BO is budżet obywatelski, bo only joins."""
    return len(word) > 1 and word.isupper() and word.lower() not in _STRESSED


def _without_unlikely(senses):
    """Without surnames, archaic words and Roman numerals, as long as something else is left."""
    return [sense for sense in senses if not sense[2]] or senses


def _is_unlikely(kind: str, labels: list[str], marks: list[str]) -> bool:
    only_a_name = bool(labels) and set(labels) <= _NAMES
    return only_a_name or kind == "romandig" or not _RARE.isdisjoint(marks)


def _abbreviated(word: str) -> list[str]:
    """What the word stands for when a dot follows: ul. → ulica."""
    found = _tools().morfeusz.analyse(f"{word}.")
    return [_bare(lemma) for _, _, (_, lemma, tag, _, _) in found if _kind(tag) == "brev"]


def _kind(tag: str) -> str:
    return tag.split(":", 1)[0]


def _bare(lemma: str) -> str:
    """Without the dictionary's number of a homonym: Łódź:Sf → łódź."""
    return (lemma.split(":", 1)[0] or lemma).replace("_", " ").lower()


_local = threading.local()


def _tools():
    """This thread's analysers, made on first use: an instance is not to be shared or pickled."""
    if not hasattr(_local, "morfeusz"):
        _local.morfeusz = morfeusz2.Morfeusz(
            generate=False, praet="composite", case_handling=morfeusz2.IGNORE_CASE
        )
        _local.generator = morfeusz2.Morfeusz(analyse=False, praet="composite")
        _local.stemmer = snowballstemmer.stemmer("polish")
        _local.english = snowballstemmer.stemmer("english")
    return _local
