"""How long the admin takes to find among 10,000 pages: Wagtail's own backend and ours.

Run as `python -m tests.benchmarks.admin_search`, or the same after `-m tests.postgres python`.
"""

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimsite.settings.test")
django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from wagtail.models import Locale, Page  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402

from knowledge.models import PracticePage  # noqa: E402

PAGES = int(os.environ.get("PAGES", 10_000))
BACKENDS = {"stock": "modelsearch.backends.database", "ours": "search.admin_search"}
WORDS = ["zielone", "przystanki", "mieszkanie", "rower", "woda", "szkoła", "park", "ulica"]
ASKED = {"one page": "numer77", "one in eight": "park", "every page": "praktyka"}


def main():
    with transaction.atomic():
        pages = make_pages()
        times = {name: measure(get_search_backend(path), pages) for name, path in BACKENDS.items()}
        transaction.set_rollback(True)
    out = sys.stdout.write
    out(f"{connection.vendor}, {PAGES} pages, ms\n{'':<26}{'stock':>10}{'ours':>10}{'ratio':>9}\n")
    for what, before in times["stock"].items():
        after = times["ours"][what]
        out(f"{what:<26}{before:>10.1f}{after:>10.1f}{before / after:>9.1f}\n")


def make_pages():
    """Practices of 400 words, straight into the tables: how they are made is not measured."""
    root = Page.get_first_root_node()
    common = {
        "content_type": ContentType.objects.get_for_model(PracticePage),
        "locale": Locale.objects.first(),
        "depth": 2,
    }
    pages = [
        PracticePage(
            title=f"Praktyka {WORDS[number % 8]} {WORDS[number // 8 % 8]} numer{number}",
            path=Page._get_path(root.path, 2, 1000 + number),
            slug=f"numer{number}",
            url_path=f"/numer{number}/",
            solution="<p>" + " ".join(f"słowo{number * k % 5000}" for k in range(400)) + "</p>",
            **common,
        )
        for number in range(PAGES)
    ]
    columns = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    rows = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows, batch_size=500), strict=True):
        page.pk = page.page_ptr_id = row.pk
    for start in range(0, PAGES, 50):
        fields = PracticePage._meta.local_concrete_fields
        PracticePage._base_manager._insert(pages[start : start + 50], fields, using="default")
    return pages


def measure(backend, pages):
    """Milliseconds of the first twenty results with their number, and of one page saved."""
    backend.reset_indexes()
    for start in range(0, len(pages), 500):
        backend.add_bulk(PracticePage, pages[start : start + 500])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # and the next as autovacuum does it in a running site
            cursor.execute(
                "SELECT gin_clean_pending_list(index.oid) FROM pg_class AS index "
                "JOIN pg_am ON pg_am.oid = index.relam WHERE amname = 'gin'"
            )
    kinds = {"search": backend.search, "autocomplete": backend.autocomplete}
    times = {
        f"{kind}, {what}": timed(lambda find=find, query=query: look(find, query))
        for kind, find in kinds.items()
        for what, query in ASKED.items()
    }
    times["a page saved"] = timed(lambda: backend.add(pages[0]))
    return times


def look(find, query):
    found = find(query, Page.objects.filter(live=True))
    return found.count(), list(found[:20])


def timed(work):
    """The median of five, or the first if that took long."""
    times = []
    while len(times) < 5 and sum(times) < 3000:
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
