"""A library in which a run that mails may be killed: one for a module, a copy for each test.

The module says with PREPARE which work of `tests.mailing_process` makes it.
"""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from . import processes
from .mailing import MISSED
from .own_database import own_database

__all__ = ["own_database"]  # fixture


def start(library, *arguments):
    return processes.start("mailing_process", f"sqlite:///{library}", *arguments)


@pytest.fixture(scope="module")
def prepared(request, own_database):
    library = own_database.removeprefix("sqlite:///")
    processes.finish(start(library, request.module.PREPARE))
    return library


@pytest.fixture
def library(prepared, tmp_path):
    return Path(shutil.copy(prepared, tmp_path / "db.sqlite3"))


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
