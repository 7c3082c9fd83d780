"""A search as something to follow: what it is called, and where its feed and its form stand."""

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .forms import Sort
from .models import Kind, LibraryEntry
from .results import Results

LONGEST_NAME = 80


class Following:
    """The names and addresses of one search; the same for a page, a feed and a mail."""

    def __init__(self, results):
        self.results = results

    def __str__(self):
        words = ", ".join(self._words())
        practices = self.results.fixed_kind == Kind.PRACTICE
        subject = _("Nowe praktyki") if practices else _("Nowe w bibliotece")
        name = f"{subject}: {words}" if words else subject
        return Truncator(" ".join(name.split())).chars(LONGEST_NAME)

    @property
    def query_string(self):
        """The search in one way of writing, without its order: equal searches are equal text."""
        asked = QueryDict(mutable=True)
        for name in self.results.form.fields:
            given = [self.results.query] if name == "q" else self.results.params.getlist(name)
            values = sorted({value for value in given if value.strip()})
            if values and name != "sort":
                asked.setlist(name, values)
        return asked.urlencode()

    @property
    def list_url(self):
        """The results themselves."""
        return _address("search:search", self.query_string)

    @property
    def newest_url(self):
        """The results with the newest first."""
        asked = QueryDict(self.query_string, mutable=True)
        asked["sort"] = Sort.NEWEST.value
        return _address("search:search", asked.urlencode())

    @property
    def feed_url(self):
        """The feed of the results, of the list that the reader is on."""
        if not self.results.fixed_kind:
            return _address("search:feed", self.query_string)
        asked = QueryDict(self.query_string, mutable=True)
        del asked["rodzaj"]
        return _address("search:practices_feed", asked.urlencode())

    @property
    def form_url(self):
        """Where a reader leaves an address."""
        return _address("search:follow", self.query_string)

    def _words(self):
        """What was asked, as a reader would say it; a value that is no longer known, as it is."""
        if self.results.form.errors:
            asked = QueryDict(self.query_string)
            return [value for name in asked for value in asked.getlist(name)]
        labels = [chip.label for chip in self.results.chips]
        return [self.results.query, *labels] if self.results.query else labels


def public_results(params, *, fixed_kind="", **changes):
    """What anyone finds for these parameters, whoever asks: fit for caches, feeds and mails."""
    asked = QueryDict(mutable=True)
    asked.update(params)
    for name, value in changes.items():
        asked[name] = value
    if asked.getlist("rodzaj") == [Kind.PRACTICE]:
        fixed_kind = Kind.PRACTICE.value
    return Results(AnonymousUser(), asked, fixed_kind=fixed_kind)


def entries_of(pages):
    """What the index holds of these pages, in this order; two states of it may stand side by side.

    A page that has just been withdrawn is left out.
    """
    entries = LibraryEntry.objects.filter(page__in=pages, document=None)
    found = {entry.page_id: entry for entry in entries.select_related("page", "city")}
    return [found[page] for page in dict.fromkeys(pages) if page in found]


def _address(name, query_string):
    return f"{reverse(name)}?{query_string}" if query_string else reverse(name)
