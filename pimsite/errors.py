"""Answers of the site that belong to no page."""

import re

from django.http import Http404
from django.shortcuts import render
from django.urls import is_valid_path

from search.results import Results

CLOSE = 3  # best matches offered beside the search box


def page_not_found(request, exception):
    """Say so, and search for the words of the address that led nowhere."""
    guess = words_of(request.path)
    hits = Results(request.user, {"q": guess}).hits[:CLOSE] if guess else []
    return render(request, "404.html", {"guess": guess, "hits": hits}, status=404)


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
