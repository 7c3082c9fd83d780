"""Whether a city still stands by what it published: asked once a year, and what it answered."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .practices import PracticePage

YEAR = timedelta(days=365)
REMINDED_AFTER = timedelta(days=30)
SILENT_AFTER = timedelta(days=60)
TOLD_FOR = timedelta(days=30)


class FreshnessQuerySet(models.QuerySet):
    """Questions about the questions."""

    def silent(self):
        """Asked, reminded, and without an answer for so long that readers are told."""
        answered = Withdrawal.objects.open().values("practice")
        return self.filter(
            asked_at__lte=timezone.now() - SILENT_AFTER, reminded_at__isnull=False
        ).exclude(practice__in=answered)


class Freshness(models.Model):
    """When a practice was last confirmed, and whether its city is being asked now.

    Kept beside the page: a page's own fields come back with every older revision. A practice
    without a row was never confirmed; its year begins on the day of its publication.
    """

    practice = models.OneToOneField(
        PracticePage, models.CASCADE, related_name="freshness", verbose_name=_("praktyka")
    )
    confirmed_at = models.DateTimeField(_("potwierdzona"), null=True, blank=True)
    by_office = models.BooleanField(_("potwierdził Sekretariat, nie miasto"), default=False)
    asked_at = models.DateTimeField(_("zapytano"), null=True, blank=True)  # empty: answered
    reminded_at = models.DateTimeField(_("przypomniano"), null=True, blank=True)

    objects = FreshnessQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("aktualność praktyki")
        verbose_name_plural = _("aktualność praktyk")

    def __str__(self):
        return str(self.practice)

    @property
    def is_silent(self):
        """Whether readers are told that nobody answered.

        Only after a reminder: the mail with the question may have been lost with a killed run.
        """
        asked = self.asked_at and self.asked_at <= timezone.now() - SILENT_AFTER
        return bool(asked and self.reminded_at) and not self.practice.withdrawals.open().exists()


def confirm(practice, *, at=None, by_office=False):
    """Write down that the text is true; an answer to the question, if one was asked."""
    freshness, _made = Freshness.objects.get_or_create(practice=practice)
    freshness.confirmed_at = at or timezone.now()
    freshness.by_office = by_office
    freshness.asked_at = freshness.reminded_at = None
    freshness.save()
    return freshness


class WithdrawalQuerySet(models.QuerySet):
    def open(self):
        """Those that the secretariat has not decided yet."""
        return self.filter(decided_at=None)

    def accepted(self):
        """Those that took their page away, newest first."""
        return self.filter(accepted=True).order_by("-decided_at")

    def to_tell(self):
        """Those that a city hears about: what waits, and what was decided lately."""
        lately = timezone.now() - TOLD_FOR
        told = self.filter(Q(decided_at=None) | Q(decided_at__gte=lately))
        return told.order_by(F("decided_at").desc(nulls_last=True), "asked_at", "pk")


class Withdrawal(models.Model):
    """A city's wish to take a practice away, and what the secretariat decided."""

    practice = models.ForeignKey(
        PracticePage, models.CASCADE, related_name="withdrawals", verbose_name=_("praktyka")
    )
    reason = models.TextField(
        _("powód"),
        max_length=500,
        help_text=_("Zobaczą go czytelnicy, np. „Program zakończono, zastąpiły go dopłaty”."),
    )
    asked_at = models.DateTimeField(_("zgłoszono"), auto_now_add=True)
    decided_at = models.DateTimeField(_("rozstrzygnięto"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted = models.BooleanField(_("wycofano"), default=False)
    reply = models.TextField(
        _("odpowiedź dla miasta"),
        max_length=500,
        blank=True,
        help_text=_("Miasto przeczyta ją w mailu i na pierwszej stronie panelu."),
    )

    objects = WithdrawalQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("wycofanie praktyki")
        verbose_name_plural = _("wycofania praktyk")
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(decided_at=None), name="one_open_withdrawal"
            )
        ]

    def __str__(self):
        return str(self.practice)
