"""The project can be installed, migrated and trusted as its files say."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DIRECT = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_lock_is_hashed_and_has_no_address(lock):
    text = (ROOT / lock).read_text()
    pins = re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==\S+ .*?\\\n +--hash=sha256:", text, re.M)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.M))
    assert "://" not in text


@pytest.mark.parametrize("requirement", DIRECT)
def test_direct_dependency_has_an_upper_bound_and_is_locked(requirement):
    assert "<" in requirement
    name = re.match(r"[\w-]+", requirement)[0].lower()
    assert re.search(rf"^{name}(\[.*\])?==", (ROOT / "requirements-dev.txt").read_text(), re.M)


def test_tests_of_one_file_share_a_worker(request):
    """Else the fixtures of a module are made on every worker, and the demo is loaded many times."""
    if not hasattr(request.config, "workerinput"):
        pytest.skip("the work is not shared")
    assert request.node.nodeid.endswith("@test_project.py")
