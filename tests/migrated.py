"""An empty SQLite database, migrated once and copied wherever a run of the tests needs one."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]


def migrated(folder: Path) -> Path:
    """The file in this folder; the first of several processes makes it, the others wait."""
    path, unfinished = folder / "migrated.sqlite3", folder / "unfinished.sqlite3"
    with open(folder / "migrated.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            environment = {**os.environ, "DATABASE_URL": f"sqlite:///{unfinished}"}
            environment["DJANGO_SETTINGS_MODULE"] = "pimsite.settings.test"
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
            unfinished.rename(path)
    return path


def copy(path: Path, place: str | Path) -> sqlite3.Connection:
    """The database at another place; one in memory lives as long as a connection is open."""
    target = sqlite3.connect(place, uri=True)
    with closing(sqlite3.connect(path)) as source:
        source.backup(target)
    return target
