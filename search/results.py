"""One search: the pages found, the filters that would narrow it, and how to widen it."""

from functools import cached_property

import numpy as np
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from knowledge.querysets import closed_to

from .addresses import Address, Chip, Correction, Relaxation
from .arrays import Snapshot, consistent
from .columns import passing
from .expansion import corrected, offered
from .facets import facet, vocabulary
from .field_queries import apply_fields
from .forms import SearchForm, Sort, View
from .hits import Hits
from .models import Kind
from .places import Places
from .query import Query, inside_quotes, parse, respelled, unquoted
from .ranking import ByRelevance, Ranking, everything, nothing, rank

NEWEST = 5
RELATED = 4  # themes beside an empty list
LABEL = 60  # characters of what is left out


class Results:
    """What this user finds for these parameters; a page, a feed and an alert show the same."""

    def __init__(self, user, params, *, fixed_kind=""):
        self.user, self.fixed_kind = user, fixed_kind
        self.params = QueryDict(mutable=True)
        self.params.update(params)
        if fixed_kind:
            self.params.setlist("rodzaj", [fixed_kind])
        consistent(self._look_up)

    @property
    def hits(self):
        """What was found, in order: a sequence that reads only the slice it is asked for."""
        return Hits(self._snapshot, self._rows, self._ranking)

    def ranked_pages(self, most):
        """Page and score of the first results, for measuring and for machines."""
        rows = self._rows[:most]
        pages, scores = self._snapshot.pages[rows], self._ranking.score[rows]
        return list(zip(pages.tolist(), scores.tolist(), strict=True))

    def complete_pages(self):
        """Pages that hold every word, in order: what a feed and an alert tell about."""
        rows = self._rows[:]
        return self._snapshot.pages[rows[self._ranking.complete[rows]]].tolist()

    @property
    def total(self):
        """How many pages were found."""
        return len(self._rows)

    @property
    def only_joins(self):
        """Whether nothing was typed but words such as „jak” and „co”."""
        words = self._parsed.words
        return bool(words) and all(word.is_function for word in words)

    @property
    def query_to_quote(self):
        """What was typed, as it stands within quotes."""
        return inside_quotes(self.query)

    @property
    def is_one_word(self):
        return len(self._parsed.words) == 1

    @property
    def total_of_words(self):
        """How many pages the words find when no filter is chosen."""
        return int(self._found.sum())

    @property
    def complete_total(self):
        """How many of them matched every word: by relevance these come first."""
        return int(self._ranking.complete[self._passed].sum())

    @property
    def is_landing(self):
        """Nothing was asked yet."""
        return self.form.is_valid() and not self.query and not self._chosen

    @cached_property
    def facets(self):
        """The filters, with the count that each of their values would give."""
        return [
            facet(
                name,
                self.form.fields[name].label,
                self._choices[name],
                self._snapshot.columns[name].count(self._passing_others[name]),
                values,
            )
            for name, values in self.form.filters.items()
            if name != self._fixed
        ]

    @cached_property
    def chips(self):
        """Every chosen value, each with the address that drops it."""
        return [
            Chip(self._label(name, value), str(self._address.without(name, value)))
            for name, values in self._chosen.items()
            for value in values
        ]

    @property
    def clear_url(self):
        """The same words without filters."""
        return str(self._address.without_filters())

    @cached_property
    def relaxations(self):
        """For an empty list: what to leave out so that something is found."""
        if self.total:
            return []
        found = []
        if self._parsed.phrases:
            url = str(self._address.with_query(unquoted(self.query)))
            search = Results(self.user, QueryDict(url[1:]), fixed_kind=self.fixed_kind)
            found.append(Relaxation(_("bez cudzysłowu"), url, search.total))
        for name, values in self._chosen.items():
            labels = ", ".join(self._label(name, value) for value in values)
            count = len(self._passing_others[name])
            found.append(Relaxation(_without(labels), str(self._address.without(name)), count))
        if len(self._chosen) > 1:
            count = self._count(self._found, self._fixed_filter)
            found.append(Relaxation(_("bez filtrów"), self.clear_url, count))
        if self._chosen and self.query:
            count = self._count(self._visible, self.form.filters)
            url = str(self._address.without_query())
            found.append(Relaxation(_without(self.query_to_quote), url, count))
        return [each for each in found if each.count]

    @property
    def view(self):
        """How the results are shown: empty for a list."""
        return self.form.cleaned_data.get("widok", "")

    @property
    def views(self):
        """Every way of showing them: label, address, and whether it is this one."""
        return [(label, str(self._address.seen_as(v)), v == self.view) for v, label in View.choices]

    @cached_property
    def places(self):
        """The same results by city."""
        return Places(self._snapshot, self._rows[:], self.user, self._address)

    @property
    def newest(self):
        """The latest practices, for a reader who has not asked yet."""
        practices = self._snapshot.columns["rodzaj"].mask([Kind.PRACTICE])
        rows = np.flatnonzero(self._visible & practices)
        newest = np.argsort(-self._snapshot.published[rows], kind="stable")
        return Hits(self._snapshot, rows[newest[:NEWEST]], nothing(self._snapshot))[:NEWEST]

    @property
    def themes(self):
        """Themes of the pages this user may read: ways into the library."""
        counts = self._snapshot.columns["temat"].count(self._visible)
        return [
            self._snapshot.themes[slug] for slug, _ in self._choices["temat"] if counts.get(slug)
        ]

    @property
    def has_related_themes(self):
        """Whether the words alone lead to some themes."""
        return bool(self.query and any(self._found))

    @property
    def related_themes(self):
        """For an empty list: themes of what the words find without filters, else all of them."""
        if not self.has_related_themes:
            return self.themes
        counts = self._snapshot.columns["temat"].count(self._found)
        related = [theme for theme in self.themes if counts.get(theme.slug)]
        return sorted(related, key=lambda theme: -counts[theme.slug])[:RELATED]

    @property
    def sort_choices(self):
        """Orders on offer: relevance needs words."""
        offered = Sort.choices if self._parsed.words else Sort.choices[1:]
        return [(value, label) for value, label in offered]

    def _look_up(self, snapshot: Snapshot):
        """Search one state of the index; may run twice, so it sets everything anew."""
        self._snapshot = snapshot
        self._visible = snapshot.without(closed_to(self.user))
        self._choices = vocabulary(snapshot, self._visible)
        self.form = SearchForm(apply_fields(self.params, self._choices), self._choices)
        valid = self.form.is_valid()
        self.query = self.form.cleaned_data["q"] if valid else self.params.get("q", "")
        self._parsed = parse(self.query) if valid else Query()
        self._ranking = self._rank() if valid else nothing(snapshot)
        self._found = self._ranking.found & self._visible
        filters = self.form.filters
        self._passed, self._passing_others = passing(snapshot.columns, self._found, filters)
        self._rows = self._in_order(self._passed)

    def _rank(self) -> Ranking:
        if not self.query:
            return everything(self._snapshot)
        if self._parsed.is_empty:  # typed, but only marks
            return nothing(self._snapshot)
        if not self._is_exact:
            self._parsed = corrected(self._snapshot, self._parsed, self._visible)
        return rank(self._snapshot, self._parsed, exactly=self._is_exact)

    def _in_order(self, rows):
        if self.sort == Sort.ALPHABETICAL:
            return rows[np.argsort(self._snapshot.by_title[rows])]
        if self.sort == Sort.NEWEST:
            newest = -self._snapshot.published[rows]
            return rows[np.lexsort((self._snapshot.by_title[rows], newest))]
        return ByRelevance(self._snapshot, self._ranking, rows)

    @property
    def sort(self):
        """The order of the list: as asked, else by relevance where there are words."""
        asked = self.form.cleaned_data.get("sort")
        offered = dict(self.sort_choices)
        return asked if asked in offered else next(iter(offered))

    @property
    def correction(self):
        """What was searched instead of a word nobody knows; None where nothing was corrected."""
        changes = self._parsed.corrected
        if not changes:
            return None
        return Correction(self.query, respelled(self.query, changes), str(self._address.exactly()))

    @cached_property
    def offered(self):
        """Spellings to offer for words that the dictionary knows and the library lacks."""
        changes = offered(self._snapshot, self._parsed, self._visible)
        texts = [respelled(self.query, {typed: form}) for typed, form in changes.items()]
        return [(text, str(self._address.with_query(text))) for text in texts]

    @property
    def _is_exact(self) -> bool:
        return self.form.cleaned_data.get("dokladnie", False)

    @property
    def _fixed(self) -> str:
        return "rodzaj" if self.fixed_kind else ""

    @property
    def _fixed_filter(self) -> dict[str, list[str]]:
        return {"rodzaj": [self.fixed_kind]} if self.fixed_kind else {}

    @property
    def _chosen(self) -> dict[str, list[str]]:
        """Filters the reader chose; what the address of the page fixes is not a choice."""
        filters = self.form.filters.items()
        return {name: values for name, values in filters if values and name != self._fixed}

    @property
    def _address(self) -> Address:
        cleaned = self.form.cleaned_data
        return Address(
            self.query,
            self._chosen,
            cleaned.get("sort", ""),
            view=cleaned.get("widok", ""),
            exact=self._is_exact,
        )

    def _label(self, name: str, value: str) -> str:
        return str(dict(self._choices[name])[value])

    def _count(self, mask, filters) -> int:
        return len(passing(self._snapshot.columns, mask, filters)[0])


def _without(what: str) -> str:
    return _("bez „%(what)s”") % {"what": Truncator(what).chars(LABEL)}
