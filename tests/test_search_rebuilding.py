"""A rebuild goes on while others publish, read, or begin another one."""

import pytest
from django.core.management import CommandError, call_command

from search import rebuilding
from search.checking import check
from search.models import IndexVersion, LemmaWeight, LibraryEntry, Term
from search.rebuilding import Superseded, rebuild, remove_leftovers

from .factories import make_city, make_practice
from .searching import ask, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(monkeypatch):
    """Seven pages, one a turn."""
    monkeypatch.setattr(rebuilding, "_CHUNK", 1)
    city = make_city("Żory")
    return [make_practice(f"Ogród {word}", city=city) for word in ("pierwszy", "drugi", "trzeci")]


def meanwhile(*actions):
    """The progress of a rebuild: before each of its turns something else happens."""
    waiting = list(actions)

    def progress(chunks):
        for chunk in chunks:
            if waiting:
                waiting.pop(0)()
            yield chunk
        assert not waiting

    return progress


def assert_no_leftovers():
    [version] = IndexVersion.objects.all()
    assert version.building is None
    for model in (LibraryEntry, Term, LemmaWeight):
        assert not model.objects.exclude(generation=version.generation).exists()


def test_nothing_that_is_published_meanwhile_is_lost(library):
    first, second, third = library

    def change():
        third.title = first.title = "Park kieszonkowy"
        for page in (first, third):  # one already written, one not yet
            page.save_revision().publish()

    def withdraw_and_add():
        second.unpublish()
        make_practice("Tężnia", city=make_city("Ełk"))

    def delete():
        third.delete()

    rebuild(meanwhile(lambda: None, change, withdraw_and_add, delete))
    assert titles(ask("q=parki")) == ["Park kieszonkowy"]
    assert titles(ask("q=tężnie")) == ["Tężnia"]
    assert titles(ask("q=ogrody")) == []
    assert not check()
    assert_no_leftovers()


def test_readers_see_the_old_index_until_the_new_one_is_whole(library):
    seen = []

    def look():
        seen.append(sorted(titles(ask("q=ogrody"))))

    rebuild(meanwhile(look, look, look, look))
    assert seen == [sorted(page.title for page in library)] * 4


def test_what_was_found_before_the_swap_is_shown_after_it(library):
    results = ask("q=ogrody")
    rebuild()
    assert len(titles(results)) == results.total == 3


def test_the_later_of_two_rebuilds_wins_and_the_earlier_says_so():
    with pytest.raises(Superseded):
        rebuild(meanwhile(rebuild))
    assert len(titles(ask("q=ogrody"))) == 3
    assert not check()
    assert_no_leftovers()


def test_superseded_rebuild_leaves_the_one_that_goes_on_alone(library):
    """The earlier one gives up while the later one is at work, which then comes to its end."""
    ended = []

    def earlier():
        with pytest.raises(Superseded):
            rebuild(meanwhile(lambda: rebuild(meanwhile(lambda: None))))
        ended.append(True)

    earlier()
    assert ended
    assert not check()
    assert_no_leftovers()


def test_command_says_that_another_rebuild_goes_on(monkeypatch, capsys):
    def give_up(progress):
        raise Superseded

    monkeypatch.setattr("search.management.commands.search_rebuild.rebuild", give_up)
    with pytest.raises(CommandError, match="Inna przebudowa"):
        call_command("search_rebuild", verbosity=0)


def test_rows_of_a_rebuild_that_died_are_removed():
    class PowerCut(Exception):
        """The process ends here."""

    def fail():
        raise PowerCut

    with pytest.raises(PowerCut):
        rebuild(meanwhile(lambda: None, fail))
    assert remove_leftovers() == 0  # it may still be running
    assert len(titles(ask("q=ogrody"))) == 3
    rebuild()
    assert_no_leftovers()
