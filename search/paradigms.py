"""All forms of the lemmas of the library: what an unaccented or mistyped word may stand for."""

from collections import defaultdict
from collections.abc import Iterable

from .folding import fold
from .models import Paradigm
from .morphology import inflected

LONGEST_FORM = Paradigm._meta.get_field("fold").max_length
LONGEST_LEMMA = Paradigm._meta.get_field("lemma").max_length
_BATCH = 1000


def ensure_paradigms(lemmas: Iterable[str]) -> int:
    """Keep the paradigm of each of these lemmas that has none yet; return how many rows are new."""
    wanted = sorted({lemma for lemma in lemmas if len(lemma) <= LONGEST_LEMMA})
    made = 0
    for start in range(0, len(wanted), _BATCH):
        chunk = wanted[start : start + _BATCH]
        known = set(
            Paradigm.objects.filter(lemma__among=chunk).values_list("lemma", flat=True).distinct()
        )
        rows = [row for lemma in chunk if lemma not in known for row in _rows(lemma)]
        Paradigm.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
        made += len(rows)
    return made


def lemmas_of(folds: Iterable[str]) -> dict[str, set[str]]:
    """For each of these folded words, the lemmas that have a form of the same fold."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Paradigm.objects.filter(fold__among=set(folds)).values_list("fold", "lemma")
    for folded, lemma in rows:
        found[folded].add(lemma)
    return dict(found)


def _rows(lemma: str) -> list[Paradigm]:
    folds = sorted({fold(form) for form in inflected(lemma)})
    return [
        Paradigm(fold=folded, tail=folded[::-1], lemma=lemma)
        for folded in folds
        if len(folded) <= LONGEST_FORM
    ]
