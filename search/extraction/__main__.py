"""The child process: limits itself, reads one file from its input, answers in JSON."""

import json
import resource
import sys
from dataclasses import asdict

from .formats import extract
from .outcome import Reason, Unreadable
from .sandbox import ANSWER_AT_MOST, MEMORY_AT_MOST, SECONDS


def main(extension: str) -> None:
    try:
        answer = asdict(extract(sys.stdin.buffer.read(), extension))
    except Unreadable as error:
        answer = {"reason": error.reason}
    except MemoryError:
        answer = {"reason": Reason.TOO_LARGE}
    json.dump(answer, sys.stdout)


def limit() -> None:
    """What the file makes a parser do must not be felt outside."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_AT_MOST),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER_AT_MOST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


limit()
main(sys.argv[1])
