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
from search.entries import Filler  # noqa: E402
from search.models import IndexVersion, Kind, LemmaWeight  # noqa: E402
from search.weighing import count_lemmas  # noqa: E402

WORDS = 400  # of a document
CHUNK, BATCH = (
    1000,
    200,
)  # documents of one transaction, and those written at once, as a rebuild does


def main(size: int):
    """Bring the database to this size; done before, it is left as it is."""
    call_command("migrate", verbosity=0)
    present = Page.objects.filter(slug__startswith="generated-").count()
    if not present:
        call_command("load_demo", verbosity=0)  # would make the index anew, of real pages only
    missing = size - present
    generator, filler = Generator(), new_filler()
    speeds = []
    for start in trange(size - missing, size, CHUNK, disable=None, unit_scale=CHUNK):
        documents = [generator.document(start + place) for place in range(min(CHUNK, size - start))]
        pages = make_pages(start, documents)
        began = time.process_time()
        with transaction.atomic():
            count_lemmas(documents)  # a rebuild reads twice
            fill(filler, pages, documents)
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


def new_filler() -> Filler:
    """What writes into the index in use."""
    generation = IndexVersion.objects.get().generation
    weights = dict(LemmaWeight.objects.filter(generation=generation).values_list("text", "weight"))
    return Filler(generation, weights)


def fill(filler: Filler, pages: list[Page], documents: list[Document]) -> None:
    """Write generated documents into the index in use."""
    version = IndexVersion.lock()
    for start in range(0, len(pages), BATCH):
        batch = slice(start, start + BATCH)
        filler.write(zip(pages[batch], documents[batch], strict=True))
    version.bump()


def make_pages(first: int, documents: list[Document]) -> list[Page]:
    """A page for each of these documents, numbered from `first`."""
    root = Page.objects.get(depth=1)
    pages = [
        Page(
            path=Page._get_path(root.path, 2, 1000 + number),
            depth=2,
            title=document.title,
            slug=f"generated-{number}",
            url_path=f"/generated-{number}/",
            content_type_id=root.content_type_id,
            locale_id=root.locale_id,
            live=True,
        )
        for number, document in enumerate(documents, start=first)
    ]
    return Page.objects.bulk_create(pages, batch_size=1000)


if __name__ == "__main__":
    main(int(sys.argv[1]))
