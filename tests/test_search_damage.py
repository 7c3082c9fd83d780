"""However the index was damaged, the site answers, says so, and one command mends it."""

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import arrays, checking
from search.models import (
    IndexVersion,
    LemmaWeight,
    LibraryEntry,
    Paradigm,
    Posting,
    Term,
    TermVector,
    TitleWord,
)
from search.postings import BLOCK, POSTING, read_vectors
from search.rebuilding import SILENCE, rebuild

from .factories import make_city, make_practice
from .searching import ask, postings, titles
from .test_search_attachments import offer

pytestmark = pytest.mark.django_db

CLEAN = "Indeks zgadza się ze stronami."


@pytest.fixture
def practice():
    """A library with a city, two practices and a file, whose index was once made anew."""
    city = make_city("Żory")
    make_practice("Ulica szkolna", city=city)
    practice = make_practice("Ogród deszczowy", city=city)
    offer(practice, "Regulamin", ["Wniosek składa się w kancelarii."])
    rebuild()
    arrays._held.clear()  # a worker that starts now
    return practice


def check(capsys, **options):
    """What the command says."""
    call_command("search_check", **options)
    return capsys.readouterr().out


def assert_is_mended(capsys):
    """The difference is reported as a failure, mended, and gone."""
    with pytest.raises(CommandError, match="Popraw: search_check --napraw"):
        call_command("search_check")
    assert CLEAN not in capsys.readouterr().out
    assert "Indeks naprawiony." in check(capsys, napraw=True)
    assert CLEAN in check(capsys)
    found = ask("q=ogrodach deszczowych kancelariach")
    assert (titles(found), found.complete_total) == (["Ogród deszczowy"], 1)
    assert len(ask("").hits[:]) == 3


def entry_of(practice, **fields):
    return LibraryEntry.objects.get(page=practice, document=None, **fields)


def file_of(practice):
    return LibraryEntry.objects.exclude(document=None).get(page=practice)


def test_clean_index_is_a_success(practice, capsys):
    assert CLEAN in check(capsys)
    assert check(capsys, napraw=True) == f"{CLEAN}\n"


class TestWhole:
    """Nothing of the index can be used."""

    def empty():
        LibraryEntry.objects.all().delete()

    def lose_version():
        IndexVersion.objects.all().delete()

    def age():
        IndexVersion.objects.update(analyser="1 sgjp-2001")

    def lose_weights():
        LemmaWeight.objects.all().delete()

    def lose_everything():
        IndexVersion.objects.all().delete()
        for model in (LibraryEntry, Term, LemmaWeight, Paradigm):
            model.objects.all().delete()

    def lose_all_postings():
        Posting.objects.all().delete()

    def lose_all_titles():
        TitleWord.objects.all().delete()

    def lose_all_forms():
        Paradigm.objects.all().delete()

    DAMAGE = [empty, lose_version, age, lose_everything]
    DAMAGE += [lose_all_postings, lose_all_titles, lose_all_forms]

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_site_answers_tells_and_is_mended(self, practice, client, capsys, caplog, damage):
        damage()
        arrays._held.clear()
        for address in (
            "/szukaj/?q=ogród+deszczowy",
            "/szukaj/",
            "/praktyki/",
            "/szukaj/podpowiedzi/?q=og",
        ):
            assert client.get(address).status_code == 200
        assert "search_check --napraw" in caplog.text
        assert_is_mended(capsys)

    def test_page_published_before_the_mending_is_kept(self, practice, capsys):
        IndexVersion.objects.all().delete()
        make_practice("Tężnia solankowa")
        with pytest.raises(CommandError):
            call_command("search_check")
        call_command("search_check", napraw=True)
        assert CLEAN in check(capsys)
        assert titles(ask("q=tężnie solankowe")) == ["Tężnia solankowa"]
        assert titles(ask("q=ogrodach deszczowych")) == ["Ogród deszczowy"]


class TestAbandonedRebuild:
    """A rebuild was killed: publications are written into what it left, too."""

    @pytest.fixture(autouse=True)
    def killed(self, practice):
        IndexVersion.objects.update(building=7, building_at=timezone.now() - SILENCE)
        practice.save_revision().publish()

    def test_it_is_reported_and_cleared_away(self, capsys):
        assert LibraryEntry.objects.filter(generation=7).exists()
        assert_is_mended(capsys)
        assert IndexVersion.objects.get().building is None
        assert not LibraryEntry.objects.filter(generation=7).exists()

    def test_one_that_gave_a_sign_is_left_alone(self, capsys):
        IndexVersion.objects.update(building_at=timezone.now())
        assert CLEAN in check(capsys, napraw=True)
        assert IndexVersion.objects.get().building == 7


class TestPart:
    """One row is not what the page says."""

    def lose_entry(practice):
        entry_of(practice).delete()

    def lose_file(practice):
        file_of(practice).delete()

    def lose_vector(practice):
        TermVector.objects.filter(entry=entry_of(practice)).delete()

    def change_vector(practice):
        [vector] = read_vectors([entry_of(practice).pk]).values()
        vector = vector.copy()
        vector["weight"] += 1
        TermVector.objects.filter(entry=entry_of(practice)).update(data=vector.tobytes())

    def lose_postings(practice):
        Posting.objects.filter(term__text="ogród").delete()

    def change_postings(practice):
        for row in Posting.objects.all():
            pairs = np.frombuffer(row.data, POSTING).copy()
            pairs["weight"] += 1
            Posting.objects.filter(pk=row.pk).update(data=pairs.tobytes())

    def leave_postings_behind(practice):
        gone = np.array([(9_999_999, 1)], POSTING).tobytes()
        Posting.objects.create(term=Term.objects.first(), block=9_999_999 // BLOCK, data=gone)

    def change_text(practice):
        LibraryEntry.objects.filter(pk=entry_of(practice).pk).update(text="Zupełnie co innego.")

    def change_filter(practice):
        LibraryEntry.objects.filter(pk=entry_of(practice).pk).update(voivodeship="lodzkie")

    def lose_vector_of_file(practice):
        TermVector.objects.filter(entry=file_of(practice)).delete()

    def change_text_of_file(practice):
        LibraryEntry.objects.filter(pk=file_of(practice).pk).update(text="Zupełnie co innego.")

    def lose_paradigm(practice):
        Paradigm.objects.filter(lemma="ogród").delete()

    def lose_paradigm_of_file(practice):
        Paradigm.objects.filter(lemma="kancelaria").delete()

    def lose_title_word(practice):
        TitleWord.objects.filter(word="ogrod").delete()

    def change_title_word(practice):
        TitleWord.objects.filter(word="ogrod").update(word="kanarek")

    def lose_term(practice):
        Term.objects.filter(text="deszczowy").delete()

    def withdraw_behind_the_back(practice):
        page = make_practice("Tężnia", city=practice.city)
        type(page).objects.filter(pk=page.pk).update(live=False)

    def publish_behind_the_back(practice):
        make_practice("Tężnia", city=practice.city).unpublish()
        type(practice).objects.filter(title="Tężnia").update(live=True)
        type(practice).objects.filter(title="Ulica szkolna").update(live=False)

    DAMAGE = [
        *(lose_entry, lose_file, lose_vector, change_vector, change_text, change_filter),
        *(lose_postings, change_postings, leave_postings_behind),
        *(lose_vector_of_file, change_text_of_file, lose_paradigm, lose_paradigm_of_file),
        *(lose_title_word, change_title_word, lose_term),
        *(withdraw_behind_the_back, publish_behind_the_back),
    ]

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_is_found_and_mended(self, practice, capsys, damage):
        damage(practice)
        arrays._held.clear()
        ask("q=ogrodach deszczowych kancelariach")  # a worker holds what is wrong
        assert_is_mended(capsys)

    def test_nothing_but_the_damaged_page_is_written(self, practice, capsys):
        other = LibraryEntry.objects.get(title="Ulica szkolna")
        before = postings(other)
        TermVector.objects.filter(entry=entry_of(practice)).delete()
        check(capsys, napraw=True)
        assert LibraryEntry.objects.get(title="Ulica szkolna").pk == other.pk
        assert postings(other) == before


def test_publications_during_a_check_are_no_differences(practice, capsys, monkeypatch):
    """Whatever is published, withdrawn or renamed between two looks at the index."""
    goes, comes = make_practice("Tężnia"), make_practice("Skwer")
    comes.unpublish()
    asked = []

    def meanwhile(pks):
        if not asked:
            comes.save_revision().publish()
            goes.unpublish()
            make_practice("Łąka kwietna")
            practice.title = "Park deszczowy"
            practice.save_revision().publish()
        asked.append(pks)
        return read_pages(pks)

    read_pages = checking.read_pages
    monkeypatch.setattr("search.checking.read_pages", meanwhile)
    assert CLEAN in check(capsys)
    assert asked


def test_page_published_after_a_check_is_not_taken_out(practice, capsys, monkeypatch):
    """It was surplus when looked at; mending must look again."""
    page = make_practice("Tężnia")
    type(page).objects.filter(pk=page.pk).update(live=False)
    mend = checking.mend

    def publish_and_mend(*args):
        page.refresh_from_db()
        page.save_revision().publish()
        mend(*args)

    monkeypatch.setattr("search.management.commands.search_check.mend", publish_and_mend)
    assert "Indeks naprawiony." in check(capsys, napraw=True)
    assert titles(ask("q=tężnie")) == ["Tężnia"]
