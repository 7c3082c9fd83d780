"""Checking a table and writing its drafts, in turns: progress is seen, and it may be stopped.

All or nothing without one long transaction, which would keep everybody else from writing: what
was written is noted beside the import, and taken back when it is cancelled or fails.
"""

import logging
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _
from django_tasks import task

from .kinds import KINDS, Kind, Wanted
from .models import Import, State
from .table import Problem, Table, TableError, read_table
from .turns import TURN, turn

MOST_PROBLEMS = 200  # listed; who mends these sees the next ones

_logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """Somebody asked to stop."""


@task(backend="imports")
def check(pk: int) -> None:
    """Read the whole table and say what is wrong with it, or what it would change."""
    source = Import.objects.get(pk=pk)
    try:
        kind, table = _read(source)
    except TableError as error:
        _move(source, State.REFUSED, problems=[[0, "", str(error)]])
        return
    problems, counts = list(table.problems), {"new": 0, "changed": 0, "same": 0}
    try:
        for rows in _turns(source, table):
            for draft, wrong in map(kind.draft, rows):
                problems += wrong
                if draft:
                    counts[_change(draft)] += 1
    except Cancelled:
        _move(source, State.CANCELLED)
        return
    problems.sort(key=lambda problem: problem.line)
    _move(
        source,
        State.REFUSED if problems else State.READY,
        problems=[[each.line, each.column, each.message] for each in problems[:MOST_PROBLEMS]],
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        **counts,
    )


@task(backend="imports")
def write(pk: int) -> None:
    """Write every row as a draft, or none."""
    source = Import.objects.get(pk=pk)
    kind, table = _read(source)
    try:
        for rows in _turns(source, table):
            with turn():
                _write(source, kind, rows)
    except Cancelled:
        _take_back(source, kind, State.CANCELLED)
    except RowsChanged as error:
        _take_back(source, kind, State.FAILED, problems=[_listed(error.problem)])
    except Exception:
        _logger.exception("Import %s failed", pk)
        told = [[0, "", _("Błąd programu; nic nie zostało zapisane.")]]
        _take_back(source, kind, State.FAILED, problems=told)
        raise
    else:
        _move(source, State.DONE)
        kind.finish(source)


class RowsChanged(Exception):
    """A row that was right when it was checked is so no longer."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


@task(backend="imports")
def undo(pk: int) -> None:
    """Take back what an import wrote; pages that others changed since are left, and counted."""
    source = Import.objects.get(pk=pk)
    _take_back(source, KINDS[source.kind](), State.UNDONE)


def _read(source: Import) -> tuple[Kind, Table]:
    kind = KINDS[source.kind]()
    table = read_table(source.name, bytes(source.content))
    kind.check_headings(table)
    source.begin(len(table.rows))
    return kind, table


def _turns(source: Import, table: Table) -> Iterator[list]:
    """The rows, some at a time; raises Cancelled."""
    rows = iter(table.rows)
    while some := list(islice(rows, TURN)):
        going_on = Import.objects.filter(pk=source.pk, is_cancelled=False)
        yield some
        if not going_on.exists():
            raise Cancelled
        source.advance(len(some))


def _change(draft: Wanted) -> str:
    if draft.is_new:
        return "new"
    return "changed" if draft.is_changed else "same"


def _write(source: Import, kind: Kind, rows: list) -> None:
    for row in rows:
        draft, problems = kind.draft(row)
        if problems:
            raise RowsChanged(problems[0])
        if draft.is_changed:
            kind.write(source, draft)


def _take_back(source: Import, kind: Kind, state: State, **fields) -> None:
    _move(source, State.UNDOING)
    _move(source, state, left=kind.take_back(source), **fields)


def _listed(problem: Problem) -> list:
    return [problem.line, problem.column, problem.message]


def _move(source: Import, state: State, **fields) -> None:
    for name, value in {"state": state, **fields}.items():
        setattr(source, name, value)
    source.save(update_fields=["state", "moved_at", *fields])
