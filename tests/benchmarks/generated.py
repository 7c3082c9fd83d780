"""A library of any size, written like the real one: its words, in about their frequency.

Run as `python -m tests.benchmarks.generated 10000` it prepares the database and says how fast.
"""

import os
import random
import sys
import time
from collections import Counter
from itertools import accumulate

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimsite.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from tqdm import trange  # noqa: E402
from wagtail.models import Page  # noqa: E402

from knowledge.models import CitySize, PracticePage, Theme, Voivodeship  # noqa: E402
from search.documents import Document, read_pages  # noqa: E402
from search.entries import insert_pages  # noqa: E402
from search.models import IndexVersion, Kind, LemmaWeight  # noqa: E402
from search.paradigms import ensure_paradigms  # noqa: E402

WORDS = 400  # of a document
CHUNK, BATCH = (
    1000,
    50,
)  # documents of one transaction, and those written at once, as a rebuild does


def main(size: int):
    """Bring the database to this size; done before, it is left as it is."""
    call_command("migrate", verbosity=0)
    present = Page.objects.filter(slug__startswith="generated-").count()
    if not present:
        call_command("load_demo", verbosity=0)  # would make the index anew, of real pages only
    missing = size - present
    generator = Generator()
    speeds = []
    for start in trange(size - missing, size, CHUNK, disable=None, unit_scale=CHUNK):
        began = time.process_time()
        with transaction.atomic():
            fill(min(CHUNK, size - start), generator, first=start)
        speeds.append(min(CHUNK, size - start) / (time.process_time() - began))
    if speeds:
        speed = speeds[-1]  # warm: the words are known by now
        sys.stdout.write(
            f"{missing} documents of {WORDS} words written, {speed:.0f} a CPU second\n"
        )


class Generator:
    """Documents of words drawn as often as the practices of the database have them."""

    def __init__(self, seed=1):
        self._random = random.Random(seed)
        pages = read_pages(PracticePage.objects.values_list("pk", flat=True))
        counts = Counter(
            word for _, document in pages for _, text in document.fields() for word in text.split()
        )
        self._words, self._shares = list(counts), list(accumulate(counts.values()))
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
        return " ".join(self._random.choices(self._words, cum_weights=self._shares, k=length))


def fill(size: int, generator: Generator, first=0) -> list[Page]:
    """Write so many generated documents into the index in use, each with a page of its own."""
    generation = IndexVersion.lock().generation
    root = Page.objects.get(depth=1)
    weights = dict(LemmaWeight.objects.filter(generation=generation).values_list("text", "weight"))
    documents = [generator.document(number) for number in range(first, first + size)]
    pages = _pages(root, first, [document.title for document in documents])
    terms: dict = {}
    for start in range(0, size, BATCH):
        batch = zip(pages[start : start + BATCH], documents[start : start + BATCH], strict=True)
        ensure_paradigms(insert_pages(batch, generation, weights, terms))
    IndexVersion.lock().bump()
    return pages


def _pages(root: Page, first: int, titles: list[str]) -> list[Page]:
    pages = [
        Page(
            path=Page._get_path(root.path, 2, 1000 + number),
            depth=2,
            title=title,
            slug=f"generated-{number}",
            url_path=f"/generated-{number}/",
            content_type_id=root.content_type_id,
            locale_id=root.locale_id,
            live=True,
        )
        for number, title in enumerate(titles, start=first)
    ]
    return Page.objects.bulk_create(pages, batch_size=1000)


if __name__ == "__main__":
    main(int(sys.argv[1]))
