"""The Polish analyser: what a word is found by."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation import judge_pairs
from search.morphology import dictionary, read
from search.polish import analyse, normalise, places, words

CASES = Path(__file__).parent / "data" / "morph_cases.tsv"


def keys(text):
    return {key for reading in analyse(text) for key in reading.keys}


def forms(text):
    return [reading.form for reading in analyse(text)]


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("rewitalizacji kamienicy", "rewitalizacja kamienic"),
        ("zielonych przystankach", "zielony przystanek"),
        ("w Łodzi", "Łódź"),
        ("Żorach", "Żory"),
        ("Bielsku-Białej", "Bielsko-Biała"),
        ("społecznie", "społecznie"),
        ("MOPS-u", "MOPS"),
        ("mops-ów", "mops"),
        ("e-maili", "e-mail"),
        ("społeczno-gospodarczego", "społeczny"),
        ("ul. Długiej", "ulica"),
        ("15-minutowego", "15-minutowe"),
        ("iPhone’a", "iphone"),
        ("woonerfów", "woonerf"),
    ],
)
def test_inflected_form_meets_its_base_form(typed, base):
    assert keys(typed) & keys(base)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lubelskie", "lubuskie"),
        ("łódzkie", "Łódź"),
        ("sąd", "sad"),
        ("kat", "kąt"),
        ("ścieżka", "ściek"),
    ],
)
def test_look_alikes_stay_apart(one, other):
    assert not keys(one) & keys(other)


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("BO", {"bo"}),
        ("zasady BO w 2024", {"bo"}),
        ("wymiana CO w szkole", {"co"}),
        ("bo warto, co z tego", set()),
        ("NIE dla smogu", set()),
        ("W Gdyni I Sopocie", set()),
        ("CO ZROBIĆ Z PUSTOSTANEM", set()),
        ("CO Z TYM BO\nwymiana CO", {"co"}),
    ],
)
def test_function_words_in_capitals_are_acronyms(text, acronyms):
    found = {reading.form for reading in analyse(text) if not reading.is_function}
    assert found & {"bo", "co", "nie", "w", "i", "z", "tym"} == acronyms


def test_judged_pairs_of_forms():
    assert judge_pairs(CASES) == {
        "recall": 1.0,
        "recall weighted": 1.0,
        "united": 0.0,
        "united weighted": 0.0,
    }


@pytest.mark.parametrize(
    "word",
    ["PM10", "PM2.5", "S8", "COVID-19", "P+R", "P&R", "2,5", "1.250.000", "15-minutowe", "e-urząd"],
)
def test_signs_inside_a_word_do_not_cut_it(word):
    assert word.lower() in keys(f"To {word}, i tyle.")


def test_parts_of_a_compound_follow_each_other():
    parts = analyse("plan społeczno-gospodarczy gminy")
    assert [part.form for part in parts] == ["plan", "społeczno", "gospodarczy", "gminy"]
    assert "społeczno-gospodarczy" in parts[1].keys
    assert "społeczny" in parts[1].keys


def test_places_of_words_in_the_text():
    text = "Bielsko-Biała: dachy"
    spans = [text[token.startchar : token.endchar] for token in words(text)]
    assert spans == ["Bielsko", "Biała", "dachy"]
    assert [token.pos for token in words(text)] == [0, 1, 2]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["Bielsko-Białej", "ul.", "PM2.5", "P+R", "d’Orsay", "MOPS-u", "w", "."]
            ),
            st.text(max_size=12),
            st.text("aąeęzżź-'.,_&+ 0123", max_size=12),
        )
    ).map(" ".join)
)
def test_short_ways_read_what_the_chain_reads(text):
    """Indexing and passages take short cuts past Whoosh's tokens; the words stay the same."""
    text = normalise(text)
    chain = [(token.startchar, token.endchar, token.reading) for token in words(text)]
    assert list(places(text)) == chain
    assert analyse(text) == [reading for _, _, reading in chain]


@pytest.mark.parametrize(
    ("text", "joining"),
    [
        ("w", True),
        ("jak", True),
        ("bez", True),
        ("którymi", True),
        ("byłem", True),
        ("woda", False),
        ("może", True),
        ("miasto", False),
    ],
)
def test_words_that_only_join(text, joining):
    assert analyse(text)[0].is_function is joining


def test_unlikely_readings_are_left_out():
    assert set(read("gminie").lemmas) == {"gmina"}  # not the archaic "gmin"
    assert "gdynia" in read("Gdyni").lemmas  # the surname and the city share a lemma
    assert "ula" not in read("ul").lemmas


def test_unknown_word_keeps_its_form_and_stem():
    reading = read("woonerfami")
    assert reading.form == "woonerfami"
    assert "woonerfami" in reading.keys
    assert len(reading.lemmas) == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("re\u00adwita\u00adlizacja", "rewitalizacja"),
        ("l\u0301", "\u013a"),
        ("a\u2011b", "a-b"),
        ("d’Orsay", "d'Orsay"),
        ("dwa\u00a0słowa", "dwa słowa"),
        ("z\x00ero", "z ero"),
    ],
)
def test_one_way_of_writing(written, meant):
    assert normalise(written) == meant


@pytest.mark.parametrize("text", ["", " ", "\x00", "😀 🏙️", '"" - && ((', "\n\t", "­"])
def test_text_without_words_has_none(text):
    assert analyse(text) == []


def test_case_does_not_matter():
    assert keys("GDYNIA") == keys("gdynia") == keys("Gdynia")


def test_every_thread_has_its_own_analyser():
    typed = ["rewitalizacji", "kamienicy", "Żorach", "woonerfami"] * 5
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(read, typed))
    assert found == [read(word) for word in typed]


def test_the_dictionary_has_a_name():
    assert "sgjp" in dictionary()
