"""A demo site of its own, loaded and served as `make demo` does, for those who come by browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from .migrated import ROOT, copy

BROWSER = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
}


def environment(folder: Path, address: str) -> dict[str, str]:
    """What a command needs to work on the demo whose data live in this folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "pimsite.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "BASE_URL": address,
    }


def manage(folder: Path, address: str, *arguments: str) -> None:
    """Run a command on the demo in this folder; it may be serving meanwhile."""
    command = [sys.executable, "manage.py", *arguments]
    where = environment(folder, address)
    subprocess.run(command, cwd=ROOT, env=where, check=True, capture_output=True)


@contextmanager
def demo_server(folder: Path, log: Path, migrated: Path | None = None):
    """The address of the site; its data live in this folder, and the log has its mails.

    They begin as a copy of a migrated database, where there is one.
    """
    if migrated:
        copy(migrated, folder / "db.sqlite3").close()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    manage(folder, address, "migrate", "--verbosity", "0")
    manage(folder, address, "load_demo")
    serve = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    where = environment(folder, address)
    with open(log, "w") as output:
        server = subprocess.Popen(serve, cwd=ROOT, env=where, stdout=output, stderr=output)
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(address, server, seconds=60):
    """Return when the server answers; fail when it died or stays silent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended by itself"
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
