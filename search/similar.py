"""Practices near another one: its heaviest words as a query over the same arrays."""

import numpy as np

from knowledge.querysets import closed_to

from .arrays import Snapshot, current
from .documents import WEIGHTS
from .expansion import Token, terms_of
from .hits import Hit, Hits
from .models import Kind, LibraryEntry
from .morphology import Reading
from .polish import analyse
from .ranking import Scores, nothing

MOST = 3
MOST_WORDS = 20
NEAR = 0.2  # of what the practice itself scores for its own words
# Of the most that words of a text outside the library could score; docs/search.md has the figures.
ALIKE = 0.4  # lower, and one draft in four would be shown what only has the same subject
ALIKE_HERE = 0.25  # in one city few practices share a subject, and a second description is likelier


def similar_practices(page, user) -> list[Hit]:
    """The nearest practices this user may read; none if nothing is near."""
    snapshot = current()
    entries = LibraryEntry.objects.filter(generation=snapshot.generation, document=None)
    entry = entries.filter(page=page).first()
    if entry is None or not _stands(snapshot, entry):
        return []
    [row] = snapshot.rows([entry.pk])
    score, _most = _score(snapshot, _words(snapshot, entry))
    return _nearest(snapshot, user, score, NEAR * score[row], besides=page.pk)


def practices_like(
    title: str, lead: str, user, *, city: str = "", besides: int | None = None
) -> list[Hit]:
    """The practices nearest to a text that is not in the library, such as a draft of a city."""
    snapshot = current()
    words = _weighed({"title": title, "lead": lead})
    if not len(snapshot) or not words:
        return []
    score, most = _score(snapshot, words)
    here = snapshot.columns["miasto"].mask([city])
    return _nearest(
        snapshot, user, score, np.where(here, ALIKE_HERE, ALIKE) * most, besides=besides
    )


def _nearest(
    snapshot: Snapshot, user, score: np.ndarray, least: float | np.ndarray, *, besides
) -> list[Hit]:
    """Practices that score more than the least, the best first, without one page."""
    practices = snapshot.columns["rodzaj"].mask([Kind.PRACTICE])
    near = snapshot.without(closed_to(user)) & practices & (score > least)
    near &= snapshot.pages != (besides or 0)
    rows = np.flatnonzero(near)
    rows = rows[np.argsort(-score[rows], kind="stable")][:MOST]
    return Hits(snapshot, rows, nothing(snapshot))[:] if len(rows) else []


def _stands(snapshot: Snapshot, entry: LibraryEntry) -> bool:
    """Whether the snapshot has the entry; a publication may just have come in between."""
    place = snapshot.rows([entry.pk])[0]
    return place < len(snapshot) and snapshot.entries[place] == entry.pk


def _words(snapshot: Snapshot, entry: LibraryEntry) -> dict[Reading, float]:
    """The words of title, tags, themes and lead, and how much each counts."""
    themes = (
        snapshot.themes[slug].name for slug in entry.themes.split() if slug in snapshot.themes
    )
    tags = (snapshot.tag_names.get(slug, "") for slug in entry.tags.split())
    return _weighed({"title": entry.title, "tags": "\n".join([*themes, *tags]), "lead": entry.lead})


def _weighed(texts: dict[str, str]) -> dict[Reading, float]:
    words: dict[Reading, float] = {}
    for name, text in texts.items():
        for word in analyse(text):
            if not word.is_function:
                words[word] = max(words.get(word, 0), WEIGHTS[name])
    return words


def _score(snapshot: Snapshot, words: dict[Reading, float]) -> tuple[np.ndarray, float]:
    """BM25 of every entry for the heaviest of these words: much counted, and rare.

    And the most that one entry could have: a word that no entry has counts as the best of the rest.
    """
    tokens = terms_of(snapshot, words)
    postings = snapshot.postings({key for token in tokens for key in token.terms})

    def weight(token: Token) -> float:
        found = sum(len(postings[key][0]) for key in token.terms if key in postings)
        return words[token.reading] * np.log1p(len(snapshot) / (1 + found))

    scores = Scores(snapshot, postings)
    heaviest = sorted(tokens, key=weight, reverse=True)[:MOST_WORDS]
    total, best = np.zeros(len(snapshot), np.float32), []
    for token in heaviest:
        gained = np.float32(words[token.reading]) * scores.of(token)[0]
        total += gained
        best.append(float(gained.max()))
    return total, sum(each or max(best) for each in best)
