"""Words of a file find the page that offers it, and the hit says which file and which page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from wagtail.models import PageViewRestriction

from knowledge.models import PracticeAttachment
from search.entries import Draft
from search.extraction.models import AttachmentText
from search.index import refresh
from search.models import LibraryEntry
from search.results import Results

from .editing import make_file
from .factories import make_city, make_practice
from .searching import ask, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    practice = make_practice("Wymiana kotłów", lead="Dotacje.", city=make_city("Gdynia"))
    offer(
        practice, "Regulamin dotacji", ["Wstęp.", "O niczym.", "Wniosek składa się w kancelarii."]
    )
    return practice


def offer(practice, name, pages):
    """Attach a file that was read so."""
    document = make_file(name)
    practice.attachments.add(PracticeAttachment(document=document, title=name))
    practice.save_revision().publish()
    AttachmentText.objects.update_or_create(
        document=document,
        defaults={
            "state": AttachmentText.State.READ,
            "pages": pages,
            "read_at": "2026-01-02T00:00Z",
        },
    )
    refresh([practice.pk])
    return document


def test_hit_names_file_and_page(practice):
    [hit] = ask("q=w kancelariach").hits[:]
    assert hit.title == "Wymiana kotłów"
    assert (str(hit.file.title), hit.file.page) == ("Regulamin dotacji", 3)
    assert "<mark>kancelarii</mark>" in hit.file.snippet
    assert hit.file.url.startswith("/dokumenty/")


def test_quotes_are_found_in_a_file_across_its_lines(practice):
    offer(practice, "Umowa", ["Najem kotła na pięć\nlat. Kotła nie sprzedaje się."])
    [hit] = ask('q="na pięć lat"').hits[:]
    assert (hit.title, str(hit.file.title)) == ("Wymiana kotłów", "Umowa")
    assert titles(ask('q="lat kotła nie"')) == ["Wymiana kotłów"]
    assert ask('q="pięć na lat"').total == 0


@pytest.mark.parametrize("excluded", ["-najem", '-"na pięć lat"'])
def test_what_a_file_mentions_does_not_leave_its_page_out(practice, excluded):
    offer(practice, "Umowa", ["Najem kotła na pięć lat."])
    assert titles(ask(f"q=kotły {excluded}")) == ["Wymiana kotłów"]


def test_short_word_is_not_sought_inside_other_words():
    practice = make_practice("Głosowanie")
    offer(practice, "Zasady", ["Roboty drogowe, obok szkoły.", "Środki BO dzielą mieszkańcy."])
    [hit] = ask("q=BO").hits[:]
    assert hit.file.page == 2


def test_page_counts_once_and_words_of_both_add_up(practice):
    results = ask("q=wymiana kotłów kancelaria")
    assert titles(results).count("Wymiana kotłów") == 1
    assert results.complete_total == 1
    assert (
        sum(c.count for f in results.facets if f.name == "rodzaj" for c in f.choices)
        == results.total
    )


def test_own_words_need_no_file(practice):
    assert ask("q=dotacje kotły").hits[0].file is None


def test_result_page_shows_it(practice, client):
    html = client.get("/szukaj/?q=kancelarii").content.decode()
    assert "W załączniku" in html
    assert "strona 3" in html


def test_withdrawn_page_and_deleted_file_are_not_found(practice):
    other = make_practice("Remont")
    document = offer(other, "Umowa", ["Tajny paragraf kanarkowy."])
    assert titles(ask("q=kanarkowego")) == ["Remont"]
    document.delete()
    assert ask("q=kanarkowego").total == 0
    practice.unpublish()
    assert ask("q=kancelaria").total == 0
    assert not LibraryEntry.objects.exclude(document=None).exists()


def test_file_of_a_closed_page_is_found_by_nobody_else(practice):
    PageViewRestriction.objects.create(page=practice, restriction_type=PageViewRestriction.LOGIN)
    assert Results(AnonymousUser(), QueryDict("q=kancelaria")).total == 0


def test_file_is_not_read_again_with_every_publication(practice, monkeypatch):
    calls = []
    monkeypatch.setattr(
        Draft, "fields", property(lambda draft: calls.append(draft.entry.document_id) or [])
    )
    refresh([practice.pk])
    assert set(calls) == {None}
