"""An application of one city to one network of a call: answers, files, its number."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class ApplicationQuerySet(models.QuerySet):
    """Questions about many applications."""

    def submitted(self):
        """Those that take part in the call."""
        return self.filter(state=Application.State.SUBMITTED)

    def numbered(self):
        """Those that were submitted once, even if they were withdrawn since."""
        return self.exclude(sequence=None)

    def won(self):
        """Those that were chosen, by a published result."""
        chosen = self.submitted().filter(formal_check__passed=True, decision__outcome="przyjety")
        return chosen.filter(call__compositions__network=F("network"))

    def with_places(self):
        """Fetch what every list names."""
        return self.select_related("call", "network", "city")


class Application(models.Model):
    """What a city writes to join a network; a draft is seen by nobody but its city."""

    class State(models.TextChoices):
        DRAFT = "szkic", _("szkic")
        SUBMITTED = "zlozony", _("złożony")
        WITHDRAWN = "wycofany", _("wycofany")

    call = models.ForeignKey(
        "networks.CallPage", models.PROTECT, related_name="applications", verbose_name=_("nabór")
    )
    network = models.ForeignKey(
        "networks.NetworkPage", models.PROTECT, related_name="applications", verbose_name=_("sieć")
    )
    city = models.ForeignKey(
        "knowledge.CityPage", models.PROTECT, related_name="applications", verbose_name=_("miasto")
    )
    state = models.CharField(_("stan"), max_length=20, choices=State, default=State.DRAFT)
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    sequence = models.PositiveIntegerField(null=True, editable=False)
    wants_to_lead = models.BooleanField(_("chcemy prowadzić tę sieć jako lider"), default=False)
    contact_name = models.CharField(_("osoba do kontaktu"), max_length=200, blank=True)
    contact_email = models.EmailField(_("służbowy adres e-mail"), max_length=150, blank=True)
    contact_phone = models.CharField(_("telefon"), max_length=40, blank=True)
    mayor_agrees = models.BooleanField(_("burmistrz lub prezydent wie o zgłoszeniu"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # of what the city wrote
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="applications_made"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="applications_changed"
    )
    changed_at = models.DateTimeField(auto_now=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="applications_submitted"
    )
    submitted_at = models.DateTimeField(_("złożony"), null=True)  # when the request was received
    withdrawn_at = models.DateTimeField(_("wycofany"), null=True)

    objects = ApplicationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = [F("year").desc(nulls_first=True), F("sequence").desc(), "-pk"]
        verbose_name = _("wniosek")
        verbose_name_plural = _("wnioski")
        default_permissions = ()
        permissions = [("read_history", _("Czyta historię wniosków"))]
        constraints = [
            models.UniqueConstraint(fields=["call", "network", "city"], name="application_once"),
            models.UniqueConstraint(fields=["year", "sequence"], name="application_number_once"),
            models.CheckConstraint(
                condition=models.Q(state="szkic")
                | models.Q(sequence__isnull=False, year__isnull=False, submitted_at__isnull=False),
                name="submitted_application_has_number",
            ),
        ]

    def __str__(self):
        return self.number or f"{self.city}, {self.network}"

    @property
    def number(self):
        """The number of the confirmation; a draft has none."""
        return f"{self.year}/{self.sequence:03}" if self.sequence else ""

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_submitted(self):
        return self.state == self.State.SUBMITTED


class NumberSeries(models.Model):
    """The last number given in a year; its row is the lock under which the next is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, year):
        """The next number of this year, until the transaction ends nobody else's."""
        cls.objects.get_or_create(year=year)
        cls.objects.filter(year=year).update(last=F("last") + 1)
        return cls.objects.get(year=year).last


class Answer(models.Model):
    """The answer to one question of the call, by the key of the question."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    key = models.UUIDField()
    text = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="answer_once")]

    def __str__(self):
        return self.text[:80]


def private_path(file, name):
    """Where no address of the site leads: views hand it out after asking who wants it."""
    return f"applications/{uuid4().hex}{PurePath(name).suffix.lower()}"


class ApplicationFile(models.Model):
    """A file that a city attached; it has no public address."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="files")
    file = models.FileField(_("plik"), upload_to=private_path)
    name = models.CharField(_("nazwa"), max_length=255)
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("załącznik wniosku")
        verbose_name_plural = _("załączniki wniosku")

    def __str__(self):
        return self.name
