"""Asking the search as a visitor would; each test names only what matters to it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from search.results import Results
from tests.factories import make_city, make_practice, make_theme

VISITOR = AnonymousUser()


def ask(query_string, user=VISITOR, **options):
    return Results(user, QueryDict(query_string), **options)


def titles(results):
    return [hit.title.replace("<mark>", "").replace("</mark>", "") for hit in results.hits[:]]


def counts(results, name):
    facet = next(facet for facet in results.facets if facet.name == name)
    return {choice.value: choice.count for choice in facet.choices if choice.count}


@pytest.fixture
def library():
    """Four practices that differ in city size, voivodeship, theme and tag."""
    air, move = make_theme("air", "Jakość powietrza"), make_theme("move", "Mobilność")
    big = make_city("Łódź", size_class="duze", voivodeship="lodzkie")
    small = make_city("Milicz", size_class="male", voivodeship="dolnoslaskie")
    make_practice("Rower cargo", city=big, themes=[move], tags=["rower", "dostawy"])
    make_practice("Rower miejski", city=small, themes=[move], tags=["rower"])
    make_practice("Zielona ściana", city=big, themes=[air, move])
    make_practice("Czyste kotły", city=small, themes=[air])
