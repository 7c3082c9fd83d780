"""Officers submit at the same second, each by a thread of its own.

python -m tests.applying_process OFFICERS    half of them one application, the others each their own

Prints the numbers given, how many times the shared application was told as submitted, its mails.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.core import mail  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from knowledge.permissions import ensure_editors  # noqa: E402
from networks.applying.models import Application  # noqa: E402

from .applying import make_application, make_open_call, one_url  # noqa: E402
from .factories import make_city, make_user  # noqa: E402


def main(officers):
    mail.outbox = []
    call, city = make_open_call(), make_city("Gdynia")
    shared = make_application(call, city=city, submitted=False)
    tasks = []
    for number in range(officers):
        place, application = city, shared
        if number % 2:
            place = make_city(f"Miasto {number}")
            application = make_application(call, city=place, submitted=False)
        tasks.append((make_user(f"urzad{number}", groups=[ensure_editors(place)]), application))
    barrier = Barrier(officers)

    def submit(task):
        user, application = task
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        barrier.wait()
        try:
            answer = client.post(one_url(application, "submit"), {"version": 1})
            return application == shared and answer.status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(officers) as pool:
        answers = list(pool.map(submit, tasks))
    numbers = Application.objects.submitted().values_list("sequence", flat=True)
    confirmations = [message for message in mail.outbox if "urzad" in message.to[0]]
    told = {"numbers": sorted(numbers), "answers": answers.count(302), "mails": len(confirmations)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
