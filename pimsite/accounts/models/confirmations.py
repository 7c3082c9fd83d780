"""Whether the people of a city still work there: once a year somebody says so."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

YEAR = timedelta(days=365)
GRACE = timedelta(days=30)  # from the question to the closing of the account
NOTICE = timedelta(days=7)  # from the last mail to it, however late that came


class Confirmation(models.Model):
    """When an account was last confirmed, and how far the question about it has come."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="confirmation"
    )
    confirmed_at = models.DateTimeField(_("potwierdzone"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="confirmations_given"
    )
    asked_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.user)

    @property
    def closes_at(self):
        """Not before this the account is closed, if nobody says anything."""
        warned = self.warned_at or self.asked_at + GRACE - NOTICE
        return max(self.asked_at + GRACE, warned + NOTICE)
