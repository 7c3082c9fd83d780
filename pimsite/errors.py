"""Answers of the site that belong to no page."""

import re

from django.shortcuts import render

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
