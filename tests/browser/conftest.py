"""A real server with the real library, and Debian's Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

# Playwright keeps an event loop in the thread that also runs the database tests of one session.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def server_log(tmp_path_factory):
    """What the server prints, its mails among it."""
    return tmp_path_factory.mktemp("log") / "server.log"


@pytest.fixture(scope="session")
def base_url(tmp_path_factory, server_log):
    """The address of a demo site of its own, loaded and served as `make demo` does."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "pimsite.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "BASE_URL": f"http://127.0.0.1:{port}",
    }

    def manage(*arguments):
        return [sys.executable, "manage.py", *arguments]

    for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
        subprocess.run(manage(*command), cwd=ROOT, env=environment, check=True, capture_output=True)
    with open(server_log, "w") as log:
        serve = manage("runserver", "--noreload", f"127.0.0.1:{port}")
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
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
