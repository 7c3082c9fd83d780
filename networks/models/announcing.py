"""What a call asks for: networks, questions, criteria; and how long it takes applications."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from ..forms import ChoiceFormSet, OncePanel

KEY_PANEL = FieldPanel("key", widget=forms.HiddenInput, classname="w-hidden")


class Announcement(models.Model):
    """The hours of a call and the rules by which members are put together."""

    opens_time = models.TimeField(
        _("godzina początku"), null=True, blank=True, help_text=_("Puste: od północy.")
    )
    closes_time = models.TimeField(
        _("godzina końca"), null=True, blank=True, help_text=_("Puste: do końca dnia.")
    )
    results_on = models.DateField(
        _("wyniki do dnia"), null=True, blank=True, help_text=_("Widzą go wszyscy.")
    )
    members_min = models.PositiveSmallIntegerField(
        _("członków co najmniej"), default=5, validators=[MinValueValidator(1)]
    )
    members_max = models.PositiveSmallIntegerField(
        _("członków najwyżej"), default=10, validators=[MinValueValidator(1)]
    )
    voivodeships_min = models.PositiveSmallIntegerField(
        _("województw co najmniej"), default=3, validators=[MaxValueValidator(16)]
    )
    sizes_min = models.PositiveSmallIntegerField(
        _("klas wielkości miast co najmniej"),
        default=2,
        validators=[MaxValueValidator(5)],
        help_text=_("Np. duże i małe to dwie klasy."),
    )

    class Meta:
        abstract = True

    @property
    def opens_at(self):
        """The moment from which applications are taken."""
        return moment(self.opens, self.opens_time or time.min) if self.opens else None

    @property
    def closes_at(self):
        """The first moment that is too late."""
        if not self.closes:
            return None
        if self.closes_time:
            return moment(self.closes, self.closes_time)
        return moment(self.closes + timedelta(days=1), time.min)

    def is_open_at(self, now) -> bool:
        """Whether this is within the dates of the call; one without both has no dates."""
        if not self.opens or not self.closes:
            return False
        return self.opens_at <= now < self.closes_at

    def clean(self):
        super().clean()
        errors = {}
        if self.opens and self.closes and self.closes_at <= self.opens_at:
            field = "closes" if self.closes < self.opens else "closes_time"
            errors[field] = _("Nabór kończy się przed początkiem.")
        if self.closes and self.results_on and self.results_on < self.closes:
            errors["results_on"] = _("Wyniki są tu wcześniej niż koniec naboru.")
        if self.opens_time and not self.opens:
            errors["opens_time"] = _("Podaj też dzień początku.")
        if self.closes_time and not self.closes:
            errors["closes_time"] = _("Podaj też dzień końca.")
        if self.members_min and self.members_max and self.members_max < self.members_min:
            errors["members_max"] = _("To mniej niż liczba „co najmniej”.")
        if errors:
            raise ValidationError(errors)


def moment(day, hour):
    """This hour of this day by the clocks in Poland."""
    return timezone.make_aware(datetime.combine(day, hour), timezone.get_default_timezone())


class Keyed(Orderable):
    """A row that others refer to: a page's rows change their numbers, not their keys."""

    key = models.UUIDField(blank=True)

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self):
        """A form that knows the row, but not its key, must not give it another."""
        super().clean()
        known = type(self).objects.filter(pk=self.pk).values_list("key", flat=True).first()
        self.key = known or self.key or uuid4()

    def save(self, *args, **kwargs):
        self.key = self.key or uuid4()
        super().save(*args, **kwargs)


class CallNetwork(Orderable):
    """A network that cities may apply to."""

    call = ParentalKey(
        "networks.CallPage", on_delete=models.CASCADE, related_name="network_choices"
    )
    network = models.ForeignKey(
        "networks.NetworkPage",
        verbose_name=_("sieć"),
        on_delete=models.CASCADE,
        related_name="call_choices",
    )

    panels = [FieldPanel("network")]

    class Meta(Orderable.Meta):
        verbose_name = _("sieć naboru")
        verbose_name_plural = _("sieci naboru")
        constraints = [
            models.UniqueConstraint(fields=["call", "network"], name="call_network_once")
        ]

    def __str__(self):
        return str(self.network)


class CallQuestion(Keyed):
    """One question of the application form."""

    call = ParentalKey("networks.CallPage", on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(
        _("pytanie"), max_length=200, help_text=_("Np. „Dlaczego chcecie dołączyć?”.")
    )
    hint = models.CharField(
        _("podpowiedź"),
        max_length=300,
        blank=True,
        help_text=_("Np. „Napiszcie o jednym konkretnym kłopocie”."),
    )
    limit = models.PositiveSmallIntegerField(
        _("znaków najwyżej"),
        default=1500,
        validators=[MinValueValidator(50), MaxValueValidator(10_000)],
    )
    required = models.BooleanField(_("odpowiedź konieczna"), default=True)

    panels = [
        KEY_PANEL,
        FieldPanel("text"),
        FieldPanel("hint"),
        FieldRowPanel([FieldPanel("limit"), FieldPanel("required")]),
    ]

    class Meta(Keyed.Meta):
        verbose_name = _("pytanie")
        verbose_name_plural = _("pytania")
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="call_question_key_once")
        ]

    def __str__(self):
        return self.text


class CallCriterion(Keyed):
    """What assessors give points for, and how much it weighs."""

    call = ParentalKey("networks.CallPage", on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(
        _("kryterium"), max_length=200, help_text=_("Np. „Jasno opisany problem”.")
    )
    hint = models.CharField(_("za co punkty"), max_length=300, blank=True)
    points = models.PositiveSmallIntegerField(
        _("punktów najwyżej"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    weight = models.PositiveSmallIntegerField(
        _("waga"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Przez tyle mnoży się punkty."),
    )

    panels = [
        KEY_PANEL,
        FieldPanel("name"),
        FieldPanel("hint"),
        FieldRowPanel([FieldPanel("points"), FieldPanel("weight")]),
    ]

    class Meta(Keyed.Meta):
        verbose_name = _("kryterium")
        verbose_name_plural = _("kryteria")
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="call_criterion_key_once")
        ]

    def __str__(self):
        return self.name


ANNOUNCEMENT_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("opens"), FieldPanel("opens_time")]),
            FieldRowPanel([FieldPanel("closes"), FieldPanel("closes_time")]),
            FieldPanel("results_on"),
        ],
        heading=_("Terminy"),
        help_text=_("Godziny według zegara w Polsce. Wniosek po terminie zostaje szkicem."),
    ),
    OncePanel(
        "network_choices",
        formset=ChoiceFormSet,
        heading=_("Sieci, do których można się zgłosić"),
        label=_("sieć"),
        help_text=_("Bez żadnej sieci strona tylko informuje: wniosku nie da się złożyć."),
    ),
    InlinePanel("questions", heading=_("Pytania we wniosku"), label=_("pytanie")),
    InlinePanel("criteria", heading=_("Kryteria oceny"), label=_("kryterium")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("members_min"), FieldPanel("members_max")]),
            FieldRowPanel([FieldPanel("voivodeships_min"), FieldPanel("sizes_min")]),
        ],
        heading=_("Skład sieci"),
        help_text=_("Każda sieć ma jednego lidera. Tych liczb pilnuje tablica składu."),
    ),
]
