"""What a page says of itself to the index; packages register how their pages are read."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.query import PageQuerySet

from .models import Kind
from .polish import normalise

# Title counts most, then tags, place and lead, then the rest.
WEIGHTS = {"title": 5.0, "tags": 3.0, "place": 3.0, "lead": 2.0, "body": 1.0}


@dataclass
class Document:
    """A page in the words and values that search needs."""

    kind: Kind
    title: str
    lead: str = ""
    tags: list[str] = field(default_factory=list)  # tags, themes and other labels, in words
    place: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)  # one string a block
    english: list[str] = field(default_factory=list)  # the digest for readers abroad
    files: list[tuple[Any, str]] = field(default_factory=list)  # documents offered, and their names
    city: Any = None  # the CityPage shown beside the title
    size_class: str = ""
    voivodeship: str = ""
    theme_slugs: list[str] = field(default_factory=list)
    tag_slugs: list[str] = field(default_factory=list)
    network_slugs: list[str] = field(default_factory=list)
    start_year: int | None = None
    end_year: int | None = None
    costs: str = ""
    cost_band: str = ""
    stage: str = ""
    edition_keys: list[str] = field(default_factory=list)
    recommendation_states: list[str] = field(default_factory=list)
    attachments: int = 0
    worth: float = 1.0  # of its score

    def __post_init__(self):
        self.title, self.lead = one_line(self.title), one_line(self.lead)
        for name in ("tags", "place", "body", "english"):
            lines = (one_line(line) for line in getattr(self, name) if line)
            setattr(self, name, list(dict.fromkeys(line for line in lines if line)))

    def fields(self) -> Iterator[tuple[float, str]]:
        """Weight and text of each field."""
        for name, weight in WEIGHTS.items():
            value = getattr(self, name)
            yield weight, value if isinstance(value, str) else "\n".join(value)

    @property
    def text(self) -> str:
        """What passages are shown from, and quotes are checked on beside title and labels."""
        return "\n".join([self.lead, *self.body, *self.english])


def register(
    pages: PageQuerySet,
    read: Callable[[Page], Document],
    complete: Callable[[list[Page]], None] | None = None,
) -> None:
    """Make live pages of a type findable: all pages of it, with what `read` needs of others.

    `complete` may add to many pages at once what a queryset cannot.
    """
    _READERS[pages.model] = (pages, read, complete)


def read_pages(pks) -> Iterator[tuple[Page, Document]]:
    """The live pages among these that belong to the library, with their documents."""
    found = Page.objects.filter(pk__in=pks, live=True).values_list("content_type", "pk")
    by_type: dict[int, list[int]] = defaultdict(list)
    for content_type, pk in found:
        by_type[content_type].append(pk)
    for model, (pages, read, complete) in _READERS.items():
        if of_type := by_type.get(ContentType.objects.get_for_model(model).pk):
            found_pages = list(pages.filter(pk__in=of_type))
            if complete:
                complete(found_pages)
            for page in found_pages:
                yield page, read(page)


def findable_pages() -> list[int]:
    """Every live page of a registered type, type by type."""
    return [
        pk
        for model in _READERS
        for pk in model.objects.filter(live=True).order_by("pk").values_list("pk", flat=True)
    ]


def read_article(page) -> Document:
    """A plain text of the site."""
    return Document(Kind.TEXT, page.title, page.lead, body=story(page.body))


def story(body) -> list[str]:
    """The words of a body, block by block."""
    lines = []
    for child in body:
        if child.block_type == "paragraph":
            lines += from_html(child.value.source)
        else:
            lines += child.block.get_searchable_content(child.value)
    return [str(line) for line in lines]


def from_html(html: str) -> list[str]:
    """The text of rich text, one string a paragraph, heading or list item."""
    return unescape(strip_tags(_END_OF_BLOCK.sub("\n", html or ""))).splitlines()


def one_line(text) -> str:
    """Text in the one way of writing that the index keeps, without line breaks."""
    return " ".join(normalise(str(text)).split())


_READERS: dict[type[Page], tuple[PageQuerySet, Callable, Callable | None]] = {}
_END_OF_BLOCK = re.compile(r"</(?:p|h\d|li|blockquote|td|th)>|<[bh]r\s*/?>", re.IGNORECASE)
