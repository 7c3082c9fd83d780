"""Every kind of file is read page by page, in Polish; every bad one ends in a clear state."""

import pytest

from knowledge.models import PracticeAttachment
from search.extraction import formats, reading, sandbox
from search.extraction.models import AttachmentText
from search.extraction.outcome import Reason, Unreadable

from . import hostile_documents as made
from .editing import make_file
from .factories import make_practice
from .hostile_documents import PANGRAM

CELL = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
GOOD = {
    "pdf": (made.pdf(PANGRAM, "", "trzecia"), [PANGRAM, "", "trzecia"]),
    "PDF": (made.pdf(PANGRAM), [PANGRAM]),
    "docx": (
        made.good_docx(PANGRAM, "drugi akapit", cells=["komórka", "obok"]),
        [f"{PANGRAM}\ndrugi akapit\nkomórka\nobok"],
    ),
    "pptx": (made.good_pptx(PANGRAM, "drugi", note="notatka"), [PANGRAM, "drugi\nnotatka"]),
    "xlsx": (
        made.good_xlsx(
            {"Pierwszy": [[PANGRAM, None, 5], [], ["niżej"]], "Ukryty": [["x"]], "Dwa": [["dwa"]]},
            hidden=["Ukryty"],
        ),
        [f"{PANGRAM} 5\nniżej", "dwa"],
    ),
    "odt": (
        made.opendocument(
            "odt",
            f"<text:h>Tytuł</text:h><text:p>a<text:s/>b<text:span>{PANGRAM}</text:span>!</text:p>",
        ),
        [f"Tytuł\na b{PANGRAM}!"],
    ),
    "ods": (
        made.opendocument(
            "ods",
            f"<table:table>{CELL.format(PANGRAM)}{CELL.format('niżej')}</table:table>"
            f"<table:table>{CELL.format('dwa')}</table:table>",
        ),
        [f"{PANGRAM}\nniżej", "dwa"],
    ),
    "odp": (
        made.opendocument(
            "odp",
            f"<drawing:page><text:p>{PANGRAM}</text:p></drawing:page>"
            "<drawing:page><text:p>dwa</text:p></drawing:page>",
        ),
        [PANGRAM, "dwa"],
    ),
    "csv": (f"miasto;liczba\n{PANGRAM};5\n".encode("utf-8-sig"), [f"miasto;liczba\n{PANGRAM};5"]),
    "txt": (f"{PANGRAM}\r\n\r\n\tdalej".encode(), [f"{PANGRAM}\ndalej"]),
}
SECRET = '<!ENTITY e SYSTEM "file:///etc/passwd">'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&l11;</t></is></c></row></sheetData></worksheet>'
)
STATES = AttachmentText.State
BAD = {
    "cut-off.pdf": (made.pdf(PANGRAM)[:-300], STATES.UNREADABLE, "uszkodzony"),
    "only-a-head.pdf": (b"%PDF-1.7\n...", STATES.UNREADABLE, "uszkodzony"),
    "locked.pdf": (made.locked_pdf(), STATES.UNREADABLE, "zaszyfrowany"),
    "scan.pdf": (made.pdf("", ""), STATES.EMPTY, "skan"),
    "png-called.pdf": (made.png(), STATES.UNREADABLE, "rozszerzeniem"),
    "deep.pdf": (b"%PDF-1.7\n1 0 obj" + b"[" * 200_000, STATES.UNREADABLE, "uszkodzony"),
    "drawing-bomb.pdf": (made.pdf_bomb(), STATES.EMPTY, "skan"),
    "empty.pdf": (b"", STATES.EMPTY, "jest skanem"),
    "locked.docx": (made.locked_office(), STATES.UNREADABLE, "zaszyfrowany"),
    "old.docx": (made.COMPOUND + b"\0" * 500, STATES.UNREADABLE, "rozszerzeniem"),
    "text-called.docx": (b"zwykly tekst", STATES.UNREADABLE, "rozszerzeniem"),
    "cut-off.docx": (made.good_docx("x")[:-50], STATES.UNREADABLE, "uszkodzony"),
    "docm-called.docx": (made.with_macro(), STATES.UNREADABLE, "makra"),
    "zip-bomb.docx": (made.boasting_zip(), STATES.UNREADABLE, "za duży"),
    "xml-bomb.docx": (
        made.docx_of(made.paragraph("x" * 20_000_000)),
        STATES.UNREADABLE,
        "uszkodzony",
    ),
    "laughs.docx": (made.docx_of(made.paragraph("&l11;"), made.LAUGHS), STATES.UNREADABLE, ""),
    "laughs.odt": (
        made.opendocument("odt", "<text:p>&l11;</text:p>", doctype=made.LAUGHS),
        STATES.UNREADABLE,
        "uszkodzony",
    ),
    "laughs.xlsx": (made.xlsx_of(made.LAUGHS + SHEET), STATES.UNREADABLE, "uszkodzony"),
    "secret.docx": (
        made.docx_of(made.paragraph("&e;"), made.doctype(SECRET)),
        STATES.EMPTY,
        "skanem",
    ),
    "secret.odt": (
        made.opendocument("odt", "<text:p>&e;</text:p>", doctype=made.doctype(SECRET)),
        STATES.EMPTY,
        "jest skanem",
    ),
    "deep.docx": (made.docx_of(made.nested("<w:p>", "</w:p>")), STATES.UNREADABLE, "uszkodzony"),
    "deep.odt": (
        made.opendocument("odt", made.nested("<text:p>", "</text:p>")),
        STATES.UNREADABLE,
        "uszkodzony",
    ),
    "locked.odt": (
        made.opendocument("odt", "szum", manifest="<encryption-data/>"),
        STATES.UNREADABLE,
        "zaszyfrowany",
    ),
    "no-content.ods": (
        made.container({"mimetype": made.CONTAINERS["ods"]}),
        STATES.UNREADABLE,
        "uszkodzony",
    ),
    "nul.csv": (b"a\0b", STATES.UNREADABLE, "rozszerzeniem"),
    "windows.csv": (PANGRAM.encode("cp1250"), STATES.UNREADABLE, "UTF-8"),
    "program.exe": (b"MZ", STATES.UNREADABLE, "nie odczytujemy"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_good_file_is_read_page_by_page(kind):
    content, pages = GOOD[kind]
    extract = formats.extract(content, kind)
    assert extract.pages == pages
    assert not extract.truncated


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD)
def test_bad_file_ends_in_a_clear_state_and_its_page_is_published(name, client):
    content, state, reason = BAD[name]
    file = make_file("Plan", name=name, content=content)
    text = reading.read_now(file)
    assert (text.state, text.pages) == (state, [])
    assert reason in text.reason
    practice = make_practice(attachments=[PracticeAttachment(document=file)])
    assert client.get(practice.url).status_code == 200
    response = client.get(file.url)
    assert response.status_code == 200
    response.close()


def test_reading_stops_after_the_most_pages():
    extract = sandbox.read(made.pdf(*[PANGRAM] * 5000), "pdf")
    assert len(extract.pages) == formats.PAGES_AT_MOST
    assert extract.truncated


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"slowo" * 200_000, "txt"),
        (b"slowo " * 200_000, "txt"),
        (made.good_xlsx({"A": [["słowo" * 40] * 10] * 400}), "xlsx"),
    ],
    ids=["one line", "many words", "a wide sheet"],
)
def test_reading_stops_after_the_most_characters(content, kind):
    extract = formats.extract(content, kind)
    assert len(extract.pages) == 1
    assert len(extract.pages[0]) <= formats.CHARACTERS_AT_MOST
    assert extract.truncated


def test_the_most_characters_are_counted_over_all_pages(monkeypatch):
    monkeypatch.setattr(formats, "CHARACTERS_AT_MOST", 8)
    extract = formats.extract(made.pdf("abcde", "fghij", "klmno"), "pdf")
    assert extract.pages == ["abcde", "fgh"]
    assert extract.truncated


def test_word_broken_at_the_end_of_a_line_is_whole_again():
    assert formats.extract(made.pdf("plan miesz-\nkaniowy"), "pdf").pages == ["plan mieszkaniowy"]
    assert formats.extract("miesz\xad\nkaniowy".encode(), "txt").pages == ["mieszkaniowy"]


def test_no_character_is_kept_that_a_database_refuses():
    assert formats.extract(made.pdf("a\0b\x07c"), "pdf").pages == ["ab c"]


def test_comments_and_removed_words_of_an_author_stay_out():
    removed = "<w:p><w:del><w:r><w:delText>stare</w:delText></w:r></w:del></w:p>"
    content = made.docx_of(made.paragraph("a<!-- ukryte -->b") + removed)
    assert formats.extract(content, "docx").pages == ["ab"]


def test_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0)
    with pytest.raises(Unreadable) as refusal:
        sandbox.read(made.pdf(PANGRAM), "pdf")
    assert refusal.value.reason == Reason.TOO_SLOW


def test_file_larger_than_the_limit_is_not_even_tried(monkeypatch):
    monkeypatch.setattr(sandbox, "BYTES_AT_MOST", 5)
    with pytest.raises(Unreadable) as refusal:
        sandbox.read(b"abcdef", "txt")
    assert refusal.value.reason == Reason.TOO_LARGE


def test_child_that_dies_or_babbles_is_a_damaged_file(monkeypatch, tmp_path):
    for program in ("import os; os.abort()", "print('bzdura')"):
        package = tmp_path / "search" / "extraction"
        package.mkdir(parents=True, exist_ok=True)
        (package / "__main__.py").write_text(program)
        monkeypatch.setattr(sandbox, "_ROOT", tmp_path)
        with pytest.raises(Unreadable) as refusal:
            sandbox.read(b"x", "txt")
        assert refusal.value.reason == Reason.DAMAGED


def test_child_knows_nothing_of_the_site(monkeypatch, tmp_path):
    package = tmp_path / "search" / "extraction"
    package.mkdir(parents=True)
    program = "import json, os; print(json.dumps({'pages': [*os.environ]}))"
    (package / "__main__.py").write_text(program)
    monkeypatch.setenv("SECRET_KEY", "tajne")
    monkeypatch.setattr(sandbox, "_ROOT", tmp_path)
    assert "SECRET_KEY" not in sandbox.read(b"x", "txt").pages
