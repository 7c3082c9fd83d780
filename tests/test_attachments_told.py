"""What came of reading a file is told to its editors and to the secretariat."""

import pytest
from django.urls import reverse

from knowledge.models import PracticeAttachment
from knowledge.permissions import collection_of, ensure_editors, ensure_secretariat
from search.extraction import reading
from search.extraction.models import AttachmentText
from search.extraction.outcome import Extract

from .attachments import (
    REPORT,
    STATES,
    gdynia,
    known_of,
    make_text,
    readings,
)
from .factories import make_city, make_practice, make_user

__all__ = ["gdynia", "readings"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"tresc", "Odczytany."),
        (b"", "Bez tekstu: plik jest pusty albo jest skanem"),
        (b"locked", "Nie udało się odczytać: plik jest zaszyfrowany"),
        (b"long", "Odczytany w części"),
        (None, "Czeka na odczytanie."),
    ],
)
class TestTelling:
    @pytest.fixture
    def file(self, content, readings, gdynia):
        file = make_text(content or b"x", collection=gdynia[1])
        if content == b"":
            AttachmentText.objects.update(state=STATES.EMPTY)
            text = known_of(file)
            text.accept(Extract([""]))
            text.save()
        elif content:
            reading.read_now(file)
        return file

    def test_form_of_the_file_says_what_came_of_it(self, client, gdynia, file, said):
        client.force_login(gdynia[0])
        page = client.get(reverse("wagtaildocs:edit", args=[file.pk])).content.decode()
        assert f"Treść: {said}" in page

    def test_report_says_the_same(self, client, gdynia, file, said):
        client.force_login(gdynia[0])
        assert said in client.get(REPORT).content.decode()

    def test_editor_of_the_page_learns_what_cannot_be_found(self, client, gdynia, file, said):
        city = make_city("Sopot")
        practice = make_practice(city=city, attachments=[PracticeAttachment(document=file)])
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        page = client.get(reverse("wagtailadmin_pages:edit", args=[practice.pk]))
        told = "nie można wyszukać" in page.content.decode()
        assert told == (known_of(file).state in {STATES.EMPTY, STATES.UNREADABLE})


class TestReport:
    @pytest.fixture
    def files(self, readings, gdynia):
        collection = collection_of(ensure_editors(make_city("Łódź")))
        own = make_text(b"locked", collection=gdynia[1])
        foreign = make_text(b"obcy", name="kanarek.txt", collection=collection)
        foreign.title = "Kanarek"
        foreign.save()
        for file in (own, foreign):
            reading.read_now(file)
        return own, foreign

    @pytest.mark.parametrize("address", ["", "wyniki/", "?export=csv", "?export=xlsx"])
    def test_city_sees_only_its_own(self, client, gdynia, files, address):
        client.force_login(gdynia[0])
        response = client.get(REPORT + address)
        assert response.status_code == 200
        assert b"anarek" not in response.getvalue()

    def test_secretariat_sees_all_and_has_it_in_the_menu(self, client, files):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        page = client.get(REPORT).content.decode()
        assert "Kanarek" in page
        assert "plik jest zaszyfrowany" in page
        assert REPORT in client.get("/cms/").content.decode()

    def test_filter_by_state(self, client, files):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        page = client.get(f"{REPORT}?state=nieczytelny").content.decode()
        assert "zaszyfrowany" in page
        assert "Kanarek" not in page

    def test_export_names_the_reason(self, client, files):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        assert "zaszyfrowany" in client.get(f"{REPORT}?export=csv").getvalue().decode()

    def test_visitor_and_stranger_see_nothing(self, client, files):
        assert client.get(REPORT).status_code == 302
        client.force_login(make_user("obcy"))
        assert client.get(REPORT).status_code == 302

    def test_costs_the_same_with_more_files(self, client, files, count_queries):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        client.get(REPORT)
        few = count_queries(REPORT)
        for number in range(5):
            make_text(f"tekst {number}".encode())
        assert count_queries(REPORT) == few
