"""A library of any size, written like the real one: its words, in about their frequency."""

import random
from collections import Counter

from wagtail.models import Page

from knowledge.models import CitySize, PracticePage, Theme, Voivodeship
from search.documents import Document, read_pages
from search.entries import insert_page
from search.models import IndexVersion, Kind, LemmaWeight
from search.paradigms import ensure_paradigms

WORDS = 400  # of a document


class Generator:
    """Documents of words drawn as often as the practices of the database have them."""

    def __init__(self, seed=1):
        self._random = random.Random(seed)
        pages = read_pages(PracticePage.objects.values_list("pk", flat=True))
        counts = Counter(
            word for _, document in pages for _, text in document.fields() for word in text.split()
        )
        self._words, self._shares = list(counts), list(counts.values())
        self._themes = list(Theme.objects.values_list("slug", flat=True))

    def document(self, number: int) -> Document:
        """The document of this number: title, tags, lead and body."""
        return Document(
            Kind.PRACTICE,
            f"{self._text(6)} {number}",
            self._text(30),
            tags=[self._text(1) for _ in range(4)],
            place=[self._text(1)],
            body=[self._text(40) for _ in range(WORDS // 40 - 1)],
            size_class=self._random.choice(CitySize.values),
            voivodeship=self._random.choice(Voivodeship.values),
            theme_slugs=self._random.sample(self._themes, 2),
            tag_slugs=[f"tag-{self._random.randrange(300)}"],
            start_year=self._random.randrange(2004, 2026),
        )

    def _text(self, length: int) -> str:
        return " ".join(self._random.choices(self._words, self._shares, k=length))


def fill(size: int, generator: Generator, tick=lambda: None) -> list[Page]:
    """Write so many generated documents into the index in use, each with a page of its own."""
    generation = IndexVersion.lock().generation
    root = Page.objects.get(depth=1)
    weights = dict(LemmaWeight.objects.filter(generation=generation).values_list("text", "weight"))
    pages = _pages(root, size)
    terms: dict = {}
    for number, page in enumerate(pages):
        document = generator.document(number)
        page.title = document.title
        lemmas = insert_page(page, document, generation, weights, terms)
        tick()
    ensure_paradigms(lemmas)
    IndexVersion.lock().bump()
    return pages


def _pages(root: Page, size: int) -> list[Page]:
    first = root.numchild + 10
    pages = [
        Page(
            path=Page._get_path(root.path, 2, first + number),
            depth=2,
            title=f"generated {number}",
            slug=f"generated-{number}",
            url_path=f"/generated-{number}/",
            content_type_id=root.content_type_id,
            locale_id=root.locale_id,
            live=True,
        )
        for number in range(size)
    ]
    return Page.objects.bulk_create(pages, batch_size=1000)
