"""A run of `confirm_accounts` in a process that may be killed.

python -m tests.confirming_process prepare                       two cities, nobody asked yet
python -m tests.confirming_process run FOLDER [before|after N]   waits for a line, then runs
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from knowledge.permissions import (  # noqa: E402
    ensure_coordinators,
    ensure_editors,
    ensure_secretariat,
)
from pimsite.accounts.models import Confirmation  # noqa: E402

from .factories import make_city, make_user  # noqa: E402


def prepare():
    Confirmation.objects.all().delete()
    if get_user_model().objects.filter(username="office").exists():
        return
    long_ago = timezone.now() - timedelta(days=400)
    make_user("office", groups=[ensure_secretariat()])
    for name in ("ustka", "sopot"):
        city = make_city(name.title())
        make_user(f"{name}1", groups=[ensure_coordinators(city)], date_joined=long_ago)
        make_user(f"{name}2", groups=[ensure_editors(city)], date_joined=long_ago)


def run():
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    call_command("confirm_accounts")


{"prepare": prepare, "run": run}[sys.argv[1]]()
