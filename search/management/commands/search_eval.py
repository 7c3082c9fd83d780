"""Measure the search on judged queries, or the analyser on pairs of forms."""

from pathlib import Path
from statistics import quantiles
from time import perf_counter

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from wagtail.models import Page

from search.evaluation import DEPTH, judge, judge_pairs, read_judgements, read_queries
from search.models import Kind
from search.results import Results

DEEPEST = 100  # results of a query in a written run


class Command(BaseCommand):
    """What a visitor sees is what is judged; a practice's slug is its document id."""

    help = "Prints nDCG@10, Recall@10, MRR@10 and times of judged queries, or the recall of pairs."

    def add_arguments(self, parser):
        parser.add_argument("--queries", type=Path, help="id <tab> text")
        parser.add_argument("--qrels", type=Path, help="query id <tab> document id <tab> grade")
        parser.add_argument("--run", type=Path, help="write query, document, rank, score here")
        parser.add_argument("--pairs", type=Path, help="form_a, form_b, same_lemma, weight")

    def handle(self, *args, queries, qrels, pairs, run, **options):
        if not (pairs or (queries and qrels)):
            raise CommandError("Give --pairs, or --queries and --qrels.")
        for path in filter(None, [queries, qrels, pairs]):
            if not path.is_file():
                raise CommandError(f"No such file: {path}")
        if pairs:
            self._print(judge_pairs(pairs))
        if queries and qrels:
            ranked, times = self._search(read_queries(queries))
            found = {query: [slug for slug, _ in hits] for query, hits in ranked.items()}
            quality = judge(found, read_judgements(qrels))
            self._print({f"{name}@{DEPTH}": value for name, value in quality.items()})
            middle, worst = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
            self.stdout.write(f"p50 {middle:.1f} ms, p95 {worst:.1f} ms")
            if run:
                run.write_text("".join(_lines(ranked)), encoding="utf-8")

    def _search(self, queries):
        """Slug and score of what each query finds, and how many milliseconds it took."""
        slugs = dict(Page.objects.values_list("pk", "slug"))
        ranked, times = {}, []
        for query, text in queries.items():
            params = QueryDict(mutable=True)
            params["q"] = text
            start = perf_counter()
            results = Results(AnonymousUser(), params, fixed_kind=Kind.PRACTICE.value)
            ranked[query] = [(slugs[page], score) for page, score in results.ranked_pages(DEEPEST)]
            times.append(1000 * (perf_counter() - start))
        return ranked, times

    def _print(self, figures):
        for name, value in figures.items():
            self.stdout.write(f"{name:<16} {value:.4f}")


def _lines(ranked):
    for query, hits in ranked.items():
        for place, (slug, score) in enumerate(hits, start=1):
            yield f"{query}\t{slug}\t{place}\t{score:.9g}\n"
