"""What a city may answer, and what comes of it; each answer leaves a line in the page's history."""

from wagtail.log_actions import log
from wagtail.signals import page_published

from knowledge.models import PracticePage, Withdrawal, confirm
from knowledge.reach import is_reviewer
from search.index import refresh

CONFIRMED = "pimsite.freshness_confirmed"
WITHDRAWAL_ASKED = "pimsite.withdrawal_asked"


def connect():
    """A text that its city has written anew needs no question."""
    page_published.connect(
        on_published, sender=PracticePage, dispatch_uid="freshness of what was written anew"
    )


def on_published(instance, revision, **kwargs):
    """Only the city's own words confirm anything: the secretariat mends commas and merges tags."""
    author = revision.user
    if author is not None and not is_reviewer(author):
        confirm(instance, at=revision.created_at)
        refresh([instance.pk])


def still_true(practice, *, by=None):
    """The text is as it should be; without a person it was said through a link in a mail.

    The secretariat may be asked in place of a city: its own answer is not called the city's.
    """
    confirm(practice, by_office=by is not None and is_reviewer(by))
    refresh([practice.pk])  # it rises again at once
    log(practice, CONFIRMED, user=by)


def ask_to_withdraw(practice, reason):
    """Leave it to the secretariat: whoever has the mail may ask, and nobody can do harm with it."""
    withdrawal, made = Withdrawal.objects.get_or_create(
        practice=practice, decided_at=None, defaults={"reason": reason}
    )
    if made:
        log(practice, WITHDRAWAL_ASKED, data={"reason": reason})
    return withdrawal
