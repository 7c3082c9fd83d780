"""Checking a table and writing its drafts, in turns: progress is seen, and it may be stopped.

All or nothing without one long transaction, which would keep everybody else from writing: what
was written is noted beside the import, and taken back when it is cancelled or fails.
"""

import logging
from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from .kinds import KINDS, Draft, Kind
from .models import Import, ImportedDraft, State
from .table import Problem, Table, TableError, read_table

TURN = 25  # rows between two looks at whether to go on
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
        for turn in _turns(source, table):
            for draft, wrong in map(kind.draft, turn):
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
        for turn in _turns(source, table):
            with transaction.atomic():
                _write(source, kind, turn)
    except Cancelled:
        _take_back(source)
        _move(source, State.CANCELLED)
    except RowsChanged as error:
        _take_back(source)
        _move(source, State.FAILED, problems=[_listed(error.problem)])
    except Exception:
        _logger.exception("Import %s failed", pk)
        _take_back(source)
        _move(
            source, State.FAILED, problems=[[0, "", _("Błąd programu; nic nie zostało zapisane.")]]
        )
        raise
    else:
        _move(source, State.DONE)


class RowsChanged(Exception):
    """A row that was right when it was checked is so no longer."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


@task(backend="imports")
def undo(pk: int) -> None:
    """Take back what an import wrote; pages that others changed since are left, and counted."""
    source = Import.objects.get(pk=pk)
    left = _take_back(source)
    _move(source, State.UNDONE, left=left)


def _read(source: Import) -> tuple[Kind, Table]:
    kind = KINDS[source.kind]()
    table = read_table(source.name, bytes(source.content))
    kind.check_headings(table)
    Import.objects.filter(pk=source.pk).update(total=len(table.rows), done=0)
    return kind, table


def _turns(source: Import, table: Table) -> Iterator[list]:
    """The rows, some at a time; raises Cancelled."""
    rows = iter(table.rows)
    while turn := list(islice(rows, TURN)):
        going_on = Import.objects.filter(pk=source.pk, is_cancelled=False)
        yield turn
        if not going_on.exists():
            raise Cancelled
        source.done += len(turn)
        source.save(update_fields=["done", "moved_at"])


def _change(draft: Draft) -> str:
    if draft.is_new:
        return "new"
    return "changed" if draft.is_changed else "same"


def _write(source: Import, kind: Kind, rows: list) -> None:
    for row in rows:
        draft, problems = kind.draft(row)
        if problems:
            raise RowsChanged(problems[0])
        if draft.is_changed:
            _save(source, kind, draft)


def _save(source: Import, kind: Kind, draft: Draft) -> None:
    page = draft.page
    before, had_changes = page.latest_revision, page.has_unpublished_changes
    if draft.is_new:
        page.owner = source.user
        draft.parent.add_child(instance=page)
    for name, values in draft.links.items():
        kind.link(page, name, values)
    revision = page.save_revision(user=source.user, clean=False, changed=True)
    log(page, "pimsite.import", user=source.user, revision=revision, data={"name": source.name})
    ImportedDraft.objects.create(
        source=source,
        page_id=page.pk,
        revision=revision,
        before=before,
        is_new=draft.is_new,
        had_changes=had_changes,
    )


def _take_back(source: Import) -> int:
    """Remove the drafts of this import that nobody touched since; return how many stay."""
    left = 0
    while written := list(source.pages.select_related("page", "before").order_by("-pk")[:TURN]):
        with transaction.atomic():
            for each in written:
                left += not _remove(each)
                each.delete()
    return left


def _remove(written: ImportedDraft) -> bool:
    page = Page.objects.select_for_update().get(pk=written.page_id)
    if page.latest_revision_id != written.revision_id or page.current_workflow_state:
        return False
    if written.is_new:
        if page.live or page.first_published_at or page.get_children().exists():
            return False
        page.specific.delete()
        return True
    title = written.before.content["title"] if written.before else F("title")
    Page.objects.filter(pk=page.pk).update(
        latest_revision=written.before,
        draft_title=title,
        has_unpublished_changes=written.had_changes,
    )
    Revision.objects.filter(pk=written.revision_id).delete()
    return True


def _listed(problem: Problem) -> list:
    return [problem.line, problem.column, problem.message]


def _move(source: Import, state: State, **fields) -> None:
    for name, value in {"state": state, **fields}.items():
        setattr(source, name, value)
    source.save(update_fields=["state", "moved_at", *fields])
