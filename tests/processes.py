"""Processes of the tests that send mails into a folder, begin together and may be killed."""

import os
import subprocess
import sys

from .own_database import ROOT


def start(module, database, *arguments):
    """A module of the tests as a process with a database of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings_mailing",
        "DATABASE_URL": database,
    }
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.{module}", *map(str, arguments)],
        **{"cwd": ROOT, "env": environment, "text": True},
        **{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE},
    )


def finish(process):
    """Wait for work that nothing disturbs."""
    _out, errors = process.communicate()
    assert process.returncode == 0, errors


def run(*processes):
    """Let them begin together; return how each ended."""
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
    return [process.returncode for process in processes]
