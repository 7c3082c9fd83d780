"""However a run ends, and however many run at once, nobody gets a page twice."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from .mailing import FOLLOWERS, MISSED, NEW

ROOT = Path(__file__).parents[1]


def start(library, *arguments):
    """A process of its own with a database of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings_mailing",
        "DATABASE_URL": f"sqlite:///{library}",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.mailing_process", *map(str, arguments)],
        **{"cwd": ROOT, "env": environment, "text": True},
        **{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE},
    )


def run(*processes):
    """Let them begin together; return how each ended."""
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
    return [process.returncode for process in processes]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    library = tmp_path_factory.mktemp("library") / "db.sqlite3"
    process = start(library, "prepare")
    _out, errors = process.communicate()
    assert process.returncode == 0, errors
    return library


@pytest.fixture
def library(prepared, tmp_path):
    return Path(shutil.copy(prepared, tmp_path / "db.sqlite3"))


def pass_a_week(library):
    """Make every search due again."""
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE search_savedsearch SET checked_at = '2020-01-01 00:00:00'")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "mails"
    folder.mkdir()
    return folder


def told(folder):
    """How often each address was told of each page."""
    pages = Counter()
    for path in folder.iterdir():
        address, *lines = path.read_text().splitlines()
        pages.update((address, line[2:]) for line in lines if re.match(r"\* ", line))
    assert MISSED not in {title for _address, title in pages}
    return pages


EVERYTHING = {(email, title): 1 for email in FOLLOWERS for title in NEW}


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_run_is_continued_and_nothing_comes_twice(library, folder, when):
    assert run(start(library, "send", folder, when, 3)) == [-signal.SIGKILL]
    assert len(list(folder.iterdir())) == (2 if when == "before" else 3)
    assert run(start(library, "send", folder)) == [0]
    pass_a_week(library)
    assert run(start(library, "send", folder)) == [0]
    lost = FOLLOWERS[2] if when == "before" else ""  # claimed, and nobody knows whether sent
    assert told(folder) == {key: 1 for key in EVERYTHING if key[0] != lost}


def test_two_runs_at_once_share_the_work(library, folder):
    assert run(start(library, "send", folder), start(library, "send", folder)) == [0, 0]
    assert told(folder) == EVERYTHING
