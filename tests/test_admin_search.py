"""The admin finds pages, drafts too, with and without diacritics, and whatever is typed."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag
from wagtail.models import Page
from wagtail.search.models import IndexEntry
from wagtail.search.query import MATCH_ALL, Boost, Not, Or, Phrase, PlainText

from knowledge.models import CityPage, PracticePage
from pimsite.models import PimDocument

from .editing import make_draft, make_team
from .factories import make_city, make_practice

pytestmark = pytest.mark.django_db


def found(query, pages=None, **options):
    pages = Page.objects.all() if pages is None else pages
    return [page.title for page in pages.autocomplete(query, **options)]


def in_text(query, pages=None, **options):
    pages = Page.objects.all() if pages is None else pages
    return [page.title for page in pages.search(query, **options)]


@pytest.mark.parametrize("query", ["lodz", "Łódź", "ŁÓDŹ", "łodź", "Lod", "„łódź”"])
def test_diacritics_and_case_do_not_matter(query):
    make_city("Łódź")
    assert found(query) == in_text(query) == ["Łódź"]


@pytest.mark.parametrize("query", ["zielon", "zielon przyst", "PRZYST zi", "przystanki"])
def test_beginnings_of_words_in_any_order(query):
    make_practice("Zielone przystanki", city=make_city())
    assert found(query) == ["Zielone przystanki"]
    assert found("ielone") == []


def test_all_words_are_wanted_in_title_or_text():
    make_practice("Zielone dachy", city=make_city(), lead="Barwinek i bluszcz.")
    make_practice("Zielone ściany", lead="Tylko bluszcz.")
    assert in_text("zielone barwinek") == ["Zielone dachy"]
    assert set(in_text("barwinek ściany", operator="or")) == {"Zielone dachy", "Zielone ściany"}


def test_titles_come_first_and_the_exact_one_before_all():
    city = make_city()
    for title in ["Park", "Park kieszonkowy", "Nowy park", "Ławki"]:
        make_practice(title, city=city, lead="W parku, nie w ogrodzie." if title == "Ławki" else "")
    assert in_text("park") == ["Park", "Park kieszonkowy", "Nowy park", "Ławki"]
    assert found("park") == ["Park", "Park kieszonkowy", "Nowy park"]


def test_order_of_the_list_is_kept_where_it_was_chosen():
    city = make_city()
    for title in ["Park B", "Park A", "Park"]:
        make_practice(title, city=city)
    by_title = Page.objects.order_by("title")
    assert found("park", by_title, order_by_relevance=False) == ["Park", "Park A", "Park B"]


NASTY = ['"', "*", "(", "\x00", "a" * 10_000, "a " * 5000, "NEAR(a b)", "a:b", "'", "\\", "^a"]
NASTY += ["a AND", "-", "title:", "{title}", "a & !b", "<->", "z\u0301", "%", "_", "\ud83d", "  "]


ADDRESSES = [
    "wagtailadmin_pages:search",
    "wagtailadmin_explore_root",
    "wagtailadmin_choose_page_search",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtailimages_chooser:choose_results",
    "wagtaildocs_chooser:choose_results",
]


@pytest.mark.parametrize("query", NASTY, ids=lambda query: ascii(query)[:12])
def test_nothing_typed_breaks_the_admin(admin_client, query):
    make_practice("Zielone przystanki")
    assert isinstance(found(query), list)
    assert isinstance(in_text(query), list)
    query = query.encode("utf-8", "replace").decode()
    for address in ADDRESSES:
        assert admin_client.get(reverse(address), {"q": query}).status_code == 200, address


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (MATCH_ALL, {"Park", "Rower"}),
        (Phrase("park"), {"Park"}),
        (Boost(PlainText("rower"), 2.0), {"Rower"}),
        (PlainText("park") | PlainText("rower"), {"Park", "Rower"}),
        (PlainText("park") & ~PlainText("rower"), {"Park"}),
        (Not(PlainText("park")), {"Rower"}),
        (Not(MATCH_ALL), set()),
        (Or([PlainText("park"), Not(PlainText("rower"))]), {"Park"}),
    ],
)
def test_queries_may_be_combined(query, expected):
    city = make_city()
    make_practice("Park", city=city)
    make_practice("Rower", city=city)
    assert set(in_text(query, PracticePage.objects.all())) == expected


def test_changed_and_deleted_pages():
    practice = make_practice("Park", city=make_city())
    practice.title = "Ogród"
    practice.save_revision().publish()
    assert (found("park"), found("ogrod")) == ([], ["Ogród"])
    practice.delete()
    assert found("ogrod") == []
    assert not IndexEntry.objects.filter(object_id=str(practice.pk)).exists()


def test_index_can_be_made_anew():
    practice = make_practice("Park", city=make_city())
    IndexEntry.objects.filter(object_id=str(practice.pk))._raw_delete(using="default")
    assert found("park") == []
    call_command("update_index", verbosity=0)
    assert found("park") == ["Park"]
    assert found("gdynia", CityPage.objects.all()) == ["Gdynia"]


def test_drafts_are_found_by_whoever_may_see_them(client):
    cities, users = make_team()
    make_draft("Ulica szkolna", city=cities["lodz"])
    address = reverse("wagtailadmin_pages:search_results")
    seen = {}
    for name in ["lodz", "gdynia"]:
        client.force_login(users[name])
        seen[name] = "Ulica szkolna" in client.get(address, {"q": "ulic szkoln"}).text
    assert seen == {"lodz": True, "gdynia": False}


def test_files_and_their_tags_are_found(admin_client):
    file = PimDocument.objects.create(title="Regulamin żłobka", file="regulamin.pdf")
    file.tags.add("Łąki kwietne")
    file.save()
    for query in ["zlob", "laki"]:
        listed = admin_client.get(reverse("wagtaildocs:index_results"), {"q": query})
        assert "Regulamin żłobka" in listed.text
    assert Tag.objects.count() == 1


def test_saving_a_page_leaves_the_entries_of_others_alone():
    practice = make_practice("Park", city=make_city())
    for number in range(5):
        make_practice(f"Park {number}")
    with CaptureQueriesContext(connection) as context:
        practice.save()
    table = IndexEntry._meta.db_table
    assert len([query for query in context if table in query["sql"]]) == 1
