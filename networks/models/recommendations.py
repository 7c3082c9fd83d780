"""What a network's Plan Ulepszeń asks of the government, and what became of it."""

from uuid import uuid4

from anyascii import anyascii
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet

from knowledge.models import PartialDateField

from ..barriers import BarrierFormSet
from ..forms import OncePanel
from ..recommending import RecommendationQuerySet


@register_snippet
class Addressee(models.Model):
    """Whom recommendations are for: one list, so that filters and counts can be trusted."""

    name = models.CharField(
        _("nazwa"), max_length=150, unique=True, help_text=_("Np. „Ministerstwo Infrastruktury”.")
    )
    slug = models.SlugField(max_length=150, unique=True, editable=False)

    panels = [FieldPanel("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("adresat rekomendacji")
        verbose_name_plural = _("adresaci rekomendacji")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = slugify(anyascii(self.name))[:150]
        super().save(*args, **kwargs)

    def clean(self):
        slug = slugify(anyascii(self.name))[:150]
        if Addressee.objects.filter(slug=self.slug or slug).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("Taki adresat już jest na liście.")})


class Recommendation(ClusterableModel, Orderable):
    """One point of a Plan Ulepszeń; its state is what its newest entry says."""

    class Kind(models.TextChoices):
        LAW = "prawo", _("prawo")
        FUNDING = "finansowanie", _("finansowanie")
        ORGANISATION = "organizacja", _("organizacja i wiedza")

    plan = ParentalKey(
        "networks.OutputPage", on_delete=models.CASCADE, related_name="recommendations"
    )
    key = models.UUIDField(default=uuid4, editable=False)  # rows of a page change their numbers
    text = models.TextField(
        _("rekomendacja"),
        max_length=600,
        help_text=_("Jedno zdanie: kto ma co zmienić, np. „Pozwolić gminom na wspólny bilet”."),
    )
    kind = models.CharField(_("rodzaj"), max_length=20, choices=Kind)
    addressee = models.ForeignKey(
        Addressee,
        verbose_name=_("adresat"),
        on_delete=models.PROTECT,
        related_name="recommendations",
        help_text=_("Gdy adresata nie ma na liście, dopisze go Sekretariat."),
    )

    objects = models.Manager.from_queryset(RecommendationQuerySet)()

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("addressee", widget=forms.Select)]),
        OncePanel(
            "barriers",
            heading=_("Skąd się wzięła"),
            label=_("bariera"),
            added=_("barierę"),
            formset=BarrierFormSet,
        ),
        InlinePanel(
            "steps",
            min_num=1,
            heading=_("Co się z nią dzieje"),
            label=_("wpis"),
            help_text=_(
                "Nowy wpis dodaj na końcu. Opublikowanych nie można zmienić ani usunąć: "
                "pomyłkę prostuje następny wpis."
            ),
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("rekomendacja")
        verbose_name_plural = _("rekomendacje")
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="recommendation_key_once")
        ]

    def __str__(self):
        return self.text

    @property
    def state_label(self):
        """The state in words, of a row that was asked for `with_state`."""
        return dict(Step.State.choices).get(self.state, "")


class Barrier(Orderable):
    """What stood in the way of a city and made the network recommend a change."""

    recommendation = ParentalKey(Recommendation, on_delete=models.CASCADE, related_name="barriers")
    source = models.UUIDField(
        _("bariera z MID tej sieci"),
        null=True,
        blank=True,
        help_text=_("Wybrana wypełni puste pola poniżej, a MID pokaże tę rekomendację."),
    )  # the key of a MidBarrier; its row may go while this one stays
    mid = models.ForeignKey(
        "networks.MidPage",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="taken_barriers",
    )
    text = models.CharField(
        _("bariera"),
        max_length=400,
        blank=True,
        help_text=_("Co przeszkodziło, np. „Ustawa nie pozwala gminom na wspólną taryfę”."),
    )
    city = models.ForeignKey(
        "knowledge.CityPage",
        verbose_name=_("miasto, które ją zgłosiło"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="barriers",
    )

    panels = [
        FieldPanel("source", widget=forms.Select),
        FieldPanel("text"),
        FieldPanel("city"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("bariera")
        verbose_name_plural = _("bariery")

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if not self.text and not self.source:
            raise ValidationError({"text": _("Napisz, co przeszkodziło, albo wybierz z listy.")})

    def take_from(self, barrier):
        """Remember the MID; its words and city fill what was left empty."""
        self.mid = barrier.mid
        self.text = self.text or barrier.text
        self.city = self.city or barrier.mid.city


class Step(Orderable):
    """Who said what about a recommendation, and when; a published one is never rewritten."""

    class State(models.TextChoices):
        PROPOSED = "zgloszona", _("zgłoszona")
        IN_WORK = "w-pracach", _("w pracach")
        ACCEPTED = "przyjeta", _("przyjęta")
        ENACTED = "w-prawie", _("przyjęta do prawa")
        DONE = "wdrozona", _("wdrożona")
        REJECTED = "odrzucona", _("odrzucona")

    recommendation = ParentalKey(Recommendation, on_delete=models.CASCADE, related_name="steps")
    key = models.UUIDField(default=uuid4, editable=False)
    recorded_at = models.DateTimeField(null=True, editable=False)  # when it was first published
    state = models.CharField(_("stan"), max_length=20, choices=State, default=State.PROPOSED)
    date = PartialDateField(_("data"), help_text=_("Np. 2026-03-12, 2026-03 albo 2026."))
    said_by = models.CharField(
        _("kto"), max_length=200, help_text=_("Instytucja, np. „Ministerstwo Infrastruktury”.")
    )
    reason = models.TextField(
        _("co powiedziano"),
        max_length=1000,
        blank=True,
        help_text=_("Powód albo następny krok. Konieczne, gdy stan jest inny niż „zgłoszona”."),
    )
    source_url = models.URLField(_("adres źródła"), max_length=500, blank=True)
    act_name = models.CharField(_("akt prawny"), max_length=400, blank=True)
    act_reference = models.CharField(
        _("miejsce ogłoszenia"), max_length=120, blank=True, help_text=_("Np. „Dz.U. 2026 poz. 1”.")
    )
    act_url = models.URLField(_("adres aktu"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("state"), FieldPanel("date")]),
        FieldPanel("said_by"),
        FieldPanel("reason"),
        FieldPanel("source_url"),
        FieldPanel("act_name"),
        FieldRowPanel([FieldPanel("act_reference"), FieldPanel("act_url")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("wpis")
        verbose_name_plural = _("wpisy")
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "key"], name="step_key_once")
        ]

    def __str__(self):
        return f"{self.get_state_display()}, {self.date}"

    def clean(self):
        errors = {}
        if self.state != self.State.PROPOSED and not self.reason:
            errors["reason"] = _("Napisz, co powiedziano albo dlaczego.")
        if self.state == self.State.ENACTED:
            for name in ("act_name", "act_reference", "act_url"):
                if not getattr(self, name):
                    errors[name] = _("Podaj akt prawny: nazwę, miejsce ogłoszenia i adres.")
        if errors:
            raise ValidationError(errors)
