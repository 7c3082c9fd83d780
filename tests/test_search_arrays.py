"""What a worker holds is as new as the database, bounded, and never of two states."""

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from search import memory
from search.arrays import consistent, current
from search.columns import Column, passing
from search.index import refresh
from search.models import IndexVersion
from search.recent import Recent
from search.results import Results

from .factories import make_practice


@pytest.mark.django_db
class TestSnapshot:
    def test_stands_while_nothing_changes(self, django_assert_num_queries):
        make_practice("Ogród")
        snapshot = current()
        with django_assert_num_queries(1):
            assert current() is snapshot

    def test_is_made_anew_after_a_publication(self):
        make_practice("Ogród")
        before = current()
        make_practice("Park")
        assert len(current()) == len(before) + 1

    def test_search_runs_again_if_a_publication_came_in_between(self):
        practice = make_practice("Ogród")
        states = []

        def work(snapshot):
            states.append(snapshot.stamp)
            if len(states) == 1:
                practice.unpublish()
            return int(snapshot.main.sum())

        assert consistent(work) == 1  # the city is left
        assert len(states) == 2
        assert states[-1] == IndexVersion.current()

    def test_endless_publications_do_not_hold_a_reader_for_ever(self):
        def work(snapshot):
            IndexVersion.lock().bump()
            return "an answer"

        assert consistent(work) == "an answer"

    def test_page_withdrawn_after_the_search_is_not_shown(self):
        practice = make_practice("Ogród")
        results = Results(AnonymousUser(), QueryDict("q=ogrody"))
        practice.unpublish()
        assert results.hits[:10] == []

    def test_known_words_are_not_read_again(self, django_assert_num_queries):
        make_practice("Ogród")
        snapshot = current()
        first = snapshot.postings([(1, "ogród"), (1, "nie-ma")])
        with django_assert_num_queries(0):
            again = snapshot.postings([(1, "ogród"), (1, "nie-ma")])
        assert list(again) == list(first) == [(1, "ogród")]

    def test_small_memory_gives_the_same_answer(self, monkeypatch):
        make_practice("Ogród deszczowy")
        monkeypatch.setattr(memory, "MAX_BYTES", 1)
        refresh([])
        IndexVersion.lock().bump()
        results = Results(AnonymousUser(), QueryDict("q=ogrody deszczowe"))
        assert results.complete_total == 1

    def test_empty_library_answers(self):
        assert Results(AnonymousUser(), QueryDict("q=ogród")).total == 0
        assert Results(AnonymousUser(), QueryDict("")).hits[:10] == []


class TestRecent:
    def test_the_least_recently_used_leave_first(self):
        recent = Recent(max_bytes=2 * (300 + 80))
        for key in "ab":
            recent.put(key, "value", 80)
        recent.get("a")
        recent.put("c", "value", 80)
        assert recent.get("b") is None
        assert recent.get("a") is not None
        assert len(recent) == 2

    def test_replaced_arrays_are_not_counted_twice(self):
        recent = Recent(max_bytes=2 * (300 + 80))
        for _ in range(9):
            recent.put("a", "value", 80)
        recent.put("b", "value", 80)
        assert recent.get("a") is not None

    def test_one_too_large_is_not_kept(self):
        recent = Recent(max_bytes=100)
        recent.put("a", "value", 8000)
        assert recent.get("a") is None


class TestColumns:
    def test_counts_agree_with_a_plain_reading_of_the_rule(self):
        rng = np.random.default_rng(7)
        values = {
            name: [
                list(rng.choice(list("abcd"), rng.integers(0, 3), replace=False)) for _ in range(60)
            ]
            for name in ("temat", "tag", "woj")
        }
        columns = {name: Column(rows) for name, rows in values.items()}
        chosen = {"temat": ["a", "b"], "tag": ["c"], "woj": []}
        mask = rng.random(60) < 0.8
        passed, others = passing(columns, mask, chosen)

        def passes(row, but=None):
            return mask[row] and all(
                set(values[name][row]) & set(wanted)
                for name, wanted in chosen.items()
                if wanted and name != but
            )

        assert passed.tolist() == [row for row in range(60) if passes(row)]
        for name, column in columns.items():
            expected = {
                value: sum(
                    value in values[name][row] and bool(passes(row, name)) for row in range(60)
                )
                for value in column.values
            }
            assert column.count(others[name]) == expected
