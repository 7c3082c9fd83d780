"""Measure the search on judged queries, or the analyser on pairs of forms."""

from pathlib import Path
from statistics import quantiles
from time import perf_counter

import numpy as np
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from wagtail.models import Page

from search.evaluation import DEPTH, judge, judge_pairs, read_judgements, read_queries
from search.expansion import corrected
from search.models import Kind
from search.query import parse
from search.ranking import ByRelevance, rank
from search.results import Results
from search.scratch import CorpusError, read_corpus, scratch_snapshot

DEEPEST = 100  # results of a query in a written run
Run = tuple[dict[str, list[tuple[str, float]]], list[float]]  # documents by query; milliseconds


class Command(BaseCommand):
    """What a visitor sees is what is judged; a practice's slug is its document id."""

    help = "Prints nDCG@10, Recall@10, MRR@10 and times of judged queries, or the recall of pairs."

    def add_arguments(self, parser):
        parser.add_argument("--queries", type=Path, help="id <tab> text")
        parser.add_argument("--qrels", type=Path, help="query id <tab> document id <tab> grade")
        parser.add_argument(
            "--corpus", type=Path, help="another collection: a JSON object a line, as in BEIR"
        )
        parser.add_argument("--run", type=Path, help="write query, document, rank, score here")
        parser.add_argument("--pairs", type=Path, help="form_a, form_b, same_lemma, weight")

    def handle(self, *args, queries, qrels, corpus, pairs, run, **options):
        if not (pairs or (queries and qrels)):
            raise CommandError("Give --pairs, or --queries and --qrels.")
        for path in filter(None, [queries, qrels, corpus, pairs]):
            if not path.is_file():
                raise CommandError(f"No such file: {path}")
        if pairs:
            self._print(judge_pairs(pairs))
        if queries and qrels:
            texts = read_queries(queries)
            try:
                ranked, times = search_corpus(corpus, texts) if corpus else search_library(texts)
            except CorpusError as error:
                raise CommandError(str(error)) from error
            found = {query: [slug for slug, _ in hits] for query, hits in ranked.items()}
            quality = judge(found, read_judgements(qrels))
            self._print({f"{name}@{DEPTH}": value for name, value in quality.items()})
            middle, worst = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
            self.stdout.write(f"p50 {middle:.1f} ms, p95 {worst:.1f} ms")
            if run:
                run.write_text("".join(_lines(ranked)), encoding="utf-8")

    def _print(self, figures):
        for name, value in figures.items():
            self.stdout.write(f"{name:<16} {value:.4f}")


def search_library(queries: dict[str, str]) -> Run:
    """Slug and score of the practices that each query finds here, as a visitor sees them."""
    slugs = dict(Page.objects.values_list("pk", "slug"))
    ranked, times = {}, []
    for query, text in queries.items():
        params = QueryDict(mutable=True)
        params["q"] = text
        start = perf_counter()
        results = Results(AnonymousUser(), params, fixed_kind=Kind.PRACTICE.value)
        found = results.ranked_pages(DEEPEST)
        times.append(1000 * (perf_counter() - start))
        ranked[query] = [(slugs[page], score) for page, score in found]
    return ranked, times


def search_corpus(path: Path, queries: dict[str, str]) -> Run:
    """The same in another collection: id and score of its documents."""
    collection = dict(read_corpus(path))
    if not collection:
        raise CorpusError(f"{path}: no documents")
    ids = list(collection)
    ranked, times = {}, []
    with scratch_snapshot(collection.values()) as snapshot:
        for query, text in queries.items():
            start = perf_counter()
            ranking = rank(snapshot, corrected(snapshot, parse(text), snapshot.main))
            rows = ByRelevance(snapshot, ranking, np.flatnonzero(ranking.found))[:DEEPEST]
            times.append(1000 * (perf_counter() - start))
            ranked[query] = [(ids[row], float(ranking.score[row])) for row in rows]
    return ranked, times


def _lines(ranked):
    """Scores fall with the ranks: what matched every word stands above a better partial match."""
    for query, hits in ranked.items():
        lowest = float("inf")
        for place, (document, score) in enumerate(hits, start=1):
            lowest = min(lowest, score)
            yield f"{query}\t{document}\t{place}\t{lowest - place / 1e6:.9g}\n"
