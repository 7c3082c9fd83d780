"""Practices whose time has come, and the links of the mail that asks about them."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from knowledge.models import Freshness

from .factories import make_practice

SITE = "https://pim.example.org"


def make_old(title="Ulica szkolna", *, days=400, **fields):
    """A practice that was published so long ago, and never confirmed."""
    practice = make_practice(title, **fields)
    practice.first_published_at = timezone.now() - timedelta(days=days)
    practice.save(update_fields=["first_published_at"])
    return practice


def pass_days(days):
    """Let time pass for everything that was asked or answered."""
    for row in Freshness.objects.all():
        for name in ("asked_at", "reminded_at", "confirmed_at"):
            if getattr(row, name):
                setattr(row, name, getattr(row, name) - timedelta(days=days))
        row.save()


def link(answer, message=None):
    """The path of an answer in the newest mail."""
    body = (message or mail.outbox[-1]).body
    return re.search(rf"{SITE}(/aktualnosc/\S+/{answer}/)", body)[1]


def silence(practice):
    """Nobody answered, neither the question nor the reminder."""
    long_ago = timezone.now() - timedelta(days=70)
    reminded = long_ago + timedelta(days=30)
    Freshness.objects.update_or_create(
        practice=practice, defaults={"asked_at": long_ago, "reminded_at": reminded}
    )
