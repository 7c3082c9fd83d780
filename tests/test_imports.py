"""Tables sent in: whole or not at all, as drafts, and undone if wanted."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from wagtail.models import Page, PageLogEntry, Revision

from knowledge.models import CityPage, PracticePage
from pimsite.imports.models import Import, State
from pimsite.imports.table import MOST_BYTES

from .editing import standing_team, team
from .factories import make_practice, make_theme

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

HEAD = "miasto;tytuł;adres;problem;tematy;tagi;od roku;do roku"
GARDEN = "Gdynia;Ogród deszczowy;ogrod;Ulewy & korki.;Klimat;retencja; 2019 ;2021"


@pytest.fixture
def office(client, team):
    """The secretariat, signed in, and a theme."""
    cities, users = team
    make_theme("climate", "Klimat")
    client.force_login(users["sekretariat"])
    return client


def csv_of(*lines, encoding="utf-8-sig"):
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, content, name="tabela.csv", kind="praktyki"):
    """Send a file; the import, or what the form says."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("imports:list"), {"kind": kind, "file": file})
    if answer.status_code == 302:
        return Import.objects.latest("pk")
    return answer.context["form"].errors["file"][0]


def press(client, button, source):
    answer = client.post(reverse(f"imports:{button}", args=[source.pk]), follow=True)
    assert answer.status_code == 200
    source.refresh_from_db()
    return source


def state_of_library():
    pages = Page.objects.order_by("pk").values_list("pk", "latest_revision", "draft_title", "live")
    return [*pages], Revision.objects.count()


class TestGoodTable:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("tabela.csv", csv_of(HEAD, GARDEN)),
            ("tabela.CSV", csv_of(HEAD, GARDEN).replace(b";", b"\t")),
            ("tabela.xlsx", xlsx_of(HEAD.split(";"), [*GARDEN.split(";")[:6], 2019, 2021.0])),
        ],
    )
    def test_becomes_a_draft_after_a_decision(self, office, name, content):
        source = send(office, content, name)
        assert (source.state, source.new, source.problems) == (State.READY, 1, [])
        assert not PracticePage.objects.exists()
        assert press(office, "start", source).state == State.DONE
        page = PracticePage.objects.get().get_latest_revision_as_object()
        assert (page.live, page.title, page.slug) == (False, "Ogród deszczowy", "ogrod")
        assert page.get_parent().title == "Gdynia"
        assert page.problem == "<p>Ulewy &amp; korki.</p>"
        assert (page.start_year, page.end_year) == (2019, 2021)
        assert [theme.name for theme in page.themes] == ["Klimat"]
        assert [tag.name for tag in page.tags.all()] == ["retencja"]
        assert page.owner == source.user
        assert PageLogEntry.objects.filter(action="pimsite.import", page=page).exists()

    def test_updates_by_address_and_leaves_the_public_page_alone(self, office, team):
        page = make_practice("Ogród", city=team[0]["gdynia"], slug="ogrod", lead="Zostaje.")
        source = send(office, csv_of(HEAD, GARDEN))
        assert (source.new, source.changed) == (0, 1)
        press(office, "start", source)
        page.refresh_from_db()
        assert (page.title, page.live) == ("Ogród", True)
        draft = page.get_latest_revision_as_object()
        assert (draft.title, draft.lead) == ("Ogród deszczowy", "Zostaje.")

    def test_what_is_sent_out_comes_in_unchanged(self, office, team):
        make_practice("=SUMA()", city=team[0]["lodz"], lead="-64% aut", tags=["b", "a"])
        for extension in ("csv", "xlsx"):
            table = office.get(reverse("imports:export", args=["praktyki", extension]))
            source = send(office, table.content, f"eksport.{extension}")
            assert (source.state, source.new, source.changed, source.same) == (State.READY, 0, 0, 1)

    def test_what_a_table_cannot_show_stays(self, office, team):
        steps = "<ol><li>Plan</li><li>Łopata</li></ol>"
        page = make_practice("Ogród", city=team[0]["gdynia"], slug="ogrod", solution=steps)
        table = office.get(reverse("imports:export", args=["praktyki", "csv"])).content.decode()
        source = send(office, table.replace("Ogród", "Ogródek").encode())
        assert press(office, "start", source).state == State.DONE
        page.refresh_from_db()
        draft = page.get_latest_revision_as_object()
        assert (draft.title, draft.solution) == ("Ogródek", steps)

    def test_drafts_are_sent_out_as_they_are_now(self, office, team):
        page = make_practice("Ogród", city=team[0]["gdynia"], slug="ogrod")
        page.lead = "Nowe wprowadzenie."
        page.save_revision()
        table = office.get(reverse("imports:export", args=["praktyki", "csv"]))
        assert "Nowe wprowadzenie." in table.content.decode()
        assert send(office, table.content).same == 1

    def test_template_can_be_filled(self, office):
        for kind in ("praktyki", "miasta"):
            for extension in ("csv", "xlsx"):
                table = office.get(reverse("imports:template", args=[kind, extension]))
                error = send(office, table.content, f"szablon.{extension}", kind)
                assert error == "W pliku nie ma żadnego wiersza z danymi."

    def test_cities(self, office):
        line = "Hel;hel;pomorskie;2211011;3 200;54,6;18,8"
        heads = "nazwa;adres;województwo;TERYT;liczba mieszkańców;szerokość geograficzna;"
        source = send(office, csv_of(f"{heads}długość geograficzna", line), kind="miasta")
        assert press(office, "start", source).state == State.DONE
        city = CityPage.objects.get(slug="hel")
        assert (city.live, city.voivodeship, city.population) == (False, "pomorskie", 3200)
        assert (city.teryt, city.latitude) == ("2211011", 54.6)


BAD_FILES = {
    "empty": (b"", "a.csv", "pusty"),
    "only headings": (csv_of(HEAD), "a.csv", "żadnego wiersza"),
    "wrong encoding": (csv_of(HEAD, GARDEN, encoding="cp1250"), "a.csv", "UTF-8"),
    "utf-16": (csv_of(HEAD, GARDEN, encoding="utf-16"), "a.csv", "UTF-8"),
    "missing column": (csv_of("miasto;adres", "Gdynia;a"), "a.csv", "Brakuje kolumny „tytuł”"),
    "unknown column": (csv_of("miasto;tytuł;cena", "Gdynia;a;1"), "a.csv", "kolumny „cena”"),
    "double column": (csv_of("miasto;tytuł;Tytuł", "Gdynia;a;b"), "a.csv", "dwa razy"),
    "cut off": (csv_of("miasto;tytuł", 'Gdynia;"Ogród'), "a.csv", "Od wiersza 2"),
    "sheet named csv": (xlsx_of(["miasto", "tytuł"], ["Gdynia", "a"]), "a.csv", "nie jest CSV"),
    "not a sheet": (b"PK\x03\x04 to nie arkusz", "a.xlsx", "uszkodzony"),
    "cut off sheet": (xlsx_of(["miasto"], ["Gdynia"])[:-400], "a.xlsx", "uszkodzony"),
    "old format": (b"\xd0\xcf\x11\xe0", "a.xls", "XLSX albo CSV"),
    "macros in name": (xlsx_of(["miasto"], ["Gdynia"]), "a.xlsm", "XLSX albo CSV"),
    "too large": (b"a" * (MOST_BYTES + 1), "a.csv", "za duży"),
    "too many rows": (csv_of("miasto;tytuł", *["Gdynia;a"] * 10_001), "a.csv", "10000 wierszy"),
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_broken_file_is_refused_with_the_reason(office, fault):
    content, name, reason = BAD_FILES[fault]
    before = state_of_library()
    assert reason in send(office, content, name)
    assert not Import.objects.exists()
    assert state_of_library() == before


def test_macros_are_refused(office):
    content = xlsx_of(["miasto", "tytuł"], ["Gdynia", "a"])
    with_macro = BytesIO(content)
    with zipfile.ZipFile(with_macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert "makra" in send(office, with_macro.getvalue(), "a.xlsx")


BAD_ROWS = {
    "unknown city": ("Atlantyda;a;;;;;;", "miasto", "Nie ma miasta „Atlantyda”."),
    "no title": ("Gdynia; ;;;;;;", "tytuł", "nie może być pusta"),
    "bad address": ("Gdynia;a;Ó ż;;;;;", "adres", "małe litery"),
    "unknown theme": ("Gdynia;a;;;Alchemia;;;", "tematy", "Nie ma tematu „Alchemia”."),
    "not a year": ("Gdynia;a;;;;;dawno;", "od roku", "liczbę całkowitą"),
    "impossible year": ("Gdynia;a;;;;;12;", "od roku", "1900"),
    "years reversed": ("Gdynia;a;;;;;2021;2019", "do roku", "wcześniejszy"),
    "too few cells": ("Gdynia;a;;", "tematy", "ucięty"),
    "too many cells": ("Gdynia;a;;;;;;;x", "do roku", "przesunęło"),
    "title too long": (f"Gdynia;{'a' * 256};adres;;;;;", "tytuł", "255"),
}


@pytest.mark.parametrize("fault", BAD_ROWS)
def test_one_bad_row_stops_the_whole_table(office, fault):
    line, column, message = BAD_ROWS[fault]
    before = state_of_library()
    source = send(office, csv_of(HEAD, GARDEN, line))
    assert source.state == State.REFUSED
    [[number, heading, said]] = source.problems
    assert (number, heading) == (3, column)
    assert message in said
    page = office.get(reverse("imports:one", args=[source.pk])).text
    assert column in page
    assert "Nic nie zostało zapisane." in page
    assert press(office, "start", source).state == State.REFUSED
    assert state_of_library() == before


def test_same_address_twice(office):
    source = send(office, csv_of(HEAD, GARDEN, GARDEN))
    assert source.problems == [[3, "adres", "Ten sam adres „ogrod” co w wierszu 2."]]


def test_formula_and_error_of_a_sheet(office):
    rows = [["miasto", "tytuł"], ["Gdynia", "=A1"], ["Gdynia", "#REF!"]]
    source = send(office, xlsx_of(*rows), "a.xlsx")
    assert [problem[:2] for problem in source.problems] == [[2, "tytuł"], [3, "tytuł"]]
    assert "formuła" in source.problems[0][2]


def test_page_under_review_or_locked_is_left_alone(office, team):
    page = make_practice("Ogród", city=team[0]["gdynia"], slug="ogrod")
    page.locked = True
    page.save()
    source = send(office, csv_of(HEAD, GARDEN))
    assert "zablokowana" in source.problems[0][2]


@pytest.mark.parametrize("name", ["gdynia", None])
def test_only_the_secretariat_imports_and_exports(client, team, office, name):
    source = send(office, csv_of(HEAD, GARDEN))
    client.logout()
    if name:
        client.force_login(team[1][name])
    addresses = [
        *(reverse(f"imports:{one}", args=[source.pk]) for one in ("one", "start", "cancel")),
        reverse("imports:take_back", args=[source.pk]),
        reverse("imports:list"),
        reverse("imports:export", args=["praktyki", "csv"]),
        reverse("imports:template", args=["miasta", "xlsx"]),
    ]
    for address in addresses:
        for method in (client.get, client.post):
            assert method(address).status_code in (302, 403, 405)
    source.refresh_from_db()
    assert source.state == State.READY
    assert not PracticePage.objects.exists()
