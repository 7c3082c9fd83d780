"""The index goes with the pages: what is published is found, what is withdrawn is not."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import QueryDict
from wagtail.models import PageViewRestriction

from knowledge.models import PracticePartner
from search.index import paused, refresh
from search.models import IndexVersion, LibraryEntry, Posting, Term
from search.rebuilding import rebuild
from search.results import Results

from .factories import (
    make_call,
    make_city,
    make_edition,
    make_network,
    make_output,
    make_partnership,
    make_practice,
    make_text,
    make_theme,
)
from .searching import postings

pytestmark = pytest.mark.django_db


def found(query, user=None, **filters):
    """Titles that a visitor finds, without marks."""
    params = QueryDict(mutable=True)
    params["q"] = query
    for name, value in filters.items():
        params.appendlist(name, value)
    hits = Results(user or AnonymousUser(), params).hits[:]
    return [hit.title.replace("<mark>", "").replace("</mark>", "") for hit in hits]


def publish(page, **fields):
    """Change a page as an editor does: a revision, then its publication."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def test_published_practice_is_found_by_every_field():
    make_practice(
        "Ulica szkolna",
        city=make_city("Tczew", voivodeship="pomorskie"),
        themes=[make_theme(name="Mobilność miejska")],
        tags=["bezpieczeństwo dzieci"],
        lead="Szlaban opuszczany rano.",
        problem="<p>Korki pod bramą.</p><ul><li>Hałas</li></ul>",
        results="<p>Mniej &amp; ciszej.</p>",
        costs="dwanaście tysięcy złotych",
        participants="rada rodziców",
    )
    for query in [
        "ulicą szkolną",
        "w Tczewie",
        "pomorskim",
        "mobilnością miejską",
        "bezpieczeństwa dzieci",
        "szlabanem",
        "korków",
        "hałasem",
        "ciszej",
        "tysiącami",
        "rodzicami",
    ]:
        assert "Ulica szkolna" in found(query), query


def test_every_kind_of_page_is_found():
    city = make_city("Żory")
    network = make_network("Sieć rewitalizacji", members=[city])
    make_output("Plan ulepszeń", network=network, city=city)
    make_partnership("Jakość powietrza", official_name="Partnership on Air Quality")
    make_call("Nabór jesienny", edition=make_edition())
    make_text("Zasady programu", lead="Aglomeracja uczy się.")
    assert found("Żorach") == ["Żory", "Plan ulepszeń", "Sieć rewitalizacji"]
    assert found("jakością powietrza") == ["Jakość powietrza"]
    assert found("jesiennego naboru") == ["Nabór jesienny"]
    assert found("aglomeracji") == ["Zasady programu"]


def test_index_pages_and_home_are_not_in_the_library():
    make_practice()
    assert set(LibraryEntry.objects.values_list("kind", flat=True)) == {"praktyka", "miasto"}


def test_draft_changes_are_not_found_until_published():
    practice = make_practice("Ogrody deszczowe")
    practice.title = "Parki kieszonkowe"
    revision = practice.save_revision()
    assert found("kieszonkowy") == []
    revision.publish()
    assert found("kieszonkowy") == ["Parki kieszonkowe"]
    assert found("deszczowy") == []


def test_unpublished_and_deleted_pages_leave():
    first, second = make_practice("Ogród pierwszy"), make_practice("Ogród drugi")
    first.unpublish()
    assert found("ogrody") == ["Ogród drugi"]
    second.delete()
    assert found("ogrody") == []


def test_deleting_a_city_takes_its_practices_and_its_name_elsewhere():
    city, other = make_city("Żory"), make_city("Ełk")
    make_practice("Ogród", city=city)
    partner = make_practice("Park", city=other)
    partner.partner_links.add(PracticePartner(city=city))
    publish(partner, partner_links=list(partner.partner_links.all()))
    network = make_network("Zieleń", members=[city, other])
    assert set(found("Żorach")) == {"Żory", "Ogród", "Park", "Zieleń"}
    publish(network, memberships=[each for each in network.memberships.all() if each.city == other])
    city.delete()
    assert found("Żorach") == []
    assert set(found("w Ełku")) == {"Ełk", "Park", "Zieleń"}


def test_renamed_city_renames_what_carries_its_name():
    city = make_city("Żory")
    make_practice("Ogród", city=city)
    make_network("Zieleń", members=[city])
    publish(city, title="Chorzów")
    assert found("Żorach") == []
    assert set(found("w Chorzowie")) == {"Chorzów", "Ogród", "Zieleń"}


def test_moved_practice_belongs_to_its_new_city():
    old = make_city("Żory", voivodeship="slaskie")
    new = make_city("Ełk", voivodeship="warminsko-mazurskie")
    practice = make_practice("Ogród", city=old)
    practice.move(new, pos="last-child")
    assert found("ogród Żory") == ["Żory", "Ogród"]
    assert found("ogród", woj="warminsko-mazurskie") == ["Ogród"]
    assert found("ogród", woj="slaskie") == []


def test_changed_slug_changes_the_address_found():
    practice = make_practice("Ogród")
    publish(practice, slug="ogrod-deszczowy")
    hit = Results(AnonymousUser(), QueryDict("q=ogrody")).hits[0]
    assert hit.url == "/miasta/gdynia/ogrod-deszczowy/"


def test_renamed_theme_tag_and_edition_are_found_by_the_new_name():
    theme = make_theme(name="Mobilność")
    practice = make_practice("Ogród", themes=[theme], tags=["rower"])
    make_network("Zieleń", edition=make_edition(name="Edycja próbna"))
    theme.name = "Retencja"
    theme.save()
    tag = practice.tags.get()
    tag.name = "hulajnoga"
    tag.save()
    edition = make_edition()
    edition.name = "Edycja kompaktowa"
    edition.save()
    assert found("retencji") == ["Ogród"]
    assert found("hulajnogą") == ["Ogród"]
    assert found("kompaktowej edycji") == ["Zieleń"]
    assert found("mobilność") == found("rower") == found("próbna") == []


def test_deleted_tag_is_forgotten():
    practice = make_practice("Ogród", tags=["rower"])
    practice.tags.get().delete()
    assert found("rowery") == []
    assert not LibraryEntry.objects.exclude(tags="").exists()


def test_name_of_a_closed_city_is_not_told_by_a_network():
    city = make_city("Żory")
    make_network("Zieleń", members=[city])
    restriction = PageViewRestriction.objects.create(
        page=city, restriction_type=PageViewRestriction.LOGIN
    )
    assert found("Żorach") == []
    restriction.delete()
    assert set(found("Żorach")) == {"Żory", "Zieleń"}


def test_rolled_back_publication_rolls_the_index_back():
    practice = make_practice("Ogród")
    before = IndexVersion.current(), postings()
    with transaction.atomic():
        publish(practice, title="Park kieszonkowy")
        assert found("kieszonkowy") == ["Park kieszonkowy"]
        transaction.set_rollback(True)
    assert (IndexVersion.current(), postings()) == before
    assert found("kieszonkowy") == []
    assert found("ogrodu") == ["Ogród"]


def test_two_publications_never_share_a_version():
    practice = make_practice("Ogród")
    seen = set()
    for title in ["Park", "Skwer"]:
        with transaction.atomic():
            publish(practice, title=title)
            seen.add(IndexVersion.current())
            transaction.set_rollback(True)
    assert len(seen) == 2


def test_publishing_again_without_a_change_writes_nothing():
    practice = make_practice("Ogród")
    version = IndexVersion.current()
    refresh([practice.pk])
    assert IndexVersion.current() == version


def test_only_changed_postings_are_written(django_assert_max_num_queries):
    practice = make_practice("Ogród")
    entry = LibraryEntry.objects.get(page=practice)
    before, rows = postings(entry), dict(Posting.objects.values_list("pk", "data"))
    publish(practice, costs="tysiąc")
    after = postings(entry)
    assert [text for _, _, text, _ in after - before] == ["tysiąc"]
    assert before <= after
    changed = dict(Posting.objects.values_list("pk", "data")).items() - rows.items()
    assert len(changed) == 1


def test_rebuild_gives_what_publishing_gave_and_is_idempotent():
    make_practice("Ogród deszczowy", tags=["woda"])
    make_network("Zieleń", members=[make_city("Żory")])

    def state():
        pages = dict(LibraryEntry.objects.values_list("pk", "page"))
        rows = {(pages[entry], *others) for entry, *others in postings()}
        entries = LibraryEntry.objects.values_list("page", "title", "text", "length", "tags")
        return rows, set(entries)

    assert rebuild() == 4
    first = state()
    assert rebuild(lambda documents: documents) == 4
    assert state() == first
    refresh(LibraryEntry.objects.values_list("page", flat=True))
    assert state() == first


def test_most_frequent_lemma_is_read_first_after_a_rebuild():
    """The form drogi is of a road, or dear; in a library of roads it is of a road."""
    practice = make_practice("Remont drogi", lead="Ruch na drodze.")

    def main():
        held = postings(LibraryEntry.objects.get(page=practice))
        return {text: weight for _, kind, text, weight in held if kind == Term.Kind.LEMMA}

    assert "drogi" in main()
    rebuild()
    assert "drogi" not in main()
    assert main()["droga"] == 5 + 2


def test_paused_indexing_leaves_the_index_to_a_rebuild():
    with paused():
        make_practice("Ogród")
    assert found("ogrody") == []
    rebuild()
    assert found("ogrody") == ["Ogród"]


def test_words_longer_than_a_key_do_not_break_publishing():
    make_practice("Ogród", lead="a" * 400)
    assert found("ogrody") == ["Ogród"]
