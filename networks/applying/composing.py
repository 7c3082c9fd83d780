"""Who makes up a network: rules of the call, the plan of decisions, the published result."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from knowledge.mailing import absolute
from networks.models import CallPage, Membership, NetworkPage

from . import mails
from .judging import is_published
from .models import Application, Composition, Decision
from .ranking import ranked
from .submitting import Refused, tell

PUBLISHED = "applying.published"


@dataclass(frozen=True)
class Rule:
    """One rule of the composition, how it stands, and whether it is kept."""

    label: str
    now: str
    is_kept: bool


def rules(call, seats) -> list[Rule]:
    """How these seats (city, role) stand against the limits of the call."""
    members = len(seats)
    leaders = sum(role == Membership.Role.LEADER for _city, role in seats)
    places = {city.voivodeship for city, _role in seats if city.voivodeship}
    sizes = {city.size_class for city, _role in seats if city.size_class}
    limits = {"least": call.members_min, "most": call.members_max}
    return [
        Rule(
            _("Członków: od %(least)s do %(most)s") % limits,
            str(members),
            call.members_min <= members <= call.members_max,
        ),
        Rule(_("Liderów: dokładnie 1"), str(leaders), leaders == 1),
        Rule(
            _("Województw: co najmniej %(least)s") % {"least": call.voivodeships_min},
            str(len(places)),
            len(places) >= call.voivodeships_min,
        ),
        Rule(
            _("Klas wielkości miast: co najmniej %(least)s") % {"least": call.sizes_min},
            str(len(sizes)),
            len(sizes) >= call.sizes_min,
        ),
    ]


def seats_of(places):
    """Cities and roles of what was accepted."""
    decided = [place.application for place in places if hasattr(place.application, "decision")]
    accepted = [each for each in decided if each.decision.outcome == Decision.Outcome.ACCEPTED]
    return [(each.city, each.decision.role) for each in accepted]


@transaction.atomic
def plan(call, network, chosen, *, by):
    """Keep decisions by the keys of applications; nothing is told to anybody yet."""
    locked(call)
    if is_published(call, network):
        raise Refused(_("Wynik jest już ogłoszony. Decyzje się nie zmieniły."))
    for application in Application.objects.filter(pk__in=chosen, call=call, network=network):
        facts = chosen[application.pk]
        if facts is None:
            Decision.objects.filter(application=application).delete()
        else:
            Decision.objects.update_or_create(
                application=application, defaults={**facts, "made_by": by}
            )


@transaction.atomic
def publish(call, network, *, by, moment, agreed, starts=False) -> bool:
    """Publish once: make the memberships and tell the cities; False if that was done before.

    `agreed` is the `version_of` the plan that the officer saw; `starts` tells whether the network
    runs from now on. Raises `Refused` for another plan, and for one that is not ready.
    """
    call = locked(call)
    if is_published(call, network):
        return False
    places = ranked(call, network)
    refuse_unready(call, network, places, moment)
    if agreed != version_of(places):
        raise Refused(_("Ktoś zmienił skład. Obejrzyj go i ogłoś jeszcze raz."))
    Composition.objects.create(call=call, network=network, published_by=by)
    join(network, seats_of(places), call, by=by, starts=starts)
    log(call, PUBLISHED, user=by, data={"network": network.title})
    applications = Application.objects.submitted().with_places()
    answered = applications.filter(call=call, network=network).select_related(
        "decision", "formal_check", "submitted_by"
    )
    for application in answered:
        message = mails.result(application)
        transaction.on_commit(lambda message=message: tell(message))
    return True


def version_of(places) -> str:
    """Stands for all decisions as they are now: another plan has another one."""
    decisions = [
        [place.application.pk, decision.outcome, decision.role, decision.reason]
        for place in places
        if (decision := getattr(place.application, "decision", None))
    ]
    return sha256(json.dumps(decisions).encode()).hexdigest()


def locked(call):
    """The call, which nobody else decides about until the transaction ends."""
    return CallPage.objects.select_for_update(of=["self"]).get(pk=call.pk)


def refuse_unready(call, network, places, moment):
    """Say all that is missing before the result can be published."""
    if call.closes_at and moment < call.closes_at:
        raise Refused(_("Nabór jeszcze trwa."))
    if not network.live:
        raise Refused(_("Najpierw opublikuj stronę sieci: członkowie pojawią się na niej."))
    unchecked = Application.objects.submitted().filter(
        call=call, network=network, formal_check=None
    )
    named = {
        _("Bez oceny formalnej: %(numbers)s."): unchecked,
        _("Bez dwóch ocen: %(numbers)s."): [
            place.application for place in places if place.rank is None
        ],
        _("Bez decyzji: %(numbers)s."): [
            place.application for place in places if not hasattr(place.application, "decision")
        ],
    }
    lacks = [
        text % {"numbers": ", ".join(each.number for each in applications)}
        for text, applications in named.items()
        if applications
    ]
    broken = [rule for rule in rules(call, seats_of(places)) if not rule.is_kept]
    lacks += [f"{rule.label} ({_('jest')}: {rule.now})." for rule in broken]
    if lacks:
        raise Refused(" ".join([_("Wynik nie jest ogłoszony."), *lacks]))


def join(network, seats, call, *, by, starts):
    """Add members to the published page, and to the newer draft that somebody writes."""
    page = NetworkPage.objects.get(pk=network.pk)
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    begins = starts and begin(page)
    if add_members(page, seats, call) or begins:
        page.save_revision(user=by, log_action=True).publish(user=by)
    if draft is not None:
        draft.refresh_from_db(fields=["has_unpublished_changes", "latest_revision"])
        add_members(draft, seats, call)
        if starts:
            begin(draft)
        draft.save_revision(user=by)


def begin(network) -> bool:
    """Let a planned network run; whether it was planned."""
    is_planned = network.state == NetworkPage.State.PLANNED
    if is_planned:
        network.state = NetworkPage.State.ACTIVE
    return is_planned


def add_members(page, seats, call) -> bool:
    """Whoever is not there in this role; whether anybody was missing.

    Of a network without members so far the result is the whole list.
    """
    known = {(each.city_id, each.role) for each in page.memberships.all()}
    page.members_complete = page.members_complete or not known
    new = [(city, role) for city, role in seats if (city.pk, role) not in known]
    for number, (city, role) in enumerate(new, start=len(known)):
        member = Membership(
            city=city,
            role=role,
            sort_order=number,
            start=f"{timezone.localdate():%Y-%m}",
            source_name=_("Wynik naboru: %(title)s") % {"title": call.title},
            source_url=absolute(call.url or ""),
        )
        page.memberships.add(member)
    return bool(new)
