"""A call that is over, its composition board, and what an officer does there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.applying.models import Assessment, FormalCheck

from .applying import make_application, make_open_call
from .factories import make_city, make_network, make_user

CITIES = {
    "Sopot": ("pomorskie", "srednie"),
    "Kutno": ("lodzkie", "male"),
    "Hel": ("pomorskie", "male"),
    "Olsztyn": ("warminsko-mazurskie", "duze"),
    "Ustka": ("pomorskie", "male"),
}


@pytest.fixture
def network():
    return make_network("Klimat", state="planowana")


@pytest.fixture
def call(team, network):
    """Over, with five assessed applications; three members make a network."""
    call = make_open_call(networks=[network], days=-1, members_min=3, members_max=4)
    people = [make_user("ocena1"), make_user("ocena2")]
    for place, (title, (voivodeship, size)) in enumerate(CITIES.items()):
        city = make_city(title, voivodeship=voivodeship, size_class=size)
        application = make_application(call, city=city, contact_email=f"{place}@miasto.example")
        FormalCheck.objects.create(application=application, passed=True)
        for person in people:
            assessment = Assessment.objects.create(
                application=application, assessor=person, submitted_at=timezone.now()
            )
            for criterion in call.criteria.all():
                assessment.scores.create(key=criterion.key, points=5 - place)
    return call


@pytest.fixture
def office(client, team):
    client.force_login(team[1]["sekretariat"])


def board(call):
    network = call.network_choices.get().network_id
    return reverse("calls:board", args=[call.pk, network])


def form(call, *choices, reason="Za mało punktów.", **fields):
    """The board as the browser posts it, in the order of CITIES."""
    data = {}
    for application, choice in zip(call.applications.order_by("pk"), choices, strict=True):
        data[f"choice-{application.pk}"] = choice
        data[f"reason-{application.pk}"] = reason if choice in {"rezerwa", "odrzucony"} else ""
    return {**data, **fields}


GOOD = ("lider", "partner", "rezerwa", "partner", "odrzucony")


def confirmation(client, call, *choices):
    """What the officer sees before the result is published."""
    return client.post(board(call), form(call, *(choices or GOOD), oglos="1"), follow=True)


def publish(client, call, *choices, starts=True):
    """Choose, look once more, and publish, if it came so far."""
    response = confirmation(client, call, *choices)
    agreed = (response.context or {}).get("agreed")
    if not agreed:
        return response
    fields = {"agreed": agreed, **({"starts": "1"} if starts else {})}
    return client.post(f"{board(call)}oglos/", fields, follow=True)
