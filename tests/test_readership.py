"""Authors learn how often they are read; readers leave no trace."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from knowledge.models import PracticeAttachment
from knowledge.permissions import collection_of, ensure_editors
from pimsite.readership import counting
from pimsite.readership.models import PageCount, WordsCount
from tests.editing import make_file, standing_team, team
from tests.factories import make_home, make_practice, make_text
from tests.test_search_counts import BROWSER, _nothing_left, reader

__all__ = ["_nothing_left", "reader", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _nothing_pending():
    """What one test could not write, the next does not count."""
    counting.pending.take()
    yield
    counting.pending.take()


@pytest.fixture
def practice(team):
    return make_practice("Ulica szkolna", city=team[0]["gdynia"])


def counted():
    return sorted(PageCount.objects.values_list("page__title", "act", "number"))


def words():
    return sorted(WordsCount.objects.values_list("text", "number"))


def from_search(query, path="/szukaj/"):
    return {"Referer": f"http://testserver{path}?{query}"}


class TestCounting:
    def test_reads_of_a_day_add_up(self, reader, practice):
        for _time in range(2):
            reader.get(practice.url)
        reader.get(practice.city.url)
        assert counted() == [("Gdynia", "czytanie", 1), ("Ulica szkolna", "czytanie", 2)]
        assert PageCount.objects.first().day == timezone.localdate()

    def test_nothing_else_is_kept(self, reader, practice):
        fields = {field.name for field in PageCount._meta.get_fields()}
        assert fields == {"id", "day", "page", "act", "number"}
        fields = {field.name for field in WordsCount._meta.get_fields()}
        assert fields == {"id", "day", "page", "text", "number"}
        assert reader.get(practice.url).cookies == {}

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
            {"User-Agent": BROWSER, "Sec-Purpose": "prefetch"},
        ],
    )
    def test_robots_are_no_readers(self, practice, headers):
        Client(headers=headers).get(practice.url)
        assert counted() == []

    @pytest.mark.parametrize(
        ("role", "number"), [("gdynia", 0), ("lodz", 1), ("koordynacja", 1), ("sekretariat", 0)]
    )
    def test_those_who_write_it_are_no_readers(self, reader, team, practice, role, number):
        reader.force_login(team[1][role])
        reader.get(practice.url)
        assert len(counted()) == number

    def test_other_pages_and_looks_are_not_counted(self, reader, practice):
        reader.get(make_text().url)
        reader.get(make_home().url)
        reader.head(practice.url)
        practice.unpublish()
        reader.get(practice.url)
        assert counted() == []

    def test_searches_that_led_here(self, reader, practice):
        reader.get(practice.url, headers=from_search("q=Ulica%20szkolna&rodzaj=praktyka"))
        reader.get(practice.url, headers=from_search("q=ulica+szkolna ", "/praktyki/"))
        reader.get(practice.url, headers=from_search("temat=mobilnosc"))
        reader.get(practice.url, headers={"Referer": "https://inny.example/szukaj/?q=szlaban"})
        reader.get(practice.url, headers={"Referer": "http://["})
        assert words() == [("ulica szkolna", 2)]
        assert counted() == [("Ulica szkolna", "czytanie", 5)]

    @pytest.mark.parametrize("text", ["jan.kowalski@example.org", "601 234 567", "Jan Kowalski"])
    def test_what_may_point_to_a_person_is_not_kept(self, reader, practice, text):
        reader.get(practice.url, headers=from_search(f"q={text}"))
        assert words() == []
        assert len(counted()) == 1

    def test_long_words_are_cut(self, reader, practice):
        reader.get(practice.url, headers=from_search("q=" + "smog " * 40))
        assert len(words()[0][0]) <= 100

    def test_the_site_lets_browsers_say_which_search_it_was(self, client, practice):
        policy = client.get("/szukaj/?q=szkolna")["Referrer-Policy"]
        assert policy == "strict-origin-when-cross-origin"


class TestDownloads:
    @pytest.fixture
    def file(self, team, practice):
        file = make_file(collection=collection_of(ensure_editors(team[0]["gdynia"])))
        practice.attachments = [PracticeAttachment(document=file)]
        practice.save_revision().publish()
        return file

    def save(self, reader, file):
        reader.get(file.url).getvalue()  # the client closes what it has read

    def test_files_of_a_page_count_for_it(self, reader, file):
        self.save(reader, file)
        assert counted() == [("Ulica szkolna", "pobranie", 1)]

    def test_not_by_robots_nor_those_who_write_it(self, reader, team, file):
        self.save(Client(), file)
        reader.force_login(team[1]["gdynia"])
        self.save(reader, file)
        assert counted() == []

    def test_not_of_a_draft(self, reader, practice, file):
        practice.unpublish()
        assert reader.get(file.url).status_code == 404
        assert counted() == []


class TestTrouble:
    def test_pages_are_shown_though_counts_cannot_be_written(self, reader, practice, monkeypatch):
        def busy(counts):
            raise OperationalError("database is locked")

        with monkeypatch.context() as patched:
            patched.setattr(counting, "_write", busy)
            assert reader.get(practice.url).status_code == 200
        assert counted() == []
        reader.get(practice.url)
        assert counted() == [("Ulica szkolna", "czytanie", 2)]

    def test_a_deleted_page_does_not_hold_the_others_up(self, reader, practice, settings):
        settings.SEARCH_COUNT_SECONDS = 1000
        other = make_practice("Szlaban", city=practice.city)
        reader.get(practice.url, headers=from_search("q=szlaban"))
        reader.get(other.url)
        practice.delete()
        counting.flush()
        assert counted() == [("Szlaban", "czytanie", 1)]
        assert not counting.pending

    def test_reading_costs_no_query_while_numbers_wait(
        self, client, practice, settings, count_queries
    ):
        settings.SEARCH_COUNT_SECONDS = 1000
        count_queries(practice.url)
        as_a_robot = count_queries(practice.url)
        assert not counting.pending
        client.defaults["HTTP_USER_AGENT"] = BROWSER
        assert count_queries(practice.url) == as_a_robot
        assert counting.pending

    def test_old_counts_are_forgotten(self, practice, settings):
        today = timezone.localdate()
        for day in (today, today - timedelta(days=400)):
            PageCount.objects.create(day=day, page=practice, act="czytanie", number=1)
            WordsCount.objects.create(day=day, page=practice, text="ulica", number=1)
        call_command("forget_reads", verbosity=0)
        assert [row.day for row in PageCount.objects.all()] == [today]
        assert [row.day for row in WordsCount.objects.all()] == [today]
