"""Another collection is judged beside the library, which never notices."""

import json

import pytest
from django.core.management import CommandError, call_command

from search.models import IndexVersion, LibraryEntry, Synonym

from .factories import make_practice
from .searching import ask, postings, titles

pytestmark = pytest.mark.django_db

CORPUS = [
    {"_id": "a", "title": "Ogród deszczowy", "text": "Woda opadowa.", "place": "Żory"},
    {"_id": "b", "title": "Rower cargo", "text": "Dostawy.\nOstatnia mila.", "tags": ["rower"]},
]


@pytest.fixture
def options(tmp_path):
    """A corpus of two documents, and a judged query for each."""
    return {
        "corpus": write(tmp_path / "corpus.jsonl", map(json.dumps, CORPUS)),
        "queries": write(tmp_path / "queries.tsv", ["q1\togrodów deszczowych", "q2\trowerami"]),
        "qrels": write(tmp_path / "qrels.tsv", ["q1\ta\t1", "q2\tb\t1"]),
    }


@pytest.fixture(autouse=True)
def _untouched():
    """Whatever a test does, the library's own index is afterwards as it was."""
    make_practice("Tramwaj wodny")
    before = state()
    yield
    assert state() == before
    assert titles(ask("q=tramwaje")) == ["Tramwaj wodny"]
    assert titles(ask("q=rower")) == []


def write(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def state():
    return (
        IndexVersion.current(),
        set(LibraryEntry.objects.values_list("pk", "title")),
        postings(),
        Synonym.objects.count(),
    )


def test_collection_is_judged_alone(options, capsys, tmp_path):
    call_command("search_eval", **options, run=tmp_path / "run.tsv")
    assert "nDCG@10          1.0000" in capsys.readouterr().out
    found = [line.split("\t")[:2] for line in (tmp_path / "run.tsv").read_text().splitlines()]
    assert found == [["q1", "a"], ["q2", "b"]]


@pytest.mark.parametrize("where", ["Filler.write", "Snapshot.read"])
def test_failure_half_way_gives_the_library_back(options, monkeypatch, where):
    def fail(*args):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(f"search.scratch.{where}", fail)
        with pytest.raises(OSError, match="disk full"):
            call_command("search_eval", **options)


def test_line_ends_where_json_lines_do(options, capsys):
    """A line separator inside a text, as Word leaves it, is not the end of a line."""
    lines = [json.dumps({**CORPUS[0], "lead": "a\u2028b\x85c"}, ensure_ascii=False)]
    write(options["corpus"], [*lines, json.dumps(CORPUS[1])])
    call_command("search_eval", **options)
    assert "nDCG@10          1.0000" in capsys.readouterr().out


def test_failure_of_a_query_gives_the_library_back(options, monkeypatch):
    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr("search.management.commands.search_eval.rank", fail)
    with pytest.raises(OSError, match="disk full"):
        call_command("search_eval", **options)


@pytest.mark.parametrize(
    "line",
    ["nie JSON", "[1]", "7", '{"title": "bez numeru"}', '{"_id": "c", "tags": 7}',
     '{"_id": "c", "text": ["x"]}', '{"_id": "c", "place": 7}'],
)  # fmt: skip
def test_bad_line_is_named(options, line):
    write(options["corpus"], [json.dumps(CORPUS[0]), "", line])
    with pytest.raises(CommandError, match=r"corpus\.jsonl, line 3: "):
        call_command("search_eval", **options)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00"])
def test_file_without_documents_is_refused(options, content):
    options["corpus"].write_bytes(content)
    with pytest.raises(CommandError, match="corpus"):
        call_command("search_eval", **options)
