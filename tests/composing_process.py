"""Officers publish the result of a call at the same second, each by a thread of its own.

python -m tests.composing_process OFFICERS   prints answers, results, members and mails
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
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from knowledge.permissions import ensure_secretariat  # noqa: E402
from networks.applying.composing import version_of  # noqa: E402
from networks.applying.models import Assessment, Composition, Decision, FormalCheck  # noqa: E402
from networks.applying.ranking import ranked  # noqa: E402
from networks.models import Membership  # noqa: E402

from .applying import make_application, make_open_call  # noqa: E402
from .factories import make_city, make_network, make_user  # noqa: E402


def main(officers):
    mail.outbox = []
    network = make_network()
    rules = {"members_min": 2, "voivodeships_min": 1, "sizes_min": 1}
    call = make_open_call(networks=[network], days=-1, **rules)
    people = [make_user("ocena1"), make_user("ocena2")]
    for title, role in (("Hel", "lider"), ("Ustka", "partner")):
        city = make_city(title, voivodeship="pomorskie", size_class="male")
        application = make_application(call, city=city)
        FormalCheck.objects.create(application=application, passed=True)
        for person in people:
            Assessment.objects.create(
                application=application, assessor=person, submitted_at=timezone.now()
            )
        Decision.objects.create(application=application, outcome="przyjety", role=role)
    address = reverse("calls:publish", args=[call.pk, network.pk])
    clients = [Client(headers={"host": "localhost"}) for _number in range(officers)]
    group = ensure_secretariat()
    for number, client in enumerate(clients):
        client.force_login(make_user(f"biuro-{number}", groups=[group]))
    agreed = version_of(ranked(call, network))
    barrier = Barrier(officers)

    def publish(client):
        barrier.wait()
        try:
            return client.post(address, {"agreed": agreed}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(officers) as pool:
        answers = list(pool.map(publish, clients))
    told = {
        "answers": answers,
        "results": Composition.objects.count(),
        "members": sorted(Membership.objects.values_list("city__title", "role")),
        "mails": len(mail.outbox),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
