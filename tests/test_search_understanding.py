"""What is typed without diacritics, with a slip or in other words is understood."""

import pytest

from search.models import Paradigm, Synonym
from search.paradigms import ensure_paradigms, lemmas_of
from search.vocabulary import grams

from .factories import make_city, make_practice, make_theme
from .searching import ask, titles

pytestmark = pytest.mark.django_db


def test_paradigm_has_all_forms_of_names_too():
    ensure_paradigms(["łódź", "ścieżka"])
    found = lemmas_of(["lodzi", "sciezkami", "sciezka"])
    assert found == {"lodzi": {"łódź"}, "sciezkami": {"ścieżka"}, "sciezka": {"ścieżka"}}
    rows = Paradigm.objects.count()
    assert ensure_paradigms(["łódź"]) == 0
    assert Paradigm.objects.count() == rows


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("sciezki rowerowe", "Ścieżka rowerowa"),
        ("SCIEZKA", "Ścieżka rowerowa"),
        ("w lodzi", "Łódź"),
        ("sadu", "Sąd rodzinny"),
    ],
)
def test_missing_diacritics_cost_nothing(typed, title):
    make_practice("Ścieżka rowerowa", city=make_city("Łódź"))
    make_practice("Sąd rodzinny")
    assert titles(ask(f"q={typed}"))[0] == title


def test_a_word_with_a_diacritic_means_only_itself():
    make_practice("Sąd rodzinny", lead="Mediacje.")
    make_practice("Sad owocowy", lead="Jabłonie.")
    assert titles(ask("q=sąd")) == ["Sąd rodzinny"]
    assert titles(ask("q=sadu")) == ["Sad owocowy", "Sąd rodzinny"]


def test_an_acronym_is_not_the_conjunction_it_looks_like():
    make_practice("Zasady BO w dzielnicach", lead="Głosowanie.")
    make_practice("Park, bo warto", lead="Drzewa.")
    assert titles(ask("q=BO")) == ["Zasady BO w dzielnicach"]
    assert titles(ask("q=zasady BO")) == ["Zasady BO w dzielnicach"]
    assert titles(ask("q=park, bo drzewa")) == ["Park, bo warto"]
    assert titles(ask("q=PARK, BO DRZEWA")) == ["Park, bo warto"]


def test_an_acronym_means_its_synonyms():
    Synonym.objects.create(words="BO\nbudżet obywatelski")
    make_practice("Budżet obywatelski dla szkół", lead="Głosowanie.")
    make_practice("Park, bo warto", lead="Drzewa.")
    results = ask("q=BO")
    assert titles(results) == ["Budżet obywatelski dla szkół"]
    assert results.complete_total == 1


@pytest.mark.parametrize("typed", ["betonoza", "betonozy", "sbtk"])
def test_a_word_of_the_synonyms_is_no_slip(typed):
    Synonym.objects.create(words="betonoza\nrozszczelnianie")
    Synonym.objects.create(words="SBTK\nrozszczelnianie")
    make_practice("Betonowa aleja", lead="Sztuka, SBTX.")
    results = ask(f"q={typed}")
    assert (results.correction, results.offered) == (None, [])


def test_only_a_whole_synonym_is_marked():
    Synonym.objects.create(words="rewitalizacja\nodnowa miasta")
    make_practice("Rynek", lead="Miasto chwali odnowę miasta. To miasto rośnie.")
    [hit] = ask("q=rewitalizacja").hits[:]
    assert hit.snippet.count("<mark>") == 1
    assert "<mark>odnowę miasta</mark>" in hit.snippet


def test_synonyms_of_a_look_alike_are_not_sought():
    Synonym.objects.create(words="parkowy\nłąka")
    make_practice("Zaparkować i parkowy", lead="Auta.")
    make_practice("Łąka kwietna", lead="Owady.")
    assert "Łąka kwietna" not in titles(ask("q=parkowania"))


class TestCorrection:
    @pytest.fixture(autouse=True)
    def library(self):
        make_practice("Rewitalizacja kamienic", lead="Remont.")
        make_practice("Elektryczne autobusy", lead="Zakup.")

    @pytest.mark.parametrize(
        ("typed", "shown", "title"),
        [
            ("rewitlizacja", "rewitalizacja", "Rewitalizacja kamienic"),
            ("autobsuy", "autobusy", "Elektryczne autobusy"),
            ("REWITALIZCJA", "rewitalizacja", "Rewitalizacja kamienic"),
        ],
    )
    def test_one_slip_is_put_right_and_told(self, typed, shown, title):
        results = ask(f"q={typed}")
        assert titles(results)[0] == title
        assert results.correction.shown == shown
        assert "dokladnie=1" in results.correction.exact_url

    def test_reader_may_insist(self):
        results = ask("q=rewitlizacja&dokladnie=1")
        assert results.correction is None
        assert results.total == 0

    @pytest.mark.parametrize("typed", ["rewitalizacja", "rewitalizacji", "autobus", "kamienic"])
    def test_what_the_library_has_is_left_alone(self, typed):
        assert ask(f"q={typed}").correction is None

    def test_a_word_of_the_dictionary_is_never_replaced_only_offered(self):
        """Morfeusz reads autobosy as an adjective made of auto and bosy."""
        results = ask("q=elektryczne autobosy")
        assert results.correction is None
        assert [text for text, _ in results.offered] == ["elektryczne autobusy"]

    def test_nonsense_stays_nonsense(self):
        results = ask("q=xyzabc")
        assert results.correction is None
        assert results.total == 0


class TestKin:
    def test_derived_words_are_found_below_the_word_itself(self):
        make_practice("Rower dla każdego", lead="Wypożyczalnia.")
        make_practice("Drogi rowerowe", lead="Asfalt.")
        assert titles(ask("q=rower")) == ["Rower dla każdego", "Drogi rowerowe"]

    def test_a_shared_beginning_of_four_letters_is_no_kin(self):
        make_practice("Góra śmieci", lead="Hałda.")
        make_practice("Chłodna ulica", lead="Bywa tu gorąco.")
        assert "Chłodna ulica" not in titles(ask("q=góra"))

    def test_grams_have_edges(self):
        assert grams("Łąki") == {"_lak", "laki", "aki_"}


class TestSynonyms:
    def test_an_expression_is_found_for_another(self):
        Synonym.objects.create(words="smog\nniska emisja")
        make_practice("Niska emisja znika", lead="Kotły.")
        make_practice("Emisja obligacji", lead="Rata.", problem="<p>Brak.</p>")
        assert titles(ask("q=smogiem")) == ["Niska emisja znika"]

    def test_the_typed_word_stands_first(self):
        Synonym.objects.create(words="smog\nkopciuch")
        make_practice("Kopciuch do kasacji", lead="Dotacje.")
        make_practice("Smog w mieście", lead="Dotacje.")
        assert titles(ask("q=smog")) == ["Smog w mieście", "Kopciuch do kasacji"]

    def test_a_changed_group_counts_at_once(self):
        make_practice("Kopciuch do kasacji", lead="Dotacje.")
        assert ask("q=smog").total == 0
        group = Synonym.objects.create(words="smog\nkopciuch")
        assert ask("q=smog").total == 1
        group.active = False
        group.save()
        assert ask("q=smog").total == 0


class TestFieldsInWords:
    @pytest.fixture(autouse=True)
    def library(self):
        air = make_theme("air", "Jakość powietrza")
        make_practice("Czyste kotły", city=make_city("Gdynia"), themes=[air])
        make_practice("Czysta woda", city=make_city("Dąbrowa Górnicza"))

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("czyste miasto:Gdynia", ["Czyste kotły"]),
            ("czyste miasto:gdyni", ["Czyste kotły"]),
            ('czysta miasto:"dabrowa gornicza"', ["Czysta woda"]),
            ('temat:"jakości powietrza"', ["Czyste kotły"]),
            ("czyste rodzaj:praktyka", ["Czyste kotły", "Czysta woda"]),
        ],
    )
    def test_narrow_like_filters(self, typed, found):
        assert sorted(titles(ask(f"q={typed}"))) == sorted(found)

    def test_become_chips_that_can_be_dropped(self):
        results = ask("q=czyste miasto:Gdynia")
        assert results.query == "czyste"
        assert [chip.label for chip in results.chips] == ["Gdynia"]

    def test_one_we_do_not_know_finds_nothing_and_says_so(self):
        results = ask("q=czyste miasto:Atlantyda")
        assert results.total == 0
        assert "Atlantyda" in str(results.form.errors)

    def test_other_colons_are_plain_words(self):
        assert titles(ask("q=czyste a:b:((")) != []


def test_english_digest_is_found_in_english():
    make_practice("Zielone przystanki", title_en="Green bus stops", lead="Wiaty.")
    make_practice("Remont", lead="Wiaty.")
    assert titles(ask("q=green bus stop")) == ["Zielone przystanki"]
    assert titles(ask("q=the stops")) == ["Zielone przystanki"]
