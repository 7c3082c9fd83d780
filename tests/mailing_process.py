"""A run of `send_alerts` or `ask_cities` in a process that may be killed.

python -m tests.mailing_process prepare                          a library and its followers
python -m tests.mailing_process send FOLDER [before|after N]     waits for a line, then runs
python -m tests.mailing_process prepare_cities                   cities with practices due
python -m tests.mailing_process ask FOLDER [before|after N]      waits for a line, then asks
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from search.models import SavedSearch  # noqa: E402

from .asking import make_old  # noqa: E402
from .factories import make_city, make_home, make_practice  # noqa: E402
from .mailing import FOLLOWERS, MISSED, NEW  # noqa: E402


def prepare():
    make_home()
    make_practice(MISSED)
    now = timezone.now()
    for email in FOLLOWERS:
        SavedSearch.objects.create(email=email, asked_at=now).confirm("co-tydzien")
    for title in NEW:
        make_practice(title)
    SavedSearch.objects.update(checked_at=now - timedelta(days=8))


def prepare_cities():
    for number, email in enumerate(FOLLOWERS):
        city = make_city(f"Miasto {number}", contact_email=email)
        for title in NEW:
            make_old(title, city=city)


def run(command):
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    call_command(command)


WORKS = {
    "prepare": prepare,
    "send": lambda: run("send_alerts"),
    "prepare_cities": prepare_cities,
    "ask": lambda: run("ask_cities"),
}
WORKS[sys.argv[1]]()
