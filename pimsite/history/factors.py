"""Writes into Wagtail's log that somebody set up or lost a second factor."""

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save

from .recording import record

SET_UP, REMOVED = "pimsite.factor_set_up", "pimsite.factor_removed"


def connect():
    """Listen to the rows themselves: a command and the shell cannot go around them."""
    post_save.connect(set_up, sender=Authenticator)
    post_delete.connect(removed, sender=Authenticator)


def set_up(sender, instance, created, raw, **kwargs):
    if created and not raw:
        record(instance.user, SET_UP, by=person(), kind=instance.type)


def removed(sender, instance, **kwargs):
    record(instance.user, REMOVED, by=person(), kind=instance.type)


def person():
    """Who asks; these pages lie outside the admin, where Wagtail would know."""
    user = getattr(context.request, "user", None)
    return user if user is not None and user.is_authenticated else None
