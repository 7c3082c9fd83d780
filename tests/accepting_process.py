"""Several people post the form of one invitation at the same second, each by a thread of its own.

python -m tests.accepting_process CLICKS      prints where each answer led, and the accounts made
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core import mail  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from .factories import make_city, make_user  # noqa: E402
from .inviting import ADDRESS, NEWCOMER, invite  # noqa: E402


def main(clicks):
    mail.outbox = []
    _invitation, link = invite(make_city("Gdynia"), make_user("sekretariat"))
    barrier = Barrier(clicks)

    def click(_number):
        client = Client(headers={"host": "localhost"})
        client.get(link)
        barrier.wait()
        try:
            answer = client.post(link, NEWCOMER)
            return getattr(answer, "url", str(answer.status_code)).replace(link, "again")
        finally:
            connection.close()

    with ThreadPoolExecutor(clicks) as pool:
        led = sorted(pool.map(click, range(clicks)))
    accounts = get_user_model().objects.filter(email=ADDRESS)
    groups = [user.groups.count() for user in accounts]
    sys.stdout.write(json.dumps({"led": led, "groups": groups}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
