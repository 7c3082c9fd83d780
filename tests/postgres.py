"""A PostgreSQL server of one's own: `python -m tests.postgres COMMAND` runs a command on it.

It lives in a temporary folder and speaks through a socket there, so it needs no port, no
account and no cluster of the system, and nothing of it is left.
"""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

DEBIAN = Path("/usr/lib/postgresql")
# A real server sorts by its language, SQLite by code point: nothing may depend on either.
CLUSTER = ["-U", "pim", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
POLISH = ["--locale-provider=icu", "--icu-locale=pl"]
SETTINGS = ["listen_addresses=''", "full_page_writes=off", "jit=off", "autovacuum=off"]
SETTINGS += ["max_parallel_workers_per_gather=0"]


def main(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with server() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        subprocess.run(MIGRATE, env=environment, check=True)
        sys.exit(subprocess.run(command, env=environment).returncode)


@contextmanager
def server():
    """The address of an empty database, served until the end of the block."""
    with TemporaryDirectory(prefix="pim-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, *OWNER)
        data = f"{folder}/data"
        run("initdb", "-D", data, *CLUSTER, *POLISH, cwd=folder)
        options = " ".join([f"-F -k {folder}", *(f"-c {setting}" for setting in SETTINGS)])
        run("pg_ctl", "start", "-w", "-D", data, "-l", f"{data}/log", "-o", options, cwd=folder)
        try:
            run("createdb", "-h", folder, "-U", "pim", "pim", cwd=folder)
            yield f"postgres://pim@/pim?host={folder}"
        finally:
            run("pg_ctl", "stop", "-D", data, "-m", "immediate", cwd=folder)


def run(program, *arguments, cwd):
    """Run one of the server's programs as whom it accepts: anyone but root."""
    owner = {}
    if os.geteuid() == 0:
        owner = {"user": OWNER[0], "group": OWNER[1], "extra_groups": []}
    command = [find(program), *arguments]
    done = subprocess.run(
        command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **owner
    )
    if done.returncode:
        raise SystemExit(f"{program} ended with {done.returncode}")


def find(program):
    """Debian keeps the newest version aside; elsewhere the programs are on the path."""
    versions = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else shutil.which(program)
    if not found:
        raise SystemExit(f"{program} is missing: apt-get install postgresql")
    return str(found)


OWNER = "nobody", "nogroup"
MIGRATE = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]

if __name__ == "__main__":
    main(sys.argv[1:])
