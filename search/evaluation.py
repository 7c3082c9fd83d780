"""How good a ranking is: judged queries, and pairs of word forms."""

import csv
from collections import defaultdict
from math import log2
from pathlib import Path
from statistics import fmean

from .polish import analyse

DEPTH = 10


def read_queries(path: Path) -> dict[str, str]:
    """Query texts by id: columns id and text, whatever follows."""
    return {row[0]: row[1] for row in _rows(path)}


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document: columns query, document and grade."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for query, document, grade, *_rest in _rows(path):
        grades[query][document] = int(grade)
    return grades


def judge(runs: dict[str, list[str]], judgements: dict[str, dict[str, int]]) -> dict[str, float]:
    """Means of three measures over the judged queries, at the first ten documents of each."""
    judged = [
        (runs.get(query, [])[:DEPTH], grades)
        for query, grades in judgements.items()
        if any(grade > 0 for grade in grades.values())
    ]
    return {
        "nDCG": fmean(_ndcg(run, grades) for run, grades in judged),
        "Recall": fmean(_recall(run, grades) for run, grades in judged),
        "MRR": fmean(_reciprocal_rank(run, grades) for run, grades in judged),
    }


def judge_pairs(path: Path) -> dict[str, float]:
    """Recall over pairs that share a lemma, and the share of others united, plain and weighted."""
    with path.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file, delimiter="\t"))
    outcome = [
        (pair["same_lemma"] == "1", float(pair["weight"]), bool(_keys(a) & _keys(b)))
        for pair in pairs
        for a, b in [(pair["form_a"], pair["form_b"])]
    ]
    return {
        "recall": _share([(1.0, met) for same, _, met in outcome if same]),
        "recall weighted": _share([(weight, met) for same, weight, met in outcome if same]),
        "united": _share([(1.0, met) for same, _, met in outcome if not same]),
        "united weighted": _share([(weight, met) for same, weight, met in outcome if not same]),
    }


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip()]


def _ndcg(run: list[str], grades: dict[str, int]) -> float:
    return _gain([grades.get(document, 0) for document in run]) / _gain(
        sorted(grades.values(), reverse=True)[:DEPTH]
    )


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def _recall(run: list[str], grades: dict[str, int]) -> float:
    good = {document for document, grade in grades.items() if grade > 0}
    return len(good.intersection(run)) / len(good)


def _reciprocal_rank(run: list[str], grades: dict[str, int]) -> float:
    places = (place for place, document in enumerate(run, start=1) if grades.get(document, 0) > 0)
    return 1 / next(places, float("inf"))


def _keys(text: str) -> set[str]:
    return {key for reading in analyse(text) for key in reading.keys}


def _share(outcome: list[tuple[float, bool]]) -> float:
    total = sum(weight for weight, _ in outcome)
    return sum(weight for weight, met in outcome if met) / total if total else 0.0
