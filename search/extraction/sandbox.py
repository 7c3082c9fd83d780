"""Reads a file in a process of its own, so that no file can hurt or stop the site."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

from .outcome import Extract, Reason, Unreadable

SECONDS = 30
MEMORY_AT_MOST = 1024 * 1024 * 1024
ANSWER_AT_MOST = 16 * 1024 * 1024
BYTES_AT_MOST = 50 * 1024 * 1024


def read(content: bytes, extension: str) -> Extract:
    """The text of the file; raises `Unreadable` whatever happens to the process."""
    if len(content) > BYTES_AT_MOST:
        raise Unreadable(Reason.TOO_LARGE)
    with TemporaryFile() as answer:
        code = _run(content, extension, answer)
        if code:
            raise Unreadable(_REASONS.get(-code, Reason.DAMAGED))
        answer.seek(0)
        return _understand(answer.read())


def _run(content: bytes, extension: str, answer) -> int:
    """Nothing of the site's environment, such as its passwords, goes along."""
    try:
        return subprocess.run(
            [sys.executable, "-B", "-m", "search.extraction", extension],
            input=content,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            timeout=SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Reason.TOO_SLOW) from error


def _understand(answer: bytes) -> Extract:
    try:
        said = json.loads(answer)
    except ValueError as error:
        raise Unreadable(Reason.DAMAGED) from error
    if "reason" in said:
        raise Unreadable(Reason(said["reason"]))
    return Extract(**said)


_ROOT = Path(__file__).parents[2]
_ENVIRONMENT = {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_REASONS = {signal.SIGXCPU: Reason.TOO_SLOW, signal.SIGKILL: Reason.TOO_SLOW}
