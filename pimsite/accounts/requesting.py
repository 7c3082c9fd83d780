"""An office asks for an account; the secretariat invites it or says no."""

import logging

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Site

from knowledge.permissions import SECRETARIAT
from pimsite.models import SiteSettings

from . import mails
from .inviting import invite
from .models import AccountRequest, Decision

ASKED, REFUSED = "pimsite.account_asked", "pimsite.account_refused"

_logger = logging.getLogger(__name__)


class Decided(Exception):
    """Somebody else decided in the meantime."""


def ask(request):
    """Keep the request and tell the secretariat, once for an address that waits already."""
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        return
    record(request, ASKED, None)
    transaction.on_commit(lambda: tell(request))


def tell(request):
    """A mail that cannot be sent costs nothing: the request is on the list."""
    to = office_addresses()
    try:
        if to:
            mails.request_made(request, to).send()
    except OSError:
        _logger.exception("The mail about request %s could not be sent", request.pk)


def office_addresses():
    """The secretariat's own address, or those of its people."""
    site = Site.objects.get(is_default_site=True)
    address = SiteSettings.for_site(site).secretariat_email
    if address:
        return [address]
    people = get_user_model().objects.filter(groups__name=SECRETARIAT, is_active=True)
    return sorted(set(people.exclude(email="").values_list("email", flat=True)))


@transaction.atomic
def invite_asker(request, city, role, *, by):
    """Turn the request into an invitation; OSError if its mail cannot be sent."""
    _decide(request, Decision.INVITED, by)
    invitation = invite(request.email, city, role, by=by)
    AccountRequest.objects.filter(pk=request.pk).update(invitation=invitation)


@transaction.atomic
def refuse(request, reason, *, by):
    """Say no, with the reason; OSError if its mail cannot be sent."""
    _decide(request, Decision.REFUSED, by, reason=reason)
    request.refresh_from_db()
    record(request, REFUSED, by)
    mails.request_refused(request).send()


def _decide(request, decision, by, **fields):
    waiting = AccountRequest.objects.filter(pk=request.pk, decision=Decision.NONE)
    now = timezone.now()
    if not waiting.update(decision=decision, decided_at=now, decided_by=by, **fields):
        raise Decided


def record(request, action, by):
    data = {"place": request.place, "reason": request.reason}
    log(request, action, user=by, title=f"{request.name}, {request.email}", data=data)
