"""Rows that are invitations: written all or none, and only then sent, one by one."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.models import CityPage
from pimsite.imports.columns import Column, label_of, one_of, text
from pimsite.imports.kinds import Kind, RowError, register
from pimsite.imports.models import Import
from pimsite.imports.places import cities_by_name, one_city
from pimsite.imports.table import Problem, Row

from . import inviting
from .models import CityRole, Invitation, Role
from .models.invitations import hashed

LONGEST = 150

_logger = logging.getLogger(__name__)


@dataclass
class Guest:
    """Whom a row invites; somebody invited already, or at work there, is left alone."""

    email: str
    city: CityPage
    role: Role
    is_new: bool
    is_changed: bool


@register
class Invitations(Kind):
    """People to be invited to their cities."""

    slug = "zaproszenia"
    label = gettext_lazy("zaproszenia")
    write_label = gettext_lazy("Wyślij zaproszenia")
    undo_note = gettext_lazy("Cofnięcie wycofuje zaproszenia, których nikt jeszcze nie przyjął.")
    left_note = gettext_lazy("Przyjęte zaproszenia, których nie cofnięto:")
    list_name = "invitations:index"
    columns = [
        Column("adres e-mail", "email", gettext_lazy("Służbowy."), text, is_required=True),
        Column(
            "miasto", "city", gettext_lazy("Nazwa miasta albo jego adres."), text, is_required=True
        ),
        Column(
            "rola",
            "role",
            gettext_lazy("redakcja albo koordynacja; puste: redakcja."),
            one_of(CityRole),
            label_of(CityRole),
        ),
    ]

    def __init__(self):
        super().__init__()
        self._lines: dict[tuple[str, int], int] = {}

    def draft(self, row: Row) -> tuple[Guest | None, list[Problem]]:
        values, problems = self._read(row)
        if problems:
            return None, problems
        try:
            return self._guest(row, values), []
        except RowError as error:
            return None, [Problem(row.line, self._headings[error.name], str(error))]

    def _guest(self, row: Row, values) -> Guest:
        email, role = values["email"].lower(), values.get("role") or Role.EDITOR
        try:
            validate_email(email)
        except ValidationError as error:
            raise RowError("email", _("To nie jest adres e-mail.")) from error
        if len(email) > LONGEST:
            raise RowError("email", _("Ten adres jest za długi."))
        city = one_city(self._cities, values["city"])
        first = self._lines.setdefault((email, city.pk), row.line)
        if first != row.line:
            raise RowError("email", _("Ten sam adres i miasto co w wierszu %s.") % first)
        is_new = (email, city.pk) not in self._invited and not self._works(email, city, role)
        return Guest(email, city, Role(role), is_new, is_new)

    def rows(self) -> Iterable[list[str]]:
        for each in Invitation.objects.exclude(role=Role.LEADER).select_related("place"):
            yield [each.email, each.place.title, str(each.get_role_display())]

    def write(self, source: Import, draft: Guest) -> None:
        """Without a link: nobody knows the word behind this hash."""
        if Invitation.objects.open().filter(email=draft.email, place=draft.city).exists():
            return
        invitation = Invitation.objects.create(
            email=draft.email,
            place=draft.city,
            role=draft.role,
            invited_by=source.user,
            source=source,
            token_hash=hashed(secrets.token_urlsafe(32)),
            expires_at=timezone.now() + inviting.LIFETIME,
        )
        inviting.record(invitation, inviting.INVITED, source.user)

    def take_back(self, source: Import) -> int:
        invitations = list(source.invitations.open().select_related("place"))
        source.begin(len(invitations))
        for invitation in invitations:
            inviting.withdraw(invitation, by=source.user)
            source.advance(1)
        return source.invitations.exclude(accepted_at=None).count()

    def finish(self, source: Import) -> None:
        """Send the links; what the mail server refuses stays on the list as not sent."""
        for invitation in list(source.invitations.open().filter(sent_at=None).order_by("pk")):
            try:
                inviting.deliver(invitation)
            except OSError:
                _logger.exception("Invitation %s could not be sent", invitation.pk)

    def _works(self, email: str, city: CityPage, role: str) -> bool:
        if email not in self._accounts:
            return False
        return inviting.works_as(inviting.account_of(email), city, role)

    @cached_property
    def _cities(self) -> dict[str, list[CityPage]]:
        return cities_by_name()

    @cached_property
    def _invited(self) -> set[tuple[str, int]]:
        return set(Invitation.objects.open().values_list("email", "place"))

    @cached_property
    def _accounts(self) -> set[str]:
        return set(get_user_model().objects.values_list("email", flat=True))
