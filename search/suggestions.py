"""What a reader may mean while typing: themes, tags, cities, practices and other pages.

Words of titles stand in a table that is written with the index; names of themes and tags are few
and are held, sorted, for as long as the index stands.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from taggit.models import Tag

from knowledge.models import Theme

from .models import IndexVersion, Kind, TitleWord
from .offers import Readable
from .slips import near_prefixes
from .titles import last_word, placed_words, plain_words

LEAST_TYPED = 2  # letters; one letter begins too much
LONGEST_TYPED = 100
MOST = 8
MOST_WORDS = 6
MOST_NAMES, MOST_CITIES = 2, 3  # so that no kind crowds out the others


@dataclass
class Suggestion:
    """One offer: its words, what it is, where it leads, and which letters were typed."""

    label: str
    note: str
    url: str
    mark: tuple[int, int]


@dataclass
class Group:
    """Offers of one kind under its heading."""

    label: str
    items: list[Suggestion] = field(default_factory=list)


class KnownNames:
    """Names of themes and tags by their words, and all words of titles, as of one index."""

    def __init__(self, stamp):
        self.stamp = stamp
        self.names = {
            (name, slug): plain_words(label)
            for name, model in (("temat", Theme), ("tag", Tag))
            for slug, label in model.objects.values_list("slug", "name")
        }
        self._words = sorted(
            (word, place, key)
            for key, words in self.names.items()
            for place, word in enumerate(words)
        )

    def find(self, words: list[str]) -> list[tuple[str, str]]:
        """Filter and slug of the names that hold all words, each begun; first words first."""
        last = words[-1]
        start = bisect_left(self._words, (last,))
        end = bisect_left(self._words, (last_word(last) + "z",))
        found = dict.fromkeys(key for _, _, key in sorted(self._words[start:end], key=_by_place))
        return [key for key in found if _holds(self.names[key], words[:-1])]

    @cached_property
    def words(self) -> list[str]:
        """Every word that could be typed, sorted, to correct one that leads nowhere."""
        titles = TitleWord.objects.values_list("word", flat=True).distinct()
        return sorted({*titles.iterator(), *(word for word, _, _ in self._words)})


def suggest(user, typed: str) -> list[Group]:
    """At most eight offers for what was typed so far, by kind; an odd text gives none."""
    words = plain_words(typed[:LONGEST_TYPED])[:MOST_WORDS]
    if not words or len(words[-1]) < LEAST_TYPED:
        return []
    readable, known = Readable(user), _known_names()
    groups = _groups(readable, known, words)
    if groups:
        return groups
    for prefix in near_prefixes(known.words, words[-1]):
        groups = _groups(readable, known, [*words[:-1], prefix])
        if groups:
            return groups
    return []


def _groups(readable: Readable, known: KnownNames, words: list[str]) -> list[Group]:
    names, last = known.find(words), words[-1]
    themes = [slug for name, slug in names if name == "temat"]
    tags = [slug for name, slug in names if name == "tag"]
    groups = [
        Group(_("Tematy"), _names("temat", _("temat"), themes, readable.themes(themes), last)),
        Group(_("Tagi"), _names("tag", _("tag"), tags, readable.tags(tags), last)),
    ]
    groups += _pages(readable, words, MOST - sum(len(group.items) for group in groups))
    return [group for group in groups if group.items]


def _names(name, note, slugs, labels: dict[str, str], typed: str) -> list[Suggestion]:
    address = reverse("search:search")
    return [
        Suggestion(
            labels[slug], note, f"{address}?{urlencode({name: slug})}", _mark(labels[slug], typed)
        )
        for slug in [slug for slug in slugs if slug in labels][:MOST_NAMES]
    ]


def _pages(readable: Readable, words: list[str], left: int) -> list[Group]:
    """Cities, then practices, then everything else, by title."""
    groups = {Kind.CITY: [], Kind.PRACTICE: [], None: []}
    for title in readable.titles(words, MOST):
        groups[title.kind if title.kind in groups else None].append(title)
    del groups[Kind.CITY][MOST_CITIES:]
    labels = {Kind.CITY: _("Miasta"), Kind.PRACTICE: _("Praktyki"), None: _("Inne strony")}
    found = []
    for kind, titles in groups.items():
        found.append(Group(labels[kind], [_page(title, words[-1]) for title in titles[:left]]))
        left -= len(found[-1].items)
    return found


def _page(title, typed: str) -> Suggestion:
    note = title.city if title.kind == Kind.PRACTICE else Kind(title.kind).label
    return Suggestion(title.title, str(note or ""), title.url, _mark(title.title, typed))


def _holds(name: list[str], words: list[str]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in words)


def _by_place(word: tuple) -> tuple:
    return word[1:]


def _mark(label: str, typed: str) -> tuple[int, int]:
    """Where the typed letters stand in the label, as well as it can be told."""
    for word, start, end in placed_words(label):
        if word.startswith(typed):
            return start, min(start + len(typed), end)
    return 0, 0


def _known_names() -> KnownNames:
    """The names as of the index as it is now."""
    stamp = IndexVersion.current()
    held = _held.get("names")
    if held is None or held.stamp != stamp:
        held = _held["names"] = KnownNames(stamp)
    return held


_held: dict[str, KnownNames] = {}
