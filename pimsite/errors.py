"""Answers of the site that belong to no page."""

import re

from django.http import Http404
from django.shortcuts import render
from django.urls import is_valid_path
from wagtail.models import Site

from knowledge.models import PracticePage
from knowledge.querysets import closed_to
from search.models import Kind
from search.results import Results

CLOSE = 3  # best matches offered beside the search box


def page_not_found(request, exception):
    """Say so, and search for the words of the address that led nowhere."""
    withdrawal = withdrawal_at(request)
    guess = withdrawal.practice.title if withdrawal else words_of(request.path)
    kind = Kind.PRACTICE.value if withdrawal else ""
    hits = Results(request.user, {"q": guess}, fixed_kind=kind).hits[:CLOSE] if guess else []
    context = {"guess": guess, "hits": hits, "withdrawal": withdrawal}
    template, status = ("410.html", 410) if withdrawal else ("404.html", 404)
    return render(request, template, context, status=status)


def withdrawal_at(request):
    """Why the practice that stood at this address is gone; None for anything else."""
    site = Site.find_for_request(request)
    if site is None or request.path.count("/") < 4:  # /miasta/<miasto>/<praktyka>/
        return None
    address = f"{site.root_page.url_path.rstrip('/')}{request.path.rstrip('/')}/"
    practice = PracticePage.objects.filter(live=False, url_path=address).first()
    if practice is None or any(practice.path.startswith(p.path) for p in closed_to(request.user)):
        return None
    withdrawal = practice.withdrawals.accepted().select_related("practice").first()
    back = practice.last_published_at
    return None if withdrawal and back and withdrawal.decided_at < back else withdrawal


def words_of(path: str) -> str:
    """What the last part of an address says; nothing when it names a file."""
    last = path.rstrip("/").rpartition("/")[2]
    return "" if "." in last else re.sub(r"[\W_]+", " ", last).strip()[:100]


class OwnNotFound:
    """Shows our page for what is missing although DEBUG is on: the demo is for its readers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_valid_path(request.path_info):
            return page_not_found(request, None)
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer for a view that found nothing; other errors keep their traceback."""
        return page_not_found(request, exception) if isinstance(exception, Http404) else None
