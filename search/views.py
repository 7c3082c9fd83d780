"""The search page and the list of practices: one search, asked in two places."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from .models import Kind
from .results import Results

PER_PAGE = 10


def search(request):
    """Everything in the library that this visitor may read."""
    return _search(request, heading=_("Szukaj"))


def practices(request):
    """The same search with the kind fixed: a list of good practices."""
    return _search(request, heading=_("Dobre praktyki"), fixed_kind=Kind.PRACTICE.value)


def _search(request, *, heading, fixed_kind=""):
    results = Results(request.user, request.GET, fixed_kind=fixed_kind)
    context = {
        "results": results,
        "page": Paginator(results.hits, PER_PAGE).get_page(request.GET.get("strona")),
        "fixed_kind": fixed_kind,
        "heading": heading,
        "noindex": not results.is_landing,
    }
    return render(request, "search/search.html", context)
