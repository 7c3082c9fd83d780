"""SQLite and PostgreSQL answer alike, to the last digit of a score."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from .postgres import server

ROOT = Path(__file__).parents[1]
JUDGED = [f"--queries={ROOT}/tests/data/queries.tsv", f"--qrels={ROOT}/tests/data/qrels.tsv"]


def manage(*arguments, **environment):
    command = [sys.executable, "-W", "error", "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)


@pytest.mark.django_db
def test_ranking_is_the_same_on_both_databases(demo_site, tmp_path):
    here, there = tmp_path / "here.tsv", tmp_path / "there.tsv"
    call_command("search_eval", *JUDGED, f"--run={here}", verbosity=0)
    with server() as url:
        settings = {"DATABASE_URL": url, "MEDIA_ROOT": str(tmp_path / "media")}
        manage("migrate", "--verbosity=0", **settings)
        manage("load_demo", "--verbosity=0", **settings)
        manage("search_eval", *JUDGED, f"--run={there}", **settings)
    assert len(here.read_bytes().splitlines()) > 300
    assert there.read_bytes() == here.read_bytes()
