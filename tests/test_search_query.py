"""What a reader typed, read as words, quotes and exclusions; whatever is typed, it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import parse


def read(text):
    query = parse(text)
    return {
        "words": [word.form for word in query.words],
        "phrases": [[word.form for word in phrase.words] for phrase in query.phrases],
        "excluded": [[word.form for word in part] for part in query.excluded],
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rewitalizacja kamienic", ["rewitalizacja", "kamienic"]),
        ("jak ożywić puste lokale", ["ożywić", "puste", "lokale"]),
        ("w Łodzi", ["łodzi"]),
        ("jak i po co", ["jak", "i", "po", "co"]),
        ("Bielsko-Biała", ["bielsko", "biała"]),
        ("P+R", ["p+r"]),
        ("ul. Długa 5", ["ul", "długa", "5"]),
    ],
)
def test_joining_words_drop_out_unless_nothing_else_is_left(text, words):
    assert read(text) == {"words": words, "phrases": [], "excluded": []}


@pytest.mark.parametrize(
    "quoted", ['"w Łodzi" tramwaje', "„w Łodzi” tramwaje", "«w Łodzi» tramwaje"]
)
def test_quotes_keep_every_word(quoted):
    assert read(quoted) == {
        "words": ["łodzi", "tramwaje"],
        "phrases": [["w", "łodzi"]],
        "excluded": [],
    }


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("smog -piec", [["piec"]]),
        ("smog -bielsko-biała", [["bielsko", "biała"]]),
        ('smog -"stary piec"', []),
        ("smog - piec", []),
        ("smog--piec", []),
        ("bielsko-biała", []),
    ],
)
def test_minus_before_a_word_leaves_it_out(text, excluded):
    assert read(text)["excluded"] == excluded


def test_minus_before_quotes_leaves_out_exactly_these_words():
    query = parse('smog -"w piecu"')
    assert [[word.form for word in each.words] for each in query.excluded_phrases] == [
        ["w", "piecu"]
    ]
    assert (len(query.words), query.phrases) == (1, [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('C++ && "', ["c"]),
        ("a:b:((", ["b"]),
        ("\x00", []),
        ("😀", []),
        ("-", []),
        ('"" - ""', []),
        ("(a AND b) OR NOT c*?~2^3 [x TO y]", ["and", "b", "or", "not", "c", "2", "3", "x", "y"]),
    ],
)
def test_marks_are_no_words(text, words):
    found = read(text)["words"]
    assert [word for word in words if word not in found] == []
    assert bool(found) is bool(words)


@given(st.text(max_size=60) | st.text(alphabet="\"-+() aąż:*~^[]{}\\'„”", max_size=40))
def test_no_query_raises(text):
    parse(text)


def test_ten_thousand_signs_are_read():
    assert parse('"(' * 5000) is not None
