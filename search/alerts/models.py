"""Searches followed by e-mail: an address, a query string and dates, and nothing else."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

KEPT_UNCONFIRMED = timedelta(days=7)
SLACK = timedelta(hours=1)  # a command run every day does not begin at the same second


class SavedSearchQuerySet(models.QuerySet):
    """Questions about followed searches."""

    def confirmed(self):
        """Those whose address answered."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self):
        """Those whose address stayed silent for too long to keep it."""
        return self.filter(
            confirmed_at__isnull=True, asked_at__lt=timezone.now() - KEPT_UNCONFIRMED
        )

    def due(self):
        """Confirmed ones not looked at for as long as their reader wants to wait."""
        now = timezone.now()
        waited = Q()
        for frequency, days in SavedSearch.DAYS.items():
            since = now - timedelta(days=days) + SLACK
            waited |= Q(frequency=frequency, checked_at__lte=since)
        return self.confirmed().filter(waited)


class SavedSearch(models.Model):
    """A search that a reader without an account follows; unfollowing deletes the row."""

    class Frequency(models.TextChoices):
        """How often a reader wants mail at most."""

        WEEKLY = "co-tydzien", _("raz w tygodniu")
        DAILY = "codziennie", _("raz dziennie")

    DAYS = {Frequency.WEEKLY: 7, Frequency.DAILY: 1}
    LONGEST_QUERY_STRING = 2000

    key = models.UUIDField(default=uuid4, unique=True, editable=False)  # signed links carry it
    email = models.EmailField(_("adres e-mail"))
    query = models.CharField(_("wyszukiwanie"), max_length=LONGEST_QUERY_STRING, blank=True)
    frequency = models.CharField(
        _("jak często"), max_length=20, choices=Frequency, default=Frequency.WEEKLY
    )
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)  # a run that changes it has claimed the search
    sent_until = models.DateTimeField(null=True)  # pages published before this were dealt with

    objects = SavedSearchQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "query"], name="saved_search_once")]
        verbose_name = _("śledzone wyszukiwanie")
        verbose_name_plural = _("śledzone wyszukiwania")

    def __str__(self):
        return self.query

    @property
    def siblings(self):
        """The other searches of the same address."""
        return SavedSearch.objects.filter(email=self.email).exclude(pk=self.pk)

    def confirm(self, frequency):
        """Begin to follow, or only change how often; what stood there before is not new."""
        changed = ["frequency"]
        self.frequency = frequency
        if not self.confirmed_at:
            self.confirmed_at = self.checked_at = self.sent_until = timezone.now()
            changed += ["confirmed_at", "checked_at", "sent_until"]
        self.save(update_fields=changed)  # a run may be moving the dates


class Delivery(models.Model):
    """A page claimed for a mail about a search: written before the mail is sent, never twice."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="deliveries")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "page"], name="delivered_once")]

    def __str__(self):
        return f"{self.page_id} in {self.search_id}"
