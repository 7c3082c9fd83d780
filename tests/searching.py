"""Asking the search as a visitor would; each test names only what matters to it."""

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from search.models import Posting, Term
from search.postings import POSTING
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


def postings(entry=None):
    """Entry, class and text of a term, and weight of every posting; or those of one entry."""
    terms = {pk: (kind, text) for pk, kind, text in Term.objects.values_list("pk", "kind", "text")}
    return {
        (number, *terms[row.term_id], weight)
        for row in Posting.objects.all()
        for number, weight in np.frombuffer(row.data, POSTING).tolist()
        if entry is None or number == entry.pk
    }


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
