"""What a network does once its members are known: it meets, writes MIDs and its Plan Ulepszeń."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.playing import NETWORK, PEOPLE

from .authoring import choose, save, send, write

MEETING, PLAN = "Spotkanie otwarcia na podwórku", "Plan Ulepszeń: chłodne podwórka"
PRACTICE = "Podwórka odnawiane rękami sąsiadów"
ADDRESSEE = "Ministerstwo Klimatu i Środowiska"
BARRIERS = {
    "gdynia": "Spółdzielnia nie dostanie dotacji na drzewa",
    "lodz": "Kosztorys zieleni nie ma wzoru",
}
RECOMMENDATIONS = {  # words, with the kind of each
    "Pozwolić na dotacje dla spółdzielni": "prawo",
    "Otworzyć nabór na zieleń podwórek": "finansowanie",
    "Wydać wzór kosztorysu zieleni": "organizacja i wiedza",
}
ACT = "Ustawa o zieleni miejskiej"
TODAY = str(date.today())


def choose_page(page, field, title):
    page.locator(f"#id_{field}-chooser").get_by_role("button", name=re.compile("Wybierz")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill(title)
    dialog.get_by_role("link", name=title).first.click()
    expect(page.locator(f"#id_{field}-chooser")).to_contain_text(title)


def publish(page):
    choose(page, "Opublikuj")
    done = re.compile("opublikowan", re.IGNORECASE)
    expect(page.locator(".messages")).to_contain_text(done, timeout=20_000)


def open_network(office):
    """The form of the network, found by the search of the panel."""
    office.goto(f"/cms/pages/search/?q={NETWORK}")
    office.get_by_role("link", name=NETWORK, exact=True).first.click()
    office.wait_for_url(re.compile("/cms/pages/[0-9]+/edit/"))


def add_below(office, kind):
    """A new page below the network."""
    open_network(office)
    office.goto(office.url.replace("/edit/", "/add_subpage/"))
    office.get_by_role("link", name=re.compile(f"^{kind}")).first.click()
    office.wait_for_url(re.compile("/add/networks/"))


def hold_meeting(office):
    add_below(office, "Spotkanie sieci")
    office.fill("#id_title", MEETING)
    office.fill("#id_day", TODAY)
    office.fill("#id_place", "Gdynia, podwórko przy ratuszu")
    office.click("#id_hosts-ADD")
    choose_page(office, "hosts-0-city", PEOPLE["gdynia"])
    publish(office)


def write_mid(city, name):
    """A city begins its MID, learns from a practice, plans, names a barrier and sends it."""
    city.goto("/cms/")
    city.get_by_role("link", name=re.compile(f"^Zacznij MID.*{NETWORK}")).click()
    city.get_by_role("button", name="Zacznij MID").click()
    city.wait_for_url(re.compile("/cms/pages/[0-9]+/edit/"))
    city.fill("#id_lead", f"{PEOPLE[name]} zazieleni trzy podwórka.")
    write(city, "challenge", "Latem na podwórku jest 40 stopni.")
    write(city, "diagnosis", "Mierzyliśmy w lipcu.")
    write(city, "aim", "O pięć stopni mniej do 2028 roku.")
    city.click("#id_inspirations-ADD")
    choose_page(city, "inspirations-0-practice", PRACTICE)
    city.fill("#id_inspirations-0-lesson", "Najpierw studnie, potem drzewa.")
    city.click("#id_actions-ADD")
    city.fill("#id_actions-0-title", "Drzewa na trzech podwórkach")
    city.fill("#id_actions-0-start", "2027")
    city.fill("#id_actions-0-end", "2028")
    city.click("#id_barriers-ADD")
    city.fill("#id_barriers-0-text", BARRIERS[name])
    send(city)


def approve_mid(office, name):
    office.goto("/cms/kolejka/")
    office.get_by_role("link", name=f"Miejska Inicjatywa Działań: {PEOPLE[name]}").click()
    office.get_by_role("button", name="Zatwierdź i opublikuj").click()
    expect(office.locator(".messages")).to_contain_text(PEOPLE[name])


def write_plan(office):
    """Three recommendations, two of them from barriers of the MIDs."""
    office.goto("/cms/snippets/networks/addressee/add/")
    office.fill("#id_name", ADDRESSEE)
    save(office)
    add_below(office, "Produkt sieci")
    office.fill("#id_title", PLAN)
    office.select_option("#id_kind", label="Plan Ulepszeń")
    barriers = list(BARRIERS.values())
    for place, (text, kind) in enumerate(RECOMMENDATIONS.items()):
        row = f"#id_recommendations-{place}"
        office.click("#id_recommendations-ADD")
        office.fill(f"{row}-text", text)
        office.select_option(f"{row}-kind", label=kind)
        office.select_option(f"{row}-addressee", label=ADDRESSEE)
        if place < len(barriers):
            office.click(f"{row}-barriers-ADD")
            source = office.locator(f"{row}-barriers-0-source")
            offered = source.locator("option", has_text=barriers[place])
            source.select_option(value=offered.get_attribute("value"))
        office.fill(f"{row}-steps-0-date", "2026")
        office.fill(f"{row}-steps-0-said_by", "Miasta sieci")
    publish(office)


def become_law(office):
    """The government answers the first recommendation with an act."""
    office.goto(f"/cms/pages/search/?q={PLAN}")
    office.get_by_role("link", name=PLAN).first.click()
    office.click("#id_recommendations-0-steps-ADD")
    step = "#id_recommendations-0-steps-1"
    office.select_option(f"{step}-state", label="przyjęta do prawa")
    office.fill(f"{step}-date", TODAY)
    office.fill(f"{step}-said_by", ADDRESSEE)
    office.fill(f"{step}-reason", "Sejm przyjął ustawę.")
    office.fill(f"{step}-act_name", ACT)
    office.fill(f"{step}-act_reference", "Dz.U. 2026 poz. 1")
    office.fill(f"{step}-act_url", "https://isap.example/1")
    publish(office)


def read_it_all(reader, partnership):
    """Each page tells its part of the chain and leads to the others; the search finds them all."""
    law, *others = RECOMMENDATIONS
    reader.goto("/sieci/")
    reader.get_by_role("link", name=NETWORK).click()
    for name in (MEETING, PLAN, law, *others):
        expect(reader.get_by_role("link", name=name).first).to_be_visible()
    for name in BARRIERS:
        mid = f"Miejska Inicjatywa Działań: {PEOPLE[name]}"
        expect(reader.get_by_role("link", name=mid).first).to_be_visible()

    reader.get_by_role("link", name=PLAN).first.click()
    expect(reader.get_by_role("main")).to_contain_text(ACT)
    reader.goto("/sieci/rekomendacje/?stan=w-prawie")
    expect(reader.get_by_role("main")).to_contain_text(law)
    expect(reader.get_by_role("main")).not_to_contain_text(others[0])

    reader.goto("/agenda-miejska-ue/")
    reader.get_by_role("link", name=partnership).first.click()
    for name in (NETWORK, *RECOMMENDATIONS):
        expect(reader.get_by_role("link", name=name).first).to_be_visible()

    reader.goto(f"/szukaj/?q={PRACTICE}")
    reader.get_by_role("link", name=PRACTICE).first.click()
    users = reader.get_by_role("main")
    for name in BARRIERS:
        expect(users).to_contain_text(f"Miejska Inicjatywa Działań: {PEOPLE[name]}")

    reader.goto("/miasta/")
    reader.get_by_role("link", name=PEOPLE["gdynia"]).first.click()
    for name in (NETWORK, f"Miejska Inicjatywa Działań: {PEOPLE['gdynia']}", law):
        expect(reader.get_by_role("link", name=name).first).to_be_visible()

    for words, found in (
        ("spotkanie na podwórku", MEETING),
        ("mid gdyni podwórka", f"Miejska Inicjatywa Działań: {PEOPLE['gdynia']}"),
        ("plan ulepszeń podwórek", PLAN),
    ):
        reader.goto(f"/szukaj/?q={words}")
        expect(reader.get_by_role("main").get_by_role("link", name=found).first).to_be_visible()
