"""What a search finds, in which order, and what it leaves out."""

from types import SimpleNamespace

import numpy as np
import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.ranking import ByRelevance
from search.results import Results
from tests.searching import VISITOR, ask, library, titles

from .factories import (
    make_city,
    make_practice,
)

__all__ = ["library"]  # a fixture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("rewitalizacji kamienicy", "rewitalizacja kamienic"),
        ("zielonych przystankach", "zielony przystanek"),
        ("w Łodzi", "Łódź"),
        ("Żorach", "Żory"),
        ("Bielsku-Białej", "Bielsko-Biała"),
        ("Zielonej Góry", "Zielona Góra"),
    ],
)
def test_inflected_query_finds_what_its_base_form_finds(typed, base):
    make_practice("Rewitalizacja kamienic", lead="Remont.", city=make_city("Żory"))
    make_practice("Remont", lead="Mieszkańcy kamienicy po rewitalizacji.", city=make_city("Łódź"))
    make_practice("Zielone przystanki", city=make_city("Bielsko-Biała"))
    make_practice("Zieleń na górze", city=make_city("Zielona Góra"))
    expected = titles(ask(f"q={base}"))
    found = titles(ask(f"q={typed}"))
    assert expected
    assert found[0] == expected[0]
    assert set(found) >= set(expected)


def test_title_counts_more_than_text():
    make_practice("Remont ulicy", problem="<p>Obok szkoły stoi park.</p>")
    make_practice("Park kieszonkowy")
    assert titles(ask("q=parki")) == ["Park kieszonkowy", "Remont ulicy"]


def test_what_matched_every_word_stands_first():
    make_practice("Rower", lead="Rower, rowery i rowerem.", problem="<p>Rower.</p>")
    make_practice("Szkoła", lead="Dzieci.", problem="<p>Jedzie rower.</p>")
    results = ask("q=rower szkoła")
    assert titles(results) == ["Szkoła", "Rower"]
    assert [hit.is_complete for hit in results.hits[:]] == [True, False]
    assert results.complete_total == 1


def test_named_city_leads_its_practices():
    make_practice("Miasto w Gdyni i o Gdyni", lead="Gdynia, Gdynia.", city=make_city("Sopot"))
    make_practice("Tramwaje", city=make_city("Gdynia"))
    assert titles(ask("q=w Gdyni"))[0] == "Gdynia"
    assert titles(ask("q=tramwaj Gdynia"))[0] == "Tramwaje"


def test_voivodeships_with_like_names_do_not_mix():
    make_city("Lublin", voivodeship="lubelskie")
    make_city("Gorzów", voivodeship="lubuskie")
    make_city("Łódź", voivodeship="lodzkie")
    assert titles(ask("q=lubelskie")) == ["Lublin"]
    assert titles(ask("q=lubuskiego")) == ["Gorzów"]
    assert titles(ask("q=łódzkie")) == ["Łódź"]


def test_quotes_ask_for_exactly_these_words():
    make_practice("Budżet obywatelski")
    make_practice("Obywatelski bez budżetu", lead="Rada obywatelska.")
    make_practice("Budżety", lead="W budżecie obywatelskim.")
    assert titles(ask('q="budżet obywatelski"')) == ["Budżet obywatelski"]
    assert titles(ask("q=„BUDŻET   OBYWATELSKI”")) == ["Budżet obywatelski"]
    assert titles(ask('q="bez budżetu"')) == ["Obywatelski bez budżetu"]
    assert titles(ask('q="obywatelski budżet"')) == []


def test_quotes_do_not_reach_over_two_blocks():
    make_practice("Park", problem="<p>Nowy plac.</p><p>Zabaw było mało.</p>")
    assert titles(ask('q="plac zabaw"')) == []
    assert titles(ask("q=plac zabaw")) == ["Park"]


def test_minus_leaves_out():
    make_practice("Rower i tramwaj")
    make_practice("Rower i pies")
    assert titles(ask("q=rower -tramwaje")) == ["Rower i pies"]
    assert "Rower i tramwaj" not in titles(ask("q=-tramwaj"))
    assert titles(ask("q=-tramwaj")) != []


def test_minus_before_quotes_leaves_out_only_what_stands_so():
    make_practice("Plac zabaw", lead="Nowy.")
    make_practice("Zabawy na placu", lead="Nowe.")
    assert titles(ask('q=nowy -"plac zabaw"')) == ["Zabawy na placu"]
    assert "Plac zabaw" not in titles(ask('q=-"plac zabaw"'))
    assert "Zabawy na placu" in titles(ask('q=-"plac zabaw"'))


@pytest.mark.parametrize("query", ["xyzabc", "😀", "&&", '""', "\x00", "-"])
def test_nonsense_finds_nothing(library, query):
    params = QueryDict(mutable=True)
    params["q"] = query
    results = Results(VISITOR, params)
    assert results.total == 0 or results.is_landing


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 3)), min_size=1, max_size=30
    ),
    st.integers(1, 31),
)
def test_the_first_results_are_the_same_however_many_are_asked_for(entries, most):
    scores, complete, published = map(np.array, zip(*entries, strict=True))
    snapshot = SimpleNamespace(published=published.astype(float))
    ranking = SimpleNamespace(score=scores.astype(np.float32), complete=complete)
    found = ByRelevance(snapshot, ranking, np.arange(len(entries)))
    expected = sorted(
        range(len(entries)),
        key=lambda row: (not complete[row], -scores[row], -published[row]),
    )
    assert found[:].tolist() == expected
    assert found[:most].tolist() == expected[:most]
    assert found[most - 1 : most + 2].tolist() == expected[most - 1 : most + 2]
