"""A Plan Ulepszeń with its recommendations, as tests need it."""

from networks.models import Addressee, Barrier, Recommendation, Step

from .factories import make_network, make_output

SAID = {"said_by": "Ministerstwo Infrastruktury", "reason": "Projekt jest w uzgodnieniach."}
ACT = {
    "act_name": "Ustawa o transporcie zbiorowym",
    "act_reference": "Dz.U. 2026 poz. 1",
    "act_url": "https://isap.example.org/1",
}


def make_addressee(name="Ministerstwo Infrastruktury"):
    return Addressee.objects.filter(name=name).first() or Addressee.objects.create(name=name)


def recommendation(text="Pozwolić na wspólny bilet", *, states=("zgloszona",), city=None, **fields):
    """A recommendation with an entry a year from 2020, and a barrier when a city is named."""
    fields = {"kind": "prawo", "addressee": make_addressee(), **fields}
    row = Recommendation(text=text, **fields)
    row.steps = [
        Step(state=state, date=str(2020 + number), sort_order=number, **SAID)
        for number, state in enumerate(states)
    ]
    if city:
        row.barriers = [Barrier(text="Ustawa zabrania wspólnej taryfy", city=city)]
    return row


def make_plan(*rows, network=None, title="Plan Ulepszeń", **fields):
    """A live plan of a network with these recommendations."""
    plan = make_output(title, network=network or make_network(), **fields)
    return with_rows(plan, *rows)


def with_rows(plan, *rows):
    """The plan with these recommendations added and published."""
    for number, row in enumerate(rows):
        row.sort_order = number
        plan.recommendations.add(row)
    plan.save_revision().publish()
    plan.refresh_from_db()
    return type(plan).objects.get(pk=plan.pk)
