"""A database beside that of the tests, for processes that commit and that are killed."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of a migrated database of the kind that the tests run on, one for a module."""
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with django_db_blocker.unblock():
        yield from make(tmp_path_factory.mktemp("own"))


def run(module, *arguments, database):
    """What a module of the tests prints as a process on this database."""
    environment = {**os.environ, "DATABASE_URL": database}
    environment["DJANGO_SETTINGS_MODULE"] = "pimsite.settings.test"
    done = subprocess.run(
        [sys.executable, "-m", f"tests.{module}", *map(str, arguments)],
        **{"cwd": ROOT, "env": environment, "capture_output": True, "text": True},
    )
    sys.stderr.write(done.stderr)  # pytest shows it where something is wrong
    assert done.returncode == 0
    return done.stdout


def _sqlite(folder):
    path = folder / "own.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    yield f"sqlite:///{path}"


def _postgresql(folder):
    settings, name = connection.settings_dict, f"own_{uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {settings['TEST']['TEMPLATE']}")
        yield f"postgres://{settings['USER']}@/{name}?host={settings['OPTIONS']['host']}"
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
