"""The search page and the list of practices: one search, asked in two places."""

from dataclasses import asdict

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Kind
from .promotions import picks_for
from .results import Results
from .suggestions import suggest
from .tally import count_search

PER_PAGE = 10


def search(request):
    """Everything in the library that this visitor may read."""
    return _search(request, heading=_("Szukaj"))


def practices(request):
    """The same search with the kind fixed: a list of good practices."""
    return _search(request, heading=_("Dobre praktyki"), fixed_kind=Kind.PRACTICE.value)


def suggestions(request):
    """Offers for what was typed so far, for the script of the search box."""
    groups = suggest(request.user, request.GET.get("q", ""))
    number = sum(len(group.items) for group in groups)
    said = ngettext("%(counter)s podpowiedź", "%(counter)s podpowiedzi", number)
    status = said % {"counter": number} if number else ""
    return JsonResponse({"status": status, "groups": [asdict(group) for group in groups]})


def _search(request, *, heading, fixed_kind=""):
    results = Results(request.user, request.GET, fixed_kind=fixed_kind)
    count_search(request, results)
    page = Paginator(results.hits, PER_PAGE).get_page(request.GET.get("strona"))
    picks = _picks(request, results) if page.number == 1 else []
    context = {
        "results": results,
        "page": page,
        "picks": picks,
        "picked": {pick.page_id for pick in picks},
        "fixed_kind": fixed_kind,
        "heading": heading,
        "noindex": not results.is_landing or bool(results.view),
    }
    return render(request, "search/search.html", context)


def _picks(request, results):
    """Recommendations are for words alone: a filter asks for what the reader chose himself."""
    if not results.query or results.form.errors or results.chips:
        return []
    return picks_for(results.query, request.user)
