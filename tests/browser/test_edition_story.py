"""A whole edition is played: a call, five cities, a network, its meeting, MIDs and plan."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from pimsite.demo.accounts import PASSWORDS
from tests.demo_server import manage
from tests.playing import NETWORK, PARTNERSHIP, PASSWORD, PEOPLE

from . import edition_work as work
from .edition_work import choose_page, publish

CALL, QUESTION, CRITERION = "Nabór do nowych sieci", "Dlaczego chcecie dołączyć?", "Problem"
TODAY = date.today()
# A calendar that opens after its day was typed would cover what is pressed next.
CALENDAR_ASIDE = """addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".xdsoft_datetimepicker { pointer-events: none !important }");
  document.adoptedStyleSheets.push(sheet);
});"""
CHOSEN = {"gdynia": "przyjąć: lider", "lodz": "przyjąć: partner", "zabki": "przyjąć: partner"}
POINTS = {"gdynia": 5, "lodz": 4, "zabki": 3}


@pytest.fixture
def people(window, demo_folder, base_url):
    """Opens a window of a person of a city, or of the secretariat."""
    manage(demo_folder, base_url, "shell", "-c", "from tests.playing import prepare; prepare()")

    def enter(name):
        page = window()
        page.add_init_script(CALENDAR_ASIDE)
        page.goto("/cms/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORDS.get(name, PASSWORD))
        page.click("button[type=submit]")
        expect(page).to_have_url(re.compile("/cms/$"))
        return page

    return enter


def test_edition_is_played_from_call_to_act(people, window):
    office = people("sekretariat")
    announce(office)
    cities = {name: people(name) for name in PEOPLE}
    for name in CHOSEN:
        apply(cities[name])
        expect(cities[name].get_by_text("jest złożony")).to_be_visible()
    leave_incomplete(cities["olsztyn"])
    write(cities["bialystok"])
    end_call(office)
    come_too_late(cities["bialystok"])

    check_and_assign(office)
    for assessor in (office, people("admin")):
        assess(assessor)
    compose(office)

    reader = window()
    read_result(cities["gdynia"], reader)

    work.hold_meeting(office)
    for name in work.BARRIERS:
        work.write_mid(cities[name], name)
        work.approve_mid(office, name)
    work.write_plan(office)
    work.become_law(office)
    work.read_it_all(reader, PARTNERSHIP)


def read_result(city, reader):
    """The city reads its result in the panel, everybody who is a member now."""
    city.goto("/cms/wnioski/")
    city.get_by_role("link", name=NETWORK).click()
    expect(city.get_by_role("region", name="Wynik naboru")).to_contain_text("lider")
    reader.goto("/sieci/")
    reader.get_by_role("link", name=NETWORK).click()
    members = reader.get_by_role("region", name="Tabela: członkowie sieci")
    for name in CHOSEN:
        expect(members.get_by_role("link", name=PEOPLE[name])).to_be_visible()
    expect(reader.locator("main").get_by_text("trwa", exact=True).first).to_be_visible()
    expect(reader.get_by_text("Lista niepełna.")).to_have_count(0)
    expect(members).not_to_contain_text("Białystok")
    expect(members).not_to_contain_text("Olsztyn")
    read_results(reader)
    reader.goto("/miasta/gdynia/")
    cooperation = reader.get_by_role("region", name="W partnerstwach i sieciach")
    expect(cooperation.get_by_role("link", name=NETWORK)).to_have_count(2)  # member, by what it won
    expect(cooperation).to_contain_text("przyjęty: lider")


def read_results(reader):
    """Whoever wants to know counts three applications, and names nobody who did not win."""
    reader.goto("/nabory/")
    reader.get_by_role("link", name=CALL).click()
    reader.get_by_role("link", name="Tabele, mapa i plik CSV").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(f"{CALL}: {len(CHOSEN)} wnioski")
    networks = reader.get_by_role("region", name="Tabela: Wnioski według sieci")
    row = networks.get_by_role("row", name=NETWORK)
    expect(row.get_by_role("cell").first).to_have_text(str(len(CHOSEN)))
    expect(reader.locator("main")).not_to_contain_text("Białystok")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Pobierz CSV").click()
    assert download.value.suggested_filename.endswith("wyniki.csv")


def announce(office):
    """The secretariat announces a call for one network."""
    office.goto("/cms/nabory/")
    office.get_by_role("link", name="Ogłoś nabór").click()
    office.wait_for_url(re.compile("/add/networks/callpage/"))  # loaded: the title makes the slug
    office.fill("#id_title", CALL)
    office.fill("#id_opens", str(TODAY - timedelta(days=30)))
    office.fill("#id_closes", str(TODAY + timedelta(days=1)))
    office.click("#id_network_choices-ADD")
    choose_page(office, "network_choices-0-network", NETWORK)
    office.click("#id_questions-ADD")
    office.fill("#id_questions-0-text", QUESTION)
    office.click("#id_criteria-ADD")
    office.fill("#id_criteria-0-name", CRITERION)
    office.fill("#id_members_min", "3")
    publish(office)


def begin(city):
    city.goto("/cms/wnioski/")
    city.get_by_role("link", name=f"Napisz wniosek: {CALL}").click()
    city.get_by_role("button", name="Zacznij pisać").click()


def write(city):
    """Everything that is asked, up to the last look."""
    begin(city)
    city.get_by_label(QUESTION).fill("Latem na podwórku jest 40 stopni.")
    city.get_by_label("osoba do kontaktu", exact=False).fill("Biuro Klimatu")
    city.get_by_label("Służbowy adres e-mail").fill("klimat@miasto.example")
    city.get_by_label("burmistrz lub prezydent", exact=False).check()
    city.get_by_role("button", name="Zapisz i sprawdź").click()


def apply(city):
    write(city)
    city.get_by_role("button", name="Złóż wniosek").click()


def leave_incomplete(city):
    """A city that never finds the time learns what is missing, and cannot submit."""
    begin(city)
    city.get_by_role("button", name="Zapisz i sprawdź").click()
    expect(city.get_by_role("heading", name="Czego jeszcze brakuje")).to_be_visible()
    expect(city.get_by_role("button", name="Złóż wniosek")).to_have_count(0)


def end_call(office):
    """The last day passes while a city has its form open."""
    office.goto("/cms/nabory/")
    office.get_by_role("link", name="Ogłoszenie").first.click()
    office.fill("#id_closes", str(TODAY - timedelta(days=1)))
    office.click("#id_title")  # the calendar lies over the buttons
    publish(office)


def come_too_late(city):
    """It is told so plainly, and what was written stays a draft."""
    city.get_by_role("button", name="Złóż wniosek").click()
    expect(city.locator(".messages")).to_contain_text("nic nie zginęło")
    city.goto("/cms/wnioski/")
    expect(city.get_by_role("row", name=NETWORK)).to_contain_text("szkic")


def applications(office):
    office.goto("/cms/nabory/")
    office.get_by_role("link", name=NETWORK, exact=True).click()
    return office.locator("table.listing tbody tr")


def check_and_assign(office):
    expect(applications(office)).to_have_count(len(CHOSEN))
    for place in range(len(CHOSEN)):
        applications(office).nth(place).locator("td.title a, a").first.click()
        office.get_by_label("spełnia", exact=True).check()
        office.get_by_role("button", name="Zapisz ocenę formalną").click()
        for person in ("Sekretariat PIM", "Administracja PIM"):
            office.get_by_label("Kto ocenia").select_option(label=person)
            office.get_by_role("button", name="Przydziel ocenę").click()
            expect(office.get_by_role("listitem").filter(has_text=person)).to_be_visible()


def assess(assessor):
    for name in CHOSEN:
        assessor.goto("/cms/oceny/")
        row = assessor.get_by_role("row", name=PEOPLE[name])
        row.get_by_role("link").first.click()
        assessor.get_by_label(CRITERION).fill(str(POINTS[name]))
        assessor.get_by_label("Uzasadnienie").fill("Dobrze opisany problem.")
        assessor.get_by_role("button", name="Oddaj ocenę").click()
        expect(assessor.get_by_label("Uzasadnienie")).to_have_count(0)


def compose(office):
    """The rules are told while members are chosen; two cities are too few."""
    office.goto("/cms/nabory/")
    office.get_by_role("link", name=f"Ranking i skład: {NETWORK}").click()
    rules = office.locator("[data-rules]")
    expect(rules).to_contain_text("niespełnione")
    for name, choice in CHOSEN.items():
        office.get_by_label(re.compile(f"^Decyzja: {PEOPLE[name]}")).select_option(label=choice)
    expect(rules).not_to_contain_text("niespełnione")
    office.get_by_role("button", name="Zapisz i przejdź do ogłoszenia").click()
    expect(office.get_by_role("checkbox", name="Sieć zaczyna działać")).to_be_checked()
    office.get_by_role("button", name="Ogłoś wynik").click()
    expect(office.get_by_text("Wynik ogłoszono")).to_be_visible()
