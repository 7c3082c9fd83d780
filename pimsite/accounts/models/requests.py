"""Requests: an office asks for an account, and the secretariat decides."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import CityPage

from .invitations import Invitation


class Decision(models.TextChoices):
    """What became of a request."""

    NONE = "czeka", _("czeka")
    INVITED = "zaproszono", _("zaproszono")
    REFUSED = "odrzucono", _("odrzucono")


class AccountRequest(models.Model):
    """Somebody from an office asks to write; this opens nothing."""

    city = models.ForeignKey(
        CityPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="account_requests",
        verbose_name=_("miasto"),
    )
    city_name = models.CharField(_("miasto spoza listy"), max_length=200, blank=True)
    name = models.CharField(_("imię i nazwisko"), max_length=200)
    email = models.EmailField(_("służbowy adres e-mail"), max_length=150)
    unit = models.CharField(_("komórka urzędu"), max_length=200)
    created_at = models.DateTimeField(_("wysłana"), auto_now_add=True)
    decision = models.CharField(
        _("stan"), max_length=20, choices=Decision.choices, default=Decision.NONE
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="requests_decided"
    )
    reason = models.TextField(_("powód odmowy"), blank=True)
    invitation = models.OneToOneField(
        Invitation, models.SET_NULL, null=True, related_name="request"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("prośba o konto")
        verbose_name_plural = _("prośby o konto")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        permissions = [("read_history", _("Czyta, kto prosił o konto"))]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(decision=Decision.NONE),
                name="one_waiting_request",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def place(self):
        """The city, or what was typed instead of one."""
        return self.city.title if self.city else self.city_name

    @property
    def is_waiting(self):
        return self.decision == Decision.NONE
