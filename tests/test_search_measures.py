"""The commands that rebuild and measure the search."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.collation import polish_order
from search.evaluation import judge
from search.index import is_stale
from search.models import LibraryEntry

from .factories import make_practice

PAIRS = Path(__file__).parent / "data" / "morph_cases.tsv"


@pytest.mark.parametrize(
    ("run", "grades", "expected"),
    [
        (["a", "b"], {"a": 2, "b": 1}, {"nDCG": 1.0, "Recall": 1.0, "MRR": 1.0}),
        (["x", "a"], {"a": 1}, {"nDCG": 0.6309, "Recall": 1.0, "MRR": 0.5}),
        (["x"] * 10 + ["a"], {"a": 1}, {"nDCG": 0.0, "Recall": 0.0, "MRR": 0.0}),
        ([], {"a": 1, "b": 0}, {"nDCG": 0.0, "Recall": 0.0, "MRR": 0.0}),
        (["b", "a"], {"a": 2, "b": 1}, {"nDCG": 0.7967, "Recall": 1.0, "MRR": 1.0}),
    ],
)
def test_measures(run, grades, expected):
    assert judge({"q": run}, {"q": grades}) == pytest.approx(expected, abs=1e-4)


@pytest.mark.django_db
class TestCommands:
    def test_rebuild_fills_the_index_and_says_how_much(self, capsys):
        make_practice("Ogród")
        LibraryEntry.objects.all().delete()
        assert is_stale()
        call_command("search_rebuild")
        assert "2 pages indexed." in capsys.readouterr().out
        assert LibraryEntry.objects.count() == 2
        assert not is_stale()

    def test_evaluation_of_queries(self, capsys, tmp_path):
        make_practice("Ogród deszczowy", slug="ogrod")
        make_practice("Rower", slug="rower")
        (tmp_path / "queries.tsv").write_text("q1\togrodach deszczowych\nq2\trowery\tinflected\n")
        (tmp_path / "qrels.tsv").write_text("q1\togrod\t2\nq2\tnie-ma\t1\n")
        call_command(
            "search_eval",
            queries=tmp_path / "queries.tsv",
            qrels=tmp_path / "qrels.tsv",
            run=tmp_path / "run.tsv",
        )
        figures = capsys.readouterr().out
        assert "nDCG@10          0.5000" in figures
        assert "p95" in figures
        run = [line.split("\t") for line in (tmp_path / "run.tsv").read_text().splitlines()]
        assert [(query, slug, rank) for query, slug, rank, _ in run] == [
            ("q1", "ogrod", "1"),
            ("q2", "rower", "1"),
        ]

    def test_evaluation_of_pairs(self, capsys):
        call_command("search_eval", pairs=PAIRS)
        assert "recall           1.0000" in capsys.readouterr().out

    @pytest.mark.parametrize("options", [{}, {"pairs": Path("nie-ma.tsv")}])
    def test_evaluation_says_what_is_missing(self, options):
        with pytest.raises(CommandError):
            call_command("search_eval", **options)


def test_polish_alphabet():
    names = [
        "Żory",
        "Łódź",
        "Zabrze",
        "Lublin",
        "Świdnica",
        "Sopot",
        "Élan",
        "2 rzeki",
        "„Ełk”",
        "Ćmielów",
    ]
    assert sorted(names, key=polish_order) == [
        "2 rzeki",
        "Ćmielów",
        "Élan",
        "„Ełk”",
        "Lublin",
        "Łódź",
        "Sopot",
        "Świdnica",
        "Zabrze",
        "Żory",
    ]
