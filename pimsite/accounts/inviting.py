"""Inviting people to a city or to lead a network, and joining it by the link that was sent."""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import LogContext, log

from knowledge.permissions import (
    COORDINATORS,
    PREFIX,
    ensure_coordinators,
    ensure_editors,
    group_of,
)

from . import mails
from .models import Invitation, Role, State
from .models.invitations import hashed

LIFETIME = timedelta(days=7)
INVITED, RESENT, WITHDRAWN = "pimsite.invited", "pimsite.invited_again", "pimsite.uninvited"
ACCEPTED = "pimsite.invitation_accepted"


class Ended(Exception):
    """The invitation was used, withdrawn or sent anew in the meantime."""


@transaction.atomic
def invite(email, place, role, *, by):
    """Send a link to this address. If the mail server refuses (OSError), nothing is kept."""
    invitation = Invitation(email=email.lower(), place=place, role=role, invited_by=by)
    token = renew(invitation)
    record(invitation, INVITED, by)
    mails.invitation(invitation, token).send()
    return invitation


@transaction.atomic
def resend(invitation, *, by):
    """Send a new link; the one before stops working."""
    still_open = Invitation.objects.select_for_update().open().filter(pk=invitation.pk).first()
    if still_open is None:
        raise Ended
    token = renew(still_open)
    record(still_open, RESENT, by)
    mails.invitation(still_open, token).send()


def deliver(invitation):
    """Send the link of an invitation that came from a table; OSError if it could not be sent."""
    unsent = Invitation.objects.open().filter(pk=invitation.pk, sent_at=None)
    with transaction.atomic():
        claimed = unsent.select_for_update().first()
        if claimed is None:
            return
        token = renew(claimed)
    try:
        mails.invitation(claimed, token).send()
    except OSError:
        Invitation.objects.filter(pk=claimed.pk).update(sent_at=None)
        raise


@transaction.atomic
def withdraw(invitation, *, by):
    """Take the invitation back."""
    mine = Invitation.objects.open().filter(pk=invitation.pk)
    if not mine.update(withdrawn_at=timezone.now()):
        raise Ended
    record(invitation, WITHDRAWN, by)


def open_account(invitation, *, password, **names):
    """Make the account that was invited; of two at the same second one gets Ended."""
    try:
        with transaction.atomic():
            user = get_user_model().objects.create_user(
                invitation.email, invitation.email, password, **names
            )
            join(invitation, user)
    except IntegrityError as error:
        raise Ended from error
    return user


@transaction.atomic
def join(invitation, user):
    """Give an account the role to which its address was invited."""
    waiting = Invitation.objects.in_state(State.WAITING).filter(
        pk=invitation.pk, email=user.email, token_hash=invitation.token_hash
    )
    if not waiting.update(accepted_at=timezone.now(), accepted_by=user):
        raise Ended
    with LogContext(user=user):
        user.groups.add(group_for(invitation.place, invitation.role))
    record(invitation, ACCEPTED, user)


def group_for(place, role):
    """Whom the role makes one of."""
    return ensure_coordinators(place) if role == Role.COORDINATOR else ensure_editors(place)


def works_as(account, place, role):
    """Whether this account has the role there already."""
    group = group_of(place, COORDINATORS if role == Role.COORDINATOR else PREFIX)
    return group is not None and account.groups.filter(pk=group.pk).exists()


@transaction.atomic
def change_role(person, city, role):
    """Make somebody who works for the city its coordinator, or an editor and no more."""
    person.groups.add(group_for(city, role))
    coordinators = group_of(city, COORDINATORS)
    if role == Role.EDITOR and coordinators is not None:
        person.groups.remove(coordinators)


def account_of(email):
    """The account with this address, one that is open before one that is closed."""
    accounts = get_user_model().objects.filter(email=email.lower())
    return accounts.order_by("-is_active", "pk").first()


def renew(invitation):
    """Give the invitation a new word and another seven days; the word is kept nowhere."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hashed(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + LIFETIME
    invitation.save()
    return token


def record(invitation, action, by):
    """One line of the log, under the invited address."""
    data = {"city": invitation.place.title, "role": invitation.role}
    log(invitation, action, user=by, title=invitation.email, data=data)
