"""Accounts are confirmed once a year: ask those who know, warn, and close what nobody confirmed.

Each step is claimed in one transaction before its mail is sent, and given back when the mail
server refuses. A run that is killed between the two sends nothing twice; whoever missed the first
mail gets the second, a week before the account is closed.
"""

import logging
from collections import Counter, defaultdict
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import ModelLogEntry

from knowledge.permissions import SECRETARIAT
from pimsite.history.recording import record

from . import mails
from .models import AccountRequest, Confirmation, Invitation, Role, SharedCache
from .models.confirmations import GRACE, NOTICE, YEAR
from .people import people_of, posts_of
from .places import places
from .requesting import office_addresses

CONFIRMED, UNCONFIRMED = "pimsite.account_confirmed", "pimsite.account_unconfirmed"

_logger = logging.getLogger(__name__)


def run():
    """One day's work; counts what was done."""
    counts = Counter(asked=0, warned=0, closed=0, failed=0)
    close(counts)
    for to, people in by_recipients(due()).items():
        ask(to, people, counts)
    for confirmation in unanswered(GRACE - NOTICE).filter(warned_at=None):
        warn(confirmation, counts)
    forget()
    return counts


def confirm(person, *, by):
    """Somebody says that this person still works there."""
    start_anew(person, by=by)
    record(person, CONFIRMED, by=by)


def start_anew(person, *, by):
    """Nobody is asked about this account for another year."""
    fresh = {"confirmed_at": timezone.now(), "confirmed_by": by}
    Confirmation.objects.update_or_create(
        user=person, defaults={**fresh, "asked_at": None, "warned_at": None}
    )


def staff_of_places():
    """Whom the question is about: not the secretariat and administrators."""
    people = people_of(places()).filter(is_active=True, is_superuser=False)
    return people.exclude(groups__name=SECRETARIAT)


def due():
    """Who was last confirmed a year ago; a new account counts from its first day."""
    year_ago = timezone.now() - YEAR
    new = Q(confirmation=None, date_joined__lte=year_ago)
    known = Q(confirmation__asked_at=None, confirmation__confirmed_at__lte=year_ago)
    return list(staff_of_places().filter(new | known).order_by("pk"))


def by_recipients(people):
    """People grouped by the addresses that know of them."""
    office, groups = office_addresses(), defaultdict(list)
    known = coordinators(people)
    for person in people:
        groups[tuple(sorted(known[person.pk])) or tuple(office)].append(person)
    return groups


def coordinators(people):
    """Addresses of those who coordinate the cities of each person, without their own."""
    posts = posts_of(people, places())
    keys = {post.place.pk for held in posts.values() for post in held}
    known = places().filter(pk__in=keys)
    staff = list(people_of(known).filter(is_active=True).exclude(email=""))
    theirs = posts_of(staff, known)
    addresses = defaultdict(set)
    for one in staff:
        for post in theirs.get(one.pk, []):
            if post.role == Role.COORDINATOR:
                addresses[post.place.pk].add((one.pk, one.email))
    found = defaultdict(set)
    for person in people:
        for post in posts.get(person.pk, []):
            found[person.pk] |= {mail for pk, mail in addresses[post.place.pk] if pk != person.pk}
    return found


def ask(to, people, counts):
    """One mail about all of them."""
    started = timezone.now()
    claimed = claim(people, started)
    if not claimed:
        return
    if sent(mails.confirmation_asked(to, claimed, started + GRACE), counts):
        counts["asked"] += len(claimed)
    else:
        Confirmation.objects.filter(user__in=claimed, asked_at=started).update(asked_at=None)


@transaction.atomic(durable=True)
def claim(people, started):
    """Those of the people whom no other run asks about."""
    Confirmation.objects.bulk_create(
        [Confirmation(user=person, confirmed_at=person.date_joined) for person in people],
        ignore_conflicts=True,
    )
    rows = Confirmation.objects.select_for_update().filter(
        user__in=people, asked_at=None, confirmed_at__lte=started - YEAR
    )
    mine = list(rows.values_list("user", flat=True))
    Confirmation.objects.filter(user__in=mine).update(asked_at=started)
    return [person for person in people if person.pk in mine]


def unconfirmed():
    """All questions about open accounts that wait for an answer."""
    return unanswered(timedelta(0))


def unanswered(time):
    """Questions about open accounts that nobody answered for this long."""
    return Confirmation.objects.filter(
        asked_at__lte=timezone.now() - time, user__in=staff_of_places().values("pk")
    ).select_related("user")


def warn(confirmation, counts):
    """The last mail: to the person, and once more to those who may confirm."""
    started, person = timezone.now(), confirmation.user
    mine = Confirmation.objects.filter(pk=confirmation.pk, warned_at=None).exclude(asked_at=None)
    with transaction.atomic(durable=True):
        if not mine.update(warned_at=started):
            return
    confirmation.warned_at = started
    [to] = by_recipients([person])
    if sent(mails.confirmation_warned(confirmation, to), counts):
        counts["warned"] += 1
    else:
        Confirmation.objects.filter(pk=confirmation.pk, warned_at=started).update(warned_at=None)


def close(counts):
    """Close what was neither confirmed nor given up; the secretariat may open it again."""
    for confirmation in unanswered(GRACE).filter(warned_at__lte=timezone.now() - NOTICE):
        with transaction.atomic():
            still = Confirmation.objects.select_for_update().filter(
                pk=confirmation.pk, asked_at=confirmation.asked_at
            )
            if still.exists():
                person = get_user_model().objects.get(pk=confirmation.user_id)
                person.is_active = False
                person.save(update_fields=["is_active"])
                record(person, UNCONFIRMED)
                counts["closed"] += 1


def forget():
    """Requests and unused invitations are kept for a year, counted attempts till they expire."""
    now = timezone.now()
    forget_all(AccountRequest.objects.filter(created_at__lte=now - YEAR))
    forget_all(Invitation.objects.filter(accepted_at=None, expires_at__lte=now - YEAR))
    SharedCache.objects.filter(expires__lte=now).delete()


@transaction.atomic
def forget_all(rows):
    """With what the log says of them: its lines bear names and addresses."""
    kind = ContentType.objects.get_for_model(rows.model)
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys).delete()
    rows.filter(pk__in=keys).delete()


def sent(message, counts):
    """Whether the mail server took it; without an address there is nothing to send."""
    try:
        if message.recipients():
            message.send()
    except OSError:
        _logger.exception("A mail about accounts to be confirmed could not be sent")
        counts["failed"] += 1
        return False
    return True
