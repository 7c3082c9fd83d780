"""Somebody leaves a city or network: what was theirs passes to a colleague, and stays there."""

import logging

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, WorkflowState

from knowledge.permissions import groups_of, pages_elsewhere
from pimsite.history.recording import record

from . import mails
from .confirming import start_anew

HANDED_OVER = "pimsite.handed_over"

_logger = logging.getLogger(__name__)


def belongings(person, place):
    """Pages of the place that this person owns, drafts and published ones."""
    return pages_of(place).filter(owner=person)


def submissions(person, place):
    """What this person sent to the secretariat and waits for."""
    keys = pages_of(place).annotate(key=Cast("pk", CharField())).values("key")
    return WorkflowState.objects.active().filter(
        requested_by=person, base_content_type__model="page", object_id__in=keys
    )


def pages_of(place):
    """What stands below it, and what a city writes in its networks."""
    elsewhere = [page.pk for page in pages_elsewhere(place)]
    return Page.objects.descendant_of(place, inclusive=True) | Page.objects.filter(pk__in=elsewhere)


def stays_elsewhere(person, place):
    """Whether the account has something to do elsewhere, and so remains open."""
    others = person.groups.exclude(pk__in=[group.pk for group in groups_of(place)])
    return person.is_superuser or others.exists()


@transaction.atomic
def hand_over(person, place, successor, *, by):
    """Pass pages and submissions on; close the account, or take it out of this place only.

    A closed account keeps its groups, so that the secretariat can open it again as it was.
    """
    person = get_user_model().objects.select_for_update().get(pk=person.pk)
    if successor is not None:
        submissions(person, place).update(requested_by=successor)
    number = belongings(person, place).update(owner=successor)
    if stays_elsewhere(person, place):
        person.groups.remove(*groups_of(place))
    else:
        person.is_active = False
        person.save(update_fields=["is_active"])
    names = {"city": place.title, "to": successor.get_full_name() if successor else ""}
    record(person, HANDED_OVER, by=by, number=number, **names)
    if successor is not None and number and successor.email and successor != by:
        transaction.on_commit(lambda: tell(successor, person, place, number))


def tell(successor, person, place, number):
    """The new owner learns of it by mail; one that cannot be sent costs nothing."""
    try:
        mails.taken_over(successor, person, place, number).send()
    except OSError:
        _logger.exception("The mail to account %s could not be sent", successor.pk)


@transaction.atomic
def reopen(person, *, by):
    """Let a closed account in again, with the roles it had; nobody is asked about it for a year."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    start_anew(person, by=by)
