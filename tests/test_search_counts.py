"""Searches are counted: without persons, without waiting, and not for ever."""

from datetime import date

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query

from search.counts import QueryCount, ThemeCount
from search.models import IndexVersion, LemmaWeight
from search.personal import looks_personal
from search.same_words import query_keys
from search.tally import MOST, flush, tally
from tests.editing import standing_team, team
from tests.factories import make_practice, make_theme

__all__ = ["standing_team", "team"]  # fixtures

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _nothing_left():
    """What one test could not write, the next does not count."""
    tally.take()
    yield
    tally.take()


@pytest.fixture
def reader():
    """A visitor with a browser."""
    return Client(headers={"User-Agent": BROWSER})


def counted():
    rows = QueryCount.objects.order_by("pk")
    return [(row.text, row.searches, row.results) for row in rows]


@pytest.mark.django_db
def test_words_are_read_as_the_index_in_use_reads_them():
    IndexVersion.objects.update_or_create(pk=1, defaults={"generation": 2})
    for generation, lemma, weight in ((2, "droga", 5), (2, "drogi", 1), (3, "drogi", 9)):
        LemmaWeight.objects.create(generation=generation, text=lemma, weight=weight)
    assert query_keys(["drogi"]) == {"drogi": "droga"}


@pytest.mark.django_db
class TestCounting:
    def test_every_search_adds_to_its_day(self, reader):
        make_practice("Rewitalizacja rynku")
        for address in (
            "/szukaj/?q=Rewitalizacja",
            "/szukaj/?q=rewitalizacja ",
            "/praktyki/?q=smok",
        ):
            reader.get(address)
        assert counted() == [("rewitalizacja", 2, 1), ("smok", 1, 0)]
        assert {row.day for row in QueryCount.objects.all()} == {timezone.localdate()}

    def test_nothing_else_is_kept(self):
        fields = {field.name for field in QueryCount._meta.get_fields()}
        assert fields == {"id", "day", "text", "key", "searches", "results"}

    @pytest.mark.parametrize(
        "address",
        [
            "/szukaj/",
            "/szukaj/?q=",
            "/szukaj/?q=!!!",
            "/szukaj/?q=smog&strona=2",
            "/praktyki/",
            "/szukaj/?q=smog&temat=nie-ma",
            "/szukaj/?q=" + "a" * 201,
        ],
    )
    def test_only_first_pages_of_sound_searches(self, reader, address):
        reader.get(address)
        assert counted() == []

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"User-Agent": ""},
            {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://google.com/bot.html)"},
            {"User-Agent": "curl/8.5.0"},
            {"User-Agent": "python-requests/2.32"},
            {"User-Agent": BROWSER, "Sec-Purpose": "prefetch;prerender"},
        ],
    )
    def test_robots_are_not_counted(self, headers):
        Client(headers=headers).get("/szukaj/?q=smog")
        assert counted() == []

    @pytest.mark.parametrize(("role", "number"), [("gdynia", 1), ("sekretariat", 0)])
    def test_the_secretariat_is_not_counted(self, reader, team, role, number):
        _cities, users = team
        reader.force_login(users[role])
        reader.get("/szukaj/?q=smog")
        assert len(counted()) == number

    def test_filtering_the_same_words_is_no_new_search(self, reader):
        make_theme("air", "Jakość powietrza")
        make_practice("Smog", themes=[make_theme("air")])
        before = {"Referer": "http://testserver/szukaj/?q=Smog"}
        reader.get("/szukaj/?q=smog")
        reader.get("/szukaj/?q=smog&temat=jakosc-powietrza", headers=before)
        reader.get("/szukaj/?q=smog", headers={"Referer": "https://inny.example/szukaj/?q=smog"})
        assert counted() == [("smog", 2, 1)]

    def test_a_filter_is_no_reason_to_count_in_vain(self, reader):
        make_practice("Smog")
        make_theme("air", "Jakość powietrza")
        make_practice("Las", themes=[make_theme("air")])
        reader.get("/szukaj/?q=smog&temat=jakosc-powietrza")
        assert counted() == [("smog", 1, 1)]

    @pytest.mark.parametrize("referer", ["http://[", "http://testserver/szukaj/?q=%00", "\ufffd"])
    def test_a_strange_referer_does_no_harm(self, reader, referer):
        assert reader.get("/szukaj/?q=smog", headers={"Referer": referer}).status_code == 200
        assert counted() == [("smog", 1, 0)]

    def test_long_text_is_cut(self, reader):
        for ending in ("a", "b"):
            reader.get("/szukaj/", {"q": "smog " * 25 + ending})
        assert counted() == [(("smog " * 20).strip(), 2, 0)]

    def test_theme_counts_when_it_is_chosen(self, reader):
        air = make_theme("air", "Jakość powietrza")
        move = make_theme("move", "Mobilność")
        make_practice("Smog", themes=[air, move])
        before = {"Referer": "http://testserver/szukaj/?temat=jakosc-powietrza"}
        reader.get("/szukaj/?temat=jakosc-powietrza")
        reader.get("/szukaj/?temat=jakosc-powietrza&temat=mobilnosc", headers=before)
        chosen = ThemeCount.objects.values_list("theme__name", "searches")
        assert dict(chosen) == {"Jakość powietrza": 1, "Mobilność": 1}

    def test_wagtail_counts_the_same(self, reader):
        for _time in range(2):
            reader.get("/szukaj/?q=smog")
        assert [(query.query_string, query.hits) for query in Query.objects.all()] == [("smog", 2)]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("rewitalizacja", "Rewitalizacji"),
            ("ścieżki rowerowe", "sciezka rowerowa"),
            ("park w mieście", "miasta parki"),
            ("mieszkancow", "mieszkańcy"),
        ],
    )
    def test_forms_of_the_same_words_have_one_key(self, reader, first, second):
        for text in (first, second):
            reader.get("/szukaj/", {"q": text})
        assert QueryCount.objects.values("text").distinct().count() == 2
        assert QueryCount.objects.values("key").distinct().count() == 1


@pytest.mark.django_db
class TestPrivacy:
    @pytest.mark.parametrize(
        "text",
        [
            "jan.kowalski@example.org",
            "44051401359",
            "pesel 440514 01359",
            "601 234 567",
            "601-234-567",
            "+48 (22) 123-45-67",
            "dowód ABC123456",
            "Jan Kowalski",
            "anna nowak",
            "Wiśniewski Paweł",
            "pawel wisniewski",
            "sprawa Marka Mazura",
            "Anna Qwertyńska",
            "smog " * 19 + "601 234 567",
        ],
    )
    def test_what_may_point_to_a_person_is_not_kept(self, reader, text):
        reader.get("/szukaj/", {"q": text})
        assert counted() == []
        assert not Query.objects.exists()

    @pytest.mark.parametrize(
        "text",
        [
            "rewitalizacja 2021-2027",
            "lata 2014–2020",
            "Zielona Góra",
            "Nowa Sól",
            "marka miejska",
            "PM2.5",
            "500 000 zł",
            "ostatnia mila",
            "Dz.U. 2015 poz. 1777",
            "urban lab",
            "park",
        ],
    )
    def test_what_libraries_are_asked_is_kept(self, text):
        assert not looks_personal(text)


@pytest.mark.django_db
class TestTrouble:
    def test_search_answers_though_counts_cannot_be_written(self, reader, monkeypatch):
        def busy(words, themes):
            raise OperationalError("database is locked")

        make_practice("Smog")
        with monkeypatch.context() as patched:
            patched.setattr("search.tally.write", busy)
            assert "Smog" in reader.get("/szukaj/?q=smog").text
        assert counted() == []
        reader.get("/szukaj/?q=smog")
        assert counted() == [("smog", 2, 1)]

    def test_memory_is_bounded(self):
        for number in range(MOST + 5):
            tally.add(date(2026, 1, 1), f"słowo {number}", [], 0)
        tally.add(date(2026, 1, 1), "słowo 1", [], 7)
        assert len(tally.words) == MOST
        assert tally.words[date(2026, 1, 1), "słowo 1"] == (2, 7)

    def test_writing_waits_some_seconds(self, reader, settings):
        settings.SEARCH_COUNT_SECONDS = 1000
        reader.get("/szukaj/?q=smog")
        assert counted() == []
        flush()
        assert counted() == [("smog", 1, 0)]
