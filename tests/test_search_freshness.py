"""A practice that its city does not answer for stands lower, and rises with the answer."""

import pytest

from knowledge.models import confirm
from pimsite.freshness import answers
from pimsite.freshness.asking import ask_cities
from search.checking import check
from search.library import UNCONFIRMED
from search.models import LibraryEntry
from search.rebuilding import rebuild
from tests.asking import silence
from tests.factories import make_city, make_practice
from tests.searching import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def equals():
    """Two texts that say the same; the newer stands first."""
    older = make_practice("Ulica szkolna", city=make_city("Ełk"))
    return older, make_practice("Ulica szkolna", city=make_city("Żory"))


def found(query="q=szkolna"):
    return [hit.page_id for hit in ask(query).hits[:]]


def scores():
    return dict(ask("q=szkolna").ranked_pages(10))


def test_silence_sinks_and_an_answer_lifts(equals):
    older, newer = equals
    before = scores()
    assert found() == [newer.pk, older.pk]
    silence(newer)
    ask_cities()
    assert found() == [older.pk, newer.pk]
    assert scores()[newer.pk] == pytest.approx(UNCONFIRMED * before[newer.pk])
    assert scores()[older.pk] == before[older.pk], "of what was confirmed nothing changes"
    answers.still_true(newer)
    assert found() == [newer.pk, older.pk]
    assert scores() == before


def test_a_silent_answer_is_still_better_than_a_worse_one(equals):
    _older, newer = equals
    make_practice("Park", city=newer.city, lead="Obok jest ulica.")
    silence(newer)
    ask_cities()
    assert found("q=ulica szkolna")[1] == newer.pk


def test_the_command_mends_what_was_answered_behind_its_back(equals):
    _older, newer = equals
    silence(newer)
    ask_cities()
    confirm(newer)
    ask_cities()
    assert LibraryEntry.objects.filter(worth__lt=1).count() == 0


def test_a_rebuilt_index_knows_the_silent(equals):
    _older, newer = equals
    silence(newer)
    rebuild()
    assert found()[-1] == newer.pk
    assert not check()


def test_without_words_nothing_sinks(equals):
    older, newer = equals
    silence(newer)
    ask_cities()
    assert found("rodzaj=praktyka&sort=nowe") == [newer.pk, older.pk]
