"""However a run ends, and however many run at once, nobody is asked twice."""

import signal

import pytest

from . import processes
from .own_database import own_database
from .processes import run

__all__ = ["own_database"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EVERYBODY = {"office@example.org", "ustka1@example.org", "sopot1@example.org"}


def start(database, *arguments):
    return processes.start("confirming_process", database, *arguments)


@pytest.fixture
def folder(own_database, tmp_path):
    processes.finish(start(own_database, "prepare"))
    folder = tmp_path / "mails"
    folder.mkdir()
    return folder


def told(folder):
    return sorted(path.read_text().splitlines()[0] for path in folder.iterdir())


def test_killed_run_is_continued_and_nothing_comes_twice(own_database, folder):
    assert run(start(own_database, "run", folder, "before", 2)) == [-signal.SIGKILL]
    assert len(told(folder)) == 1
    assert run(start(own_database, "run", folder)) == [0]
    assert len(set(told(folder))) == len(told(folder)) == 2  # nobody knows whether one was sent
    assert set(told(folder)) <= EVERYBODY


def test_two_runs_at_once_share_the_work(own_database, folder):
    assert run(start(own_database, "run", folder), start(own_database, "run", folder)) == [0, 0]
    assert told(folder) == sorted(EVERYBODY)
