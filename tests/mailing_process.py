"""A run of `send_alerts` in a process that may be killed.

python -m tests.mailing_process prepare                          a library and its followers
python -m tests.mailing_process send FOLDER [before|after N]     waits for a line, then runs
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from search.models import SavedSearch  # noqa: E402

from .factories import make_home, make_practice  # noqa: E402
from .mailing import FOLLOWERS, MISSED, NEW  # noqa: E402


def prepare():
    call_command("migrate", verbosity=0)
    make_home()
    make_practice(MISSED)
    now = timezone.now()
    for email in FOLLOWERS:
        SavedSearch.objects.create(email=email, asked_at=now).confirm("co-tydzien")
    for title in NEW:
        make_practice(title)
    SavedSearch.objects.update(checked_at=now - timedelta(days=8))


def send():
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    call_command("send_alerts")


{"prepare": prepare, "send": send}[sys.argv[1]]()
