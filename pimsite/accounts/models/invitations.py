"""Invitations: who may join which city or network, in which role and until when."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pimsite.imports.models import Import


class Role(models.TextChoices):
    """What the invited person will be. Accounts of the office are made by an administrator."""

    EDITOR = "redakcja", _("redakcja")
    COORDINATOR = "koordynacja", _("koordynacja")
    LEADER = "prowadzenie", _("prowadzenie sieci")


class CityRole(models.TextChoices):
    """What one may be in a city."""

    EDITOR = Role.EDITOR.value, Role.EDITOR.label
    COORDINATOR = Role.COORDINATOR.value, Role.COORDINATOR.label


class State(models.TextChoices):
    """Where an invitation stands."""

    UNSENT = "niewyslane", _("nie wysłano")
    WAITING = "czeka", _("czeka")
    ACCEPTED = "przyjete", _("przyjęte")
    EXPIRED = "wygaslo", _("wygasło")
    WITHDRAWN = "wycofane", _("wycofane")


OPEN = Q(accepted_at=None, withdrawn_at=None)


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor withdrawn; such a one can be sent again."""
        return self.filter(OPEN)

    def in_state(self, state):
        now = timezone.now()
        return {
            State.UNSENT: self.open().filter(sent_at=None),
            State.WAITING: self.open().filter(expires_at__gt=now).exclude(sent_at=None),
            State.EXPIRED: self.open().filter(expires_at__lte=now).exclude(sent_at=None),
            State.ACCEPTED: self.exclude(accepted_at=None),
            State.WITHDRAWN: self.filter(accepted_at=None).exclude(withdrawn_at=None),
        }[state]

    def with_token(self, token):
        """The invitation whose link carries this word; the database knows only its hash."""
        return self.filter(token_hash=hashed(token)).first()


class Invitation(models.Model):
    """A link sent to one address, that one person may use once."""

    # As long as a username, which the address becomes: two accounts cannot share it.
    email = models.EmailField(_("adres e-mail"), max_length=150)
    place = models.ForeignKey(
        Page, models.CASCADE, related_name="invitations", verbose_name=_("miasto albo sieć")
    )
    role = models.CharField(_("rola"), max_length=20, choices=Role.choices, default=Role.EDITOR)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="invitations_sent",
        verbose_name=_("zaprasza"),
    )
    sent_at = models.DateTimeField(
        _("wysłane"), null=True
    )  # null: written by a table, not yet sent
    source = models.ForeignKey(
        Import, models.SET_NULL, null=True, related_name="invitations", verbose_name=_("z tabeli")
    )
    expires_at = models.DateTimeField(_("ważne do"))
    accepted_at = models.DateTimeField(_("przyjęte"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="invitations_accepted",
        verbose_name=_("konto"),
    )
    withdrawn_at = models.DateTimeField(_("wycofane"), null=True)

    objects = InvitationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("zaproszenie")
        verbose_name_plural = _("zaproszenia")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ()
        permissions = [("read_history", _("Czyta, kto kogo zaprosił"))]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "place"], condition=OPEN, name="one_open_invitation"
            )
        ]

    def __str__(self):
        return self.email

    @property
    def state(self):
        if self.accepted_at:
            return State.ACCEPTED
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.sent_at is None:
            return State.UNSENT
        return State.WAITING if self.expires_at > timezone.now() else State.EXPIRED

    @property
    def is_open(self):
        return self.state not in (State.ACCEPTED, State.WITHDRAWN)


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()
