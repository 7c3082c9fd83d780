"""The demo loads the real library: all of it, once, and only what is confirmed."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from knowledge.models import CityPage, PracticePage, Theme
from networks.models import CallPage, Edition, NetworkPage, OutputPage, PartnershipPage
from networks.models.networks import Membership, NetworkPractice
from networks.models.partnerships import PolishParticipant
from pimsite.demo.accounts import PASSWORDS
from pimsite.demo.loader import FOLDER
from pimsite.models import HomePage
from search.models import LibraryEntry
from tests.loading import everything, folder, load, read, rewrite

__all__ = ["folder"]  # a fixture

pytestmark = pytest.mark.django_db


PRACTICES, CITIES, PIM = (read(f"{name}.json") for name in ("practices", "cities", "pim"))
EDITIONS = [edition for edition in PIM["editions"] if edition["period"]]
NETWORKS = [network for edition in EDITIONS for network in edition["networks"]]
MEMBERS = {
    (network["name_pl"], member["name_pl"])
    for network in NETWORKS
    for member in network["members"]
    if member["status"] == "confirmed"
}
POLISH = {city["name"] for city in CITIES}
ABROAD = {row["city"] for row in PRACTICES if row["country"] != "PL"}


# What is there


def test_everything_in_the_files_is_on_the_site(demo_site):
    bodies = {name for _network, name in MEMBERS} - POLISH
    planned = [row for edition in EDITIONS for row in edition.get("planned_not_confirmed", [])]
    assert PracticePage.objects.live().count() == len(PRACTICES)
    assert set(CityPage.objects.values_list("title", flat=True)) == POLISH | ABROAD | bodies
    assert Theme.objects.count() == PartnershipPage.objects.count() == len(PIM["themes"])
    assert Edition.objects.count() == len(EDITIONS)
    assert NetworkPage.objects.count() == len(NETWORKS) + len(planned)
    assert NetworkPage.objects.filter(state="planowana").count() == len(planned)
    assert OutputPage.objects.count() == sum("report" in edition for edition in EDITIONS)


def test_the_tree_is_sound_and_the_welcome_page_is_gone(demo_site):
    assert not any(Page.find_problems())
    assert list(Page.objects.filter(depth=2)) == [HomePage.objects.get().page_ptr]
    site = Site.objects.get()
    assert (site.hostname, site.site_name) == ("localhost", "Partnerska Inicjatywa Miast")
    assert site.root_page == HomePage.objects.get().page_ptr


def test_a_practice_says_what_the_data_say(demo_site):
    for row in PRACTICES:
        page = PracticePage.objects.get(slug=row["slug"])
        assert page.city.title == row["city"]
        assert (page.title, page.lead) == (row["title"], row["summary"])
        assert (page.source_name, page.source_url) == (row["source_name"], row["source_url"])
        assert [theme.key for theme in page.themes] == [row["theme"]]
        assert {name.casefold() for name in page.tags.names()} == set(row["tags"])
        assert (page.costs, page.lessons == "") == (row["costs"] or "", row["lessons"] is None)


def test_a_cost_band_stands_only_where_the_source_names_a_cost(demo_site):
    banded = PracticePage.objects.exclude(cost_band="")
    assert banded.exists()
    assert not banded.filter(costs="").exists()


def test_foreign_cities_have_a_country_and_no_polish_classes(demo_site):
    abroad = CityPage.objects.exclude(country="PL")
    assert {city.title for city in abroad} == ABROAD
    empty = {"voivodeship": "", "teryt": None, "size_class": "", "population": None}
    assert set(abroad) == set(abroad.filter(latitude__isnull=False, **without_none(empty)))


def without_none(values):
    return {
        (f"{name}__isnull" if value is None else name): (value is None or value)
        for name, value in values.items()
    }


def test_joint_bodies_have_a_class_and_no_single_place(demo_site):
    bodies = CityPage.objects.filter(title__in={name for _n, name in MEMBERS} - POLISH)
    assert {body.size_class for body in bodies} == {"zwiazek", "obszar-funkcjonalny"}
    assert not bodies.exclude(latitude=None, population=None, teryt=None).exists()
    assert not bodies.filter(voivodeship="").exists()


def test_cities_have_their_cases(demo_site):
    assert not CityPage.objects.filter(name_genitive="").exists()
    assert CityPage.objects.get(title="Żory").name_locative == "Żorach"


def test_search_knows_all_of_it(demo_site):
    practices = LibraryEntry.objects.filter(kind="praktyka")
    assert practices.count() == len(PRACTICES)
    assert LibraryEntry.objects.filter(kind="miasto").count() == CityPage.objects.count()


# What is confirmed


def test_every_confirmed_member_and_nobody_else(demo_site):
    found = Membership.objects.values_list("network__title", "city__title")
    assert set(found) == MEMBERS
    assert len(found) == len(MEMBERS)
    assert set(Membership.objects.values_list("role", flat=True)) == {"partner"}
    assert not Membership.objects.filter(source_name="").exists()


def test_lists_of_members_say_whether_they_are_complete(demo_site):
    for network in NETWORKS:
        page = NetworkPage.objects.get(
            title=network["name_pl"], edition__key=network["key"].split("-")[0]
        )
        assert page.members_complete is network["members_complete"]
        assert page.members_note


def test_a_topic_alone_ties_no_practice_to_a_network(demo_site):
    linked = {link.practice.slug for link in NetworkPractice.objects.select_related("practice")}
    assert linked == {row["slug"] for row in PRACTICES if row["pim_network_basis"] == "member"}


def test_a_network_claims_a_partnership_only_where_the_deck_does(demo_site):
    stated = {row["name_pl"] for row in NETWORKS if row["theme_mapping_basis"] == "seed deck"}
    claimed = NetworkPage.objects.exclude(partnership=None)
    assert {network.title for network in claimed} == stated


def test_polish_participants_of_partnerships_are_those_confirmed(demo_site):
    expected = {
        (theme["name_pl"], row["name_pl"])
        for theme in PIM["themes"]
        for row in theme["polish_participants"]
        if row["status"].startswith("confirmed")
    }
    found = PolishParticipant.objects.select_related("partnership", "city")
    assert {(row.partnership.title, row.name) for row in found} == expected
    assert {row.name: row.city.title for row in found if row.city}["Gdynia"] == "Gdynia"
    assert "2017" in found.get(name="Gdynia").note


def test_unconfirmed_dates_and_guessed_addresses_stay_away(demo_site):
    for theme in PIM["themes"]:
        page = PartnershipPage.objects.get(title=theme["name_pl"])
        for field, name in (("started", "start"), ("action_plan", "action_plan")):
            year = theme["years"][name]
            known = year["value"] if year["status"] == "confirmed" else ""
            assert getattr(page, field) == known.split()[0] if known else not getattr(page, field)
    assert PartnershipPage.objects.get(title="Mieszkalnictwo").official_url == ""


def test_the_call_of_2017(demo_site):
    call, facts = CallPage.objects.get(slug="nabor-2017"), PIM["call_2017"]
    assert call.url == "/nabory/nabor-2017/"
    assert (str(call.opens), str(call.closes)) == (facts["opened"], facts["closed"])
    assert [row.applications for row in call.network_counts.all()] == [47, 33, 30]
    assert all(row.network for row in call.network_counts.all())
    assert call.applications_total == facts["applications_total"]
    assert sum(row.entities for row in call.voivodeship_counts.all()) == call.entities_total
    assert call.voivodeship_counts.count() == 16


def test_results_of_the_call_of_2017_are_the_table_of_the_deck(demo_site, client):
    facts, response = PIM["call_2017"], client.get("/nabory/nabor-2017/wyniki/")
    places = {row["name_pl"]: row["count"] for row in facts["entities_by_voivodeship"]}
    networks = {row["name_pl"]: row["count"] for row in facts["applications_by_network"]}
    for name, rows in (("voivodeship_bars", places), ("network_bars", networks)):
        assert {bar.label: bar.value for bar in response.context[name]} == rows
    for total in (facts["applications_total"], facts["entities_total"]):
        assert f"Sumy się zgadzają: {total}." in response.text
    assert "brak danych" in response.text  # the deck does not tell sizes
    table = client.get("/nabory/nabor-2017/wyniki/tabela/").content.decode()
    for name, number in places.items():
        assert f"województwo;{name};;{number};" in table


# Twice


def test_the_second_run_changes_nothing(demo_site):
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        printed = load()
    assert "Nowe: 0, poprawione: 0" in printed
    assert [word for pair in PASSWORDS.items() for word in pair if word not in printed] == []
    assert everything() == before
    tables = ("wagtailcore_page", "wagtailcore_revision", "knowledge_", "networks_", "pimsite_")
    writes = [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        and any(f'"{table}' in query["sql"].split("(")[0] for table in tables)
    ]
    assert writes == []


def test_changed_data_mend_the_page_and_keep_its_id(demo_site, folder):
    slug, pk = PRACTICES[0]["slug"], PracticePage.objects.get(slug=PRACTICES[0]["slug"]).pk
    rewrite(folder, "practices.json", lambda rows: rows[0].update(title="Nowy tytuł"))
    assert "poprawione: 1" in load(folder)
    page = PracticePage.objects.get(slug=slug)
    assert (page.pk, page.title, page.draft_title) == (pk, "Nowy tytuł", "Nowy tytuł")
    assert LibraryEntry.objects.get(page_id=pk).title == "Nowy tytuł"


def test_what_a_person_edited_renamed_or_moved_is_left_alone(demo_site, folder):
    page = PracticePage.objects.get(slug=PRACTICES[0]["slug"])
    page.title, page.slug = "Poprawił to człowiek", "inny-adres"
    page.save_revision().publish()
    page.move(CityPage.objects.get(title="Łódź"), pos="last-child")
    rewrite(folder, "practices.json", lambda rows: rows[0].update(title="Nowy tytuł"))
    assert "zostawione: 1" in load(folder)
    page.refresh_from_db()
    assert page.title == "Poprawił to człowiek"
    assert PracticePage.objects.count() == len(PRACTICES)


# Accounts


def test_refused_where_debug_is_off(settings):
    settings.ALLOW_DEMO = False
    before = everything()
    with pytest.raises(CommandError, match="DEBUG"):
        load()
    assert everything() == before


def test_demo_passwords_open_the_demo_only(demo_site, settings):
    def signed_in():
        return [
            name for name, word in PASSWORDS.items() if authenticate(username=name, password=word)
        ]

    assert signed_in() == []
    settings.PASSWORD_HASHERS = ["pimsite.demo.hashers.DemoPasswordHasher"]
    assert signed_in() == list(PASSWORDS)


def test_production_does_not_know_the_demo_hasher():
    settings = FOLDER.parent / "settings"
    for name in ("base.py", "production.py"):
        text = (settings / name).read_text() if (settings / name).exists() else ""
        assert "DemoPasswordHasher" not in text
        assert "ALLOW_DEMO" not in text


def test_passwords_stand_in_the_readme():
    readme = (FOLDER.parents[1] / "README.md").read_text()
    assert [word for word in PASSWORDS.values() if f"`{word}`" not in readme] == []


def test_editors_reach_their_own_city_only(demo_site):
    people = {user.username: user for user in get_user_model().objects.all()}
    gdynia, lodz = (CityPage.objects.get(title=title) for title in ("Gdynia", "Łódź"))
    assert gdynia.permissions_for_user(people["gdynia"]).can_edit()
    assert not gdynia.permissions_for_user(people["gdynia"]).can_publish()
    assert not lodz.permissions_for_user(people["gdynia"]).can_edit()
    assert lodz.permissions_for_user(people["lodz"]).can_edit()
    assert lodz.permissions_for_user(people["sekretariat"]).can_publish()
    assert people["admin"].is_superuser
    assert not people["sekretariat"].is_superuser
