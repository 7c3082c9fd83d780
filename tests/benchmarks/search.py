"""What a search costs in a library of any size, beside stock Wagtail and the database's own search.

`python -m tests.benchmarks.search 10000`, or the same after `-m tests.postgres python`, first
writes what is missing of the generated library. Trust the ratios of one run.
"""

import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimsite.settings.test")
django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402

from knowledge.models import PracticePage  # noqa: E402
from search import arrays, index  # noqa: E402
from search.models import LibraryEntry, Posting, Term, TermVector  # noqa: E402
from search.results import Results  # noqa: E402
from search.similar import similar_practices  # noqa: E402
from search.suggestions import suggest  # noqa: E402

from .baselines import database_search, stock_search  # noqa: E402
from .filling import gather_statistics  # noqa: E402

REPEATS = 200
STOCK_AT_MOST = 10_000  # documents: half a minute a search there on SQLite, and it is quadratic
_WORD = re.compile(r"[^\W\d_]{3,}")
READER = AnonymousUser()


def main(size: int):
    subprocess.run([sys.executable, "-m", "tests.benchmarks.generated", str(size)], check=True)
    print_row(f"{connection.vendor}, {size} documents", "p50 ms", "p95 ms", "CPU ms", "ratio")
    gather_statistics("VACUUM ANALYZE")
    queries = Queries()
    before = resident()
    warm = measure(queries.three, with_facets)
    print_row("search, three words", *warm, 1)
    reference = warm[0]

    def report(name, texts, work, prepare=None):
        found = measure(texts, work, prepare)
        print_row(name, *found, found[0] / reference)

    report("search, one word", queries.one, with_facets)
    report("search, phrase", queries.phrases, with_facets)
    report("search, three words, two filters", queries.filtered, with_facets)
    report("search, three words, ten snippets", queries.three, with_snippets)
    report("search, three words, postings not held", queries.three, with_facets, forget_postings)
    report("search, phrase, texts not held", queries.phrases, with_facets, forget_postings)
    report("type-ahead", queries.beginnings, lambda text: suggest(READER, text))
    report("similar practices", queries.practices, lambda page: similar_practices(page, READER))
    report("publishing: what the index costs", queries.practices, refresh, queries.edit)
    report("search, first after a publication", queries.three, with_facets, queries.publish)
    report("search, worker just started", queries.three[:5], with_facets, restart)
    print_row("memory of the worker, MB more", resident() - before, "", "", "")
    print_row("size of the index, MB", index_size(), "", "", "")
    with transaction.atomic():
        report(f"{connection.vendor} full text", queries.three[:20], database_search())
        if size <= STOCK_AT_MOST:
            report("stock Wagtail search", queries.three[:2], stock_search())
        transaction.set_rollback(True)


class Queries:
    """What is asked: words drawn from the documents, so in their frequency; always the same."""

    def __init__(self):
        entries = LibraryEntry.objects.filter(page__slug__startswith="generated-").order_by("pk")
        leads = [_WORD.findall(lead) for lead in entries.values_list("lead", flat=True)[:REPEATS]]
        self.one = [f"q={max(words, key=len)}" for words in leads]
        self.three = ["q=" + "+".join(words[3:6]) for words in leads]
        self.phrases = [f'q="{words[4]}+{words[5]}"' for words in leads]
        self.filtered = [f"{text}&wielkosc=srednie&woj=slaskie&woj=lubuskie" for text in self.three]
        self.beginnings = [words[7][:length] for words in leads for length in (2, 4)][:REPEATS]
        self.practices = list(PracticePage.objects.live().order_by("pk"))[:100]
        self._edits = 0

    def edit(self, page=None):
        """Change a word of a page, as an editor would."""
        self._edits += 1
        page = page or self.practices[self._edits % len(self.practices)]
        PracticePage.objects.filter(pk=page.pk).update(lead=f"Zmieniona po raz {self._edits}.")
        return page

    def publish(self, _query):
        """Publish one, outside of what is measured."""
        refresh(self.edit())


def refresh(page):
    index.refresh([page.pk])


def with_facets(query: str):
    results = Results(READER, QueryDict(query))
    return results.total, results.facets


def with_snippets(query: str):
    results = Results(READER, QueryDict(query))
    return results.facets, results.hits[:10]


def forget_postings(_query):
    """Leave everything else and drop what was read of postings."""
    arrays.current().memory.forget()


def restart(_query):
    """Hold nothing, as a new worker does."""
    arrays._held.clear()


def measure(queries: list, work, prepare=None):
    """Median and 95th percentile of wall milliseconds, and the median of CPU, after a warm-up."""
    for query in queries:
        work(query)
    times, processor = [], []
    for query in queries:
        if prepare:
            prepare(query)
        start, cpu = time.perf_counter(), time.process_time()
        work(query)
        processor.append(1000 * (time.process_time() - cpu))
        times.append(1000 * (time.perf_counter() - start))
    worst = statistics.quantiles(times, n=20)[-1]
    return statistics.median(times), worst, statistics.median(processor)


def resident() -> float:
    """Megabytes of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def index_size() -> float:
    """Megabytes of entries, terms and postings with their indexes."""
    tables = [model._meta.db_table for model in (LibraryEntry, Term, Posting, TermVector)]
    if connection.vendor == "postgresql":
        select = (
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name"
        )
        parameters = [tables]
    else:
        marks = ", ".join(["%s"] * len(tables))
        select = (
            "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name IN "
            f"(SELECT name FROM sqlite_schema WHERE tbl_name IN ({marks}))"
        )
        parameters = tables
    with connection.cursor() as cursor:
        cursor.execute(select, parameters)
        return float(cursor.fetchone()[0]) / 1e6


def print_row(name: str, *figures):
    cells = (f"{each:>10.2f}" if isinstance(each, float) else f"{each:>10}" for each in figures)
    sys.stdout.write(f"{name:<42}{''.join(cells)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
