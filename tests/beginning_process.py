"""Colleagues press „Zacznij MID” at the same second, each by a thread of its own.

python -m tests.beginning_process CLICKS      prints where each answer led, and the MIDs made

The leader of the network sends the form of a new MID of the same city meanwhile.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from knowledge.permissions import ensure_editors  # noqa: E402
from networks.models import MidPage  # noqa: E402

from .factories import make_city, make_network, make_user  # noqa: E402
from .mids import add_url, mid_form  # noqa: E402


def main(clicks):
    city = make_city("Gdynia")
    network = make_network(members=[city])
    group = ensure_editors(city)
    clients = [Client(headers={"host": "localhost"}) for _number in range(clicks)]
    for number, client in enumerate(clients):
        client.force_login(make_user(f"redakcja-{number}", groups=[group]))
    address = reverse("mids:begin", args=[network.memberships.get().pk])
    leader = Client(headers={"host": "localhost"})
    leader.force_login(make_user("prowadzenie", groups=[ensure_editors(network)]))
    form = mid_form(city)
    barrier = Barrier(clicks + 1)

    def send(client, where, fields):
        barrier.wait()
        try:
            answer = client.post(where, fields)
            return getattr(answer, "url", str(answer.status_code))
        finally:
            connection.close()

    with ThreadPoolExecutor(clicks + 1) as pool:
        sent = pool.submit(send, leader, add_url(network), form)
        led = sorted(pool.map(lambda client: send(client, address, {}), clients))
    editors = [reverse("wagtailadmin_pages:edit", args=[mid.pk]) for mid in MidPage.objects.all()]
    sys.stdout.write(json.dumps({"led": led, "leader": sent.result(), "editors": editors}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
