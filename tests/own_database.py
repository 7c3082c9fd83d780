"""A database beside that of the tests, for processes that commit and that are killed."""

import os
import subprocess
import sys
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection

from .migrated import ROOT, copy


@pytest.fixture(scope="module")
def own_database(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of a migrated database of the kind that the tests run on, one for a module."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), _copy_on_the_server() as address:
            yield address
    else:
        path = tmp_path_factory.mktemp("own") / "own.sqlite3"
        copy(request.getfixturevalue("migrated_database"), path).close()
        yield f"sqlite:///{path}"


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


@contextmanager
def _copy_on_the_server():
    settings, name = connection.settings_dict, f"own_{uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {settings['TEST']['TEMPLATE']}")
        yield f"postgres://{settings['USER']}@/{name}?host={settings['OPTIONS']['host']}"
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
