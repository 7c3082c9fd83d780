"""What the secretariat decides about a wish to withdraw, and how the city hears of it."""

import logging

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from knowledge.models import Freshness, Withdrawal

from . import mails
from .asking import recipients_of

WITHDRAWN, KEPT = "pimsite.withdrawn", "pimsite.withdrawal_declined"

_logger = logging.getLogger(__name__)


class Decided(Exception):
    """Somebody else decided in the meantime."""


@transaction.atomic
def withdraw(withdrawal, reason, reply="", *, by):
    """Take the page away, with a reason that readers will see; publishing it brings it back."""
    _decide(withdrawal, by, accepted=True, reason=reason, reply=reply)
    log(withdrawal.practice, WITHDRAWN, user=by, data={"reason": reason})
    asked = Freshness.objects.filter(practice=withdrawal.practice)
    asked.update(asked_at=None, reminded_at=None)  # should it come back, it is asked about anew
    withdrawal.practice.unpublish(user=by)


@transaction.atomic
def keep(withdrawal, reply, *, by):
    """The page stays, and the city reads why; whether it is still true is asked on."""
    _decide(withdrawal, by, reply=reply)
    log(withdrawal.practice, KEPT, user=by, data={"reason": reply})


def people_of(withdrawal):
    """Addresses of the city that asked; none where only the secretariat could be told."""
    recipients = recipients_of(withdrawal.practice.city)
    return [] if recipients.are_office else recipients.addresses


def _decide(withdrawal, by, **decision):
    """Write it down unless a colleague was faster, and tell the city."""
    decision |= {"decided_by": by, "decided_at": timezone.now()}
    if not Withdrawal.objects.open().filter(pk=withdrawal.pk).update(**decision):
        raise Decided
    withdrawal.refresh_from_db()
    transaction.on_commit(lambda: _tell(withdrawal))


def _tell(withdrawal):
    """A mail that cannot be sent costs nothing: the first page of the city says the same."""
    to = people_of(withdrawal)
    try:
        if to:
            mails.decided(withdrawal, to).send()
    except OSError:
        _logger.exception("The decision on withdrawal %s could not be sent", withdrawal.pk)
