"""From an address typed by anybody to the one mail that asks its owner."""

import logging
import re
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .mails import confirmation
from .models import SavedSearch

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_ADDRESS = {HOUR: 3, DAY: 10}  # mails that ask; whoever types the address of somebody else
PER_SITE = 200  # mails that ask, in an hour
MOST_FOLLOWED = 20  # searches of one address
# A mail we send to a stranger must not carry the address of somebody's shop.
LINK = re.compile(r"//|@|\bwww\.|[^\W\d_]{2,}\.[^\W\d_]{2,}")

log = logging.getLogger(__name__)


def objection(following):
    """Why this search cannot be followed; empty if it can."""
    if following.results.form.errors:
        texts = following.results.form.errors.values()
        return " ".join(text for each in texts for text in each)
    if len(following.query_string) > SavedSearch.LONGEST_QUERY_STRING:
        return _("To wyszukiwanie ma za dużo filtrów, żeby je śledzić. Zostaw mniej.")
    if LINK.search(following.results.query):
        return _("Nie można śledzić wyszukiwania z adresem strony albo e-mailem.")
    return ""


def ask(email, query, frequency):
    """Mail a link that confirms; silent for an address that was asked too often lately."""
    now = timezone.now()
    if _too_often(email, query, now):
        return
    saved, _made = SavedSearch.objects.get_or_create(
        email=email, query=query, defaults={"frequency": frequency, "asked_at": now}
    )
    SavedSearch.objects.filter(pk=saved.pk).update(asked_at=now)
    transaction.on_commit(partial(_send, saved, frequency))


def may_follow(saved):
    """Whether the address has room for one more."""
    return bool(saved.confirmed_at) or saved.siblings.confirmed().count() < MOST_FOLLOWED


def _too_often(email, query, now):
    asked = SavedSearch.objects.filter(email=email)
    return (
        asked.filter(query=query, asked_at__gt=now - HOUR).exists()
        or any(
            asked.filter(asked_at__gt=now - time).count() >= most
            for time, most in PER_ADDRESS.items()
        )
        or SavedSearch.objects.filter(asked_at__gt=now - HOUR).count() >= PER_SITE
    )


def _send(saved, frequency):
    """After the commit: a slow mail server must not hold the writers' turn."""
    try:
        confirmation(saved, frequency).send()
    except OSError:
        log.exception("A confirmation could not be sent")
        asked_before = saved.asked_at - HOUR  # so that the reader may try again at once
        SavedSearch.objects.filter(pk=saved.pk).update(asked_at=asked_before)
