"""Many values at once: the same rows as `__in`, on both databases."""

import pytest

from search.index import refresh
from search.models import LibraryEntry, Term

from .factories import make_practice

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_texts_and_numbers_are_found_among_many():
    make_practice("Ogród „deszczowy”, d'Arc i 50 % \\ {a,b}")
    texts = [*Term.objects.values_list("text", flat=True), "nie ma", 'cudzysłów " i \\', "", "{}"]
    numbers = [*Term.objects.values_list("pk", flat=True), 10**12]
    everything = set(Term.objects.all())
    assert set(Term.objects.filter(text__among=texts)) == everything
    assert set(Term.objects.filter(pk__among=set(numbers))) == everything
    assert Term.objects.get(text__among=["ogród"], kind=Term.Kind.LEMMA).text == "ogród"
    assert not Term.objects.filter(text__among=["ogrod", "Ogród"]).exists()


def test_relations_are_compared_by_key():
    page = make_practice("Ogród")
    make_practice("Park")
    [entry] = LibraryEntry.objects.filter(page__among=[page.pk], document=None)
    assert entry.title == "Ogród"


@pytest.mark.parametrize("nothing", [[], set(), ()])
def test_among_nothing_is_nothing(nothing):
    refresh([make_practice("Ogród").pk])
    assert not Term.objects.filter(text__among=nothing).exists()
    assert not Term.objects.filter(pk__among=nothing).exists()
