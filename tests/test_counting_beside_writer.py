"""Counting never waits for a writer: SQLite has one at a time. PostgreSQL locks single rows."""

import sqlite3

import pytest
from django.db import connections
from django.test import Client

from pimsite.readership import counting
from pimsite.readership.models import PageCount

from .factories import make_practice
from .test_search_counts import _nothing_left, counted, reader

__all__ = ["_nothing_left", "reader"]  # fixtures


@pytest.fixture
def busy_file(tmp_path):
    """The site on a database file whose writer's turn another connection holds."""
    Client().get("/szukaj/")  # the first page of a new site makes its settings
    path, memory = tmp_path / "pim.sqlite3", connections["default"]
    path.write_bytes(memory.connection.serialize())
    patient = {**memory.settings_dict["OPTIONS"], "timeout": 3600}
    connections["default"] = type(memory)(
        {**memory.settings_dict, "NAME": str(path), "OPTIONS": patient}, "default"
    )
    publisher = sqlite3.connect(path, isolation_level=None)
    publisher.execute("PRAGMA journal_mode=WAL")
    publisher.execute("BEGIN IMMEDIATE")
    yield publisher
    publisher.close()
    connections["default"].close()
    connections["default"] = memory


@pytest.mark.django_db
def test_search_does_not_wait_for_another_writer(reader, busy_file):
    """One that waited would wait for an hour."""
    assert reader.get("/szukaj/?q=smog").status_code == 200
    assert counted() == []
    busy_file.rollback()
    assert reader.get("/szukaj/?q=smog").status_code == 200
    assert counted() == [("smog", 2, 0)]


@pytest.fixture
def practice(db):
    return make_practice()


def test_reading_a_page_does_not_wait_either(reader, practice, busy_file):
    assert reader.get(practice.url).status_code == 200
    assert not PageCount.objects.exists()
    busy_file.rollback()
    assert reader.get(practice.url).status_code == 200
    assert PageCount.objects.get().number == 2
    assert not counting.pending
