"""What becomes of an application: formal check, two assessments, a decision, a published result."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models import Membership

from .applications import Application


class FormalCheck(models.Model):
    """Whether an application keeps the rules of the call; it is asked before any assessment."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="formal_check")
    passed = models.BooleanField(_("spełnia warunki"))
    reason = models.TextField(_("powód"), max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="formal_checks"
    )
    made_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ocena formalna")
        verbose_name_plural = _("oceny formalne")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(passed=True) | ~models.Q(reason=""),
                name="failed_check_has_reason",
            )
        ]

    def __str__(self):
        return str(self.application)


class Assessment(models.Model):
    """One assessor's points for one application; there are two, made apart from each other."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="assessments",
        verbose_name=_("kto ocenia"),
    )
    comment = models.TextField(_("uzasadnienie"), max_length=4000, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(_("oddana"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("ocena")
        verbose_name_plural = _("oceny")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["application", "assessor"], name="assessor_once")
        ]

    def __str__(self):
        return f"{self.application}: {self.assessor}"

    @property
    def is_submitted(self):
        return self.submitted_at is not None


class Score(models.Model):
    """Points for one criterion of the call, by the key of the criterion."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    key = models.UUIDField()
    points = models.PositiveSmallIntegerField(_("punkty"))

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="score_once")]

    def __str__(self):
        return str(self.points)


class Decision(models.Model):
    """What was decided about an application, and why; until the result is published, a plan."""

    class Outcome(models.TextChoices):
        ACCEPTED = "przyjety", _("przyjęty")
        RESERVE = "rezerwa", _("na liście rezerwowej")
        REFUSED = "odrzucony", _("odrzucony")

    application = models.OneToOneField(Application, models.CASCADE, related_name="decision")
    outcome = models.CharField(_("decyzja"), max_length=20, choices=Outcome)
    role = models.CharField(
        _("rola"), max_length=20, choices=Membership.Role, default=Membership.Role.PARTNER
    )
    reason = models.TextField(_("powód"), max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions"
    )
    made_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decyzja")
        verbose_name_plural = _("decyzje")
        default_permissions = ()

    def __str__(self):
        return f"{self.application}: {self.get_outcome_display()}"


class Composition(models.Model):
    """The published result for one network of a call; it is published once."""

    call = models.ForeignKey("networks.CallPage", models.PROTECT, related_name="compositions")
    network = models.ForeignKey("networks.NetworkPage", models.PROTECT, related_name="compositions")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("skład sieci")
        verbose_name_plural = _("składy sieci")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["call", "network"], name="composition_once")]

    def __str__(self):
        return f"{self.network}, {self.call}"
