"""An application is submitted in time, gets its number, and can be withdrawn in time."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from networks.announcement import deadline

from . import mails
from .completing import lacking
from .drafting import locked
from .models import Application, NumberSeries

SUBMITTED, WITHDRAWN = "applying.submitted", "applying.withdrawn"

_logger = logging.getLogger(__name__)


class Refused(Exception):
    """Why nothing happened, in words for the city."""


@transaction.atomic
def submit(application, user, *, version, received_at):
    """Submit what this person has seen; Refused when it is late, incomplete or already done."""
    current = locked(application)
    if current.is_submitted:
        raise Refused(already(current))
    refuse_late(current.call, received_at)
    if current.version != version:
        text = _("Wniosek zmienił się, odkąd go czytasz. Przeczytaj go jeszcze raz i złóż.")
        raise Refused(text)
    if lacking(current):
        raise Refused(_("Wniosek nie jest jeszcze gotowy. Zobacz, czego brakuje."))
    if current.sequence is None:
        current.year = timezone.localtime(received_at).year
        current.sequence = NumberSeries.take(current.year)
    current.state = Application.State.SUBMITTED
    current.submitted_at, current.submitted_by = received_at, user
    current.save()
    record(current, SUBMITTED, user)
    transaction.on_commit(lambda: tell(mails.submitted(current)))
    return current


@transaction.atomic
def withdraw(application, user, *, received_at):
    """Take it back in time; it keeps its number and can be submitted again."""
    current = locked(application)
    if not current.is_submitted:
        raise Refused(_("Ten wniosek nie jest złożony."))
    refuse_late(current.call, received_at)
    if hasattr(current, "formal_check"):
        raise Refused(_("Sekretariat już ocenia ten wniosek. Napisz do niego, jeśli rezygnujecie."))
    current.state, current.withdrawn_at = Application.State.WITHDRAWN, received_at
    current.version += 1
    current.save()
    record(current, WITHDRAWN, user)
    transaction.on_commit(lambda: tell(mails.withdrawn(current)))
    return current


def refuse_late(call, received_at):
    """The one place that judges the deadline."""
    if not takes_applications(call, received_at):
        raise Refused(closed(call, received_at))


def takes_applications(call, moment) -> bool:
    return call.live and call.is_open_at(moment)


def closed(call, moment) -> str:
    """Why the call takes nothing at this moment."""
    if call.closes and moment >= call.closes_at:
        return _(
            "Nabór zakończył się %(deadline)s. Wniosek nie został złożony, ale nic nie zginęło: "
            "wszystko, co napisano, jest zapisane."
        ) % {"deadline": deadline(call)}
    return _("Ten nabór teraz nie przyjmuje wniosków. To, co napisano, jest zapisane.")


def already(application) -> str:
    """What a colleague did in the meantime."""
    who = application.submitted_by
    facts = {"number": application.number, "name": who.get_full_name() if who else ""}
    if facts["name"]:
        return _("Ten wniosek jest już złożony, numer %(number)s. Złożył(a): %(name)s.") % facts
    return _("Ten wniosek jest już złożony, numer %(number)s.") % facts


def record(application, action, user):
    """For the history; of the content only what everybody may know."""
    data = {
        "number": application.number,
        "city": application.city.title,
        "network": application.network.title,
    }
    log(application, action, user=user, title=application.number, data=data)


def tell(message):
    """A mail that cannot be sent costs nothing: the number is on the page."""
    try:
        if message.to:
            message.send()
    except OSError:
        _logger.exception("The mail „%s” could not be sent", message.subject)
