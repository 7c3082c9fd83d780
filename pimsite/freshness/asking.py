"""Asks cities about their practices: each question and each reminder once, however a run ends.

As with the mails about followed searches: what a mail will ask is written down first and sent
then. A mail server that refuses gives it back. A run that is killed between the two does not; the
reminder a month later asks the same, and readers are told nothing before that.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from knowledge.models import CityPage, Freshness, PracticePage, Withdrawal
from knowledge.models.freshness import REMINDED_AFTER, YEAR
from knowledge.permissions import groups_of
from knowledge.reach import is_reviewer
from search.index import refresh
from search.models import LibraryEntry

from ..curation.waiting import reviewers
from . import mails

ALONG = timedelta(days=30)  # what would be asked about so soon goes into the same mail

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipients:
    """Addresses of one mail; the secretariat stands in where a city has nobody."""

    addresses: list[str]
    are_office: bool = False


@dataclass(frozen=True)
class Asked:
    """A practice in a mail: when it was first asked about, and the reminder before this one."""

    practice: PracticePage
    asked_at: datetime
    again: bool = False
    reminded_before: datetime | None = None


def ask_cities():
    """Ask about every practice whose time has come; count what was done."""
    counts = Counter()
    for path in sorted({practice.path[: -practice.steplen] for practice in due(timezone.now())}):
        _serve(CityPage.objects.get(path=path), counts)
    sink_silent()
    return counts


def due(now, along=timedelta(0)):
    """Practices that anybody may read, to be asked about or reminded of."""
    new = Q(freshness__asked_at=None) & (
        Q(since__lte=now - YEAR + along)
        | Q(valid_until__lt=timezone.localdate(now), since__date__lte=F("valid_until"))
    )
    again = Q(freshness__asked_at__lte=now - REMINDED_AFTER) & (
        Q(freshness__reminded_at=None) | Q(freshness__reminded_at__lte=now - YEAR)
    )
    practices = PracticePage.objects.visible_to(AnonymousUser()).with_since().filter(new | again)
    answered = Withdrawal.objects.open().values("practice")
    return practices.exclude(pk__in=answered).select_related("freshness").order_by("path")


def recipients_of(city):
    """The city's people; else its public address; else the secretariat."""
    users = get_user_model().objects.filter(is_active=True, groups__in=groups_of(city))
    people = [user for user in users.exclude(email="").distinct() if not is_reviewer(user)]
    own = sorted(user.email for user in people) or [city.contact_email]
    if any(own):
        return Recipients(own)
    office = sorted(user.email for user in reviewers() if user.email)
    return Recipients(office, are_office=True)


def _serve(city, counts):
    recipients = recipients_of(city)
    if not recipients.addresses:
        log.error("Nobody can be asked about the practices of %s", city)
        counts["unreachable"] += 1
        return
    now = timezone.now()
    asked = _claim(city, now)
    if not asked:
        return  # another run was faster
    try:
        mails.question(city, asked, recipients).send()
    except OSError:
        log.exception("The question to %s could not be sent", city)
        counts["failed"] += 1
        _release(asked, now)
        return
    counts["mails"] += 1
    counts["practices"] += len(asked)


def sink_silent():
    """Bring the order of search in step with who is silent by now."""
    silent = Freshness.objects.silent().filter(practice__live=True).values_list("practice")
    sunk = LibraryEntry.objects.filter(document=None, worth__lt=1).values_list("page")
    refresh(pk for (pk,) in set(silent) ^ set(sunk))


@transaction.atomic(durable=True)
def _claim(city, now):
    """Write down what this mail asks; of two runs, the second finds nothing left."""
    practices = list(due(now, ALONG).child_of(city))
    missing = [each for each in practices if not hasattr(each, "freshness")]
    Freshness.objects.bulk_create(
        (Freshness(practice=each) for each in missing), ignore_conflicts=True
    )
    return [asked for asked in (_claimed(each, now) for each in practices) if asked]


def _claimed(practice, now):
    row = Freshness.objects.filter(practice=practice)
    before = getattr(practice, "freshness", None)
    if before is None or before.asked_at is None:
        return Asked(practice, now) if row.filter(asked_at=None).update(asked_at=now) else None
    same = row.filter(asked_at=before.asked_at, reminded_at=before.reminded_at)
    if not same.update(reminded_at=now):
        return None
    return Asked(practice, before.asked_at, again=True, reminded_before=before.reminded_at)


@transaction.atomic
def _release(asked, now):
    """Nothing was sent: the next run tries again."""
    for each in asked:
        row = Freshness.objects.filter(practice=each.practice)
        if each.again:
            row.filter(reminded_at=now).update(reminded_at=each.reminded_before)
        else:
            row.filter(asked_at=now).update(asked_at=None)
