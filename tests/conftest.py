"""What many tests share."""

import gc
import os
from contextlib import closing
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from .migrated import copy, migrated

BROWSER = Path(__file__).parent / "browser"
# What speaks the database's dialect: `make test` runs these on PostgreSQL too.
ON_BOTH_DATABASES = ["test_search_*.py", "test_admin_search.py", "test_transactions.py"]


def pytest_itemcollected(item):
    """Tests of one file share a worker; those in the browser share one, because of their server."""
    in_browser = BROWSER in item.path.parents
    if in_browser:
        item.add_marker(pytest.mark.browser)
    if any(item.path.match(pattern) for pattern in ON_BOTH_DATABASES):
        item.add_marker(pytest.mark.database)
    item.add_marker(pytest.mark.xdist_group("browser" if in_browser else item.path.name))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The browser takes longest and goes first."""
    items.sort(key=lambda item: BROWSER not in item.path.parents)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What is loaded by now stays: looking through it for garbage took a fifth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory):
    """A file with an empty SQLite database, shared by all workers."""
    folder = tmp_path_factory.getbasetemp()
    return migrated(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, request):
    """Every worker copies a migrated database: on PostgreSQL that of `tests.postgres`."""
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        settings["TEST"]["TEMPLATE"] = settings["NAME"]
        yield
        return
    settings["TEST"]["NAME"] = name = "file:tests?mode=memory&cache=shared"
    with closing(copy(request.getfixturevalue("migrated_database"), name)):
        yield


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Every test writes its files into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def count_queries(client):
    """How many queries a GET of this address takes."""

    def count(path):
        with CaptureQueriesContext(connection) as context:
            response = client.get(path)
        assert response.status_code == 200, path
        return len(context)

    return count


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker):
    """The real library, loaded once for the tests of a module and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)
    cache.clear()  # Wagtail keeps the site's root there
