"""The parts of a MID: what inspired it, what is done when, with whom, what stands in the way."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from knowledge.models import Attachment, PartialDateField
from knowledge.wording import ends_before

from .mids import MidPage


class Inspiration(Orderable):
    """A practice that the city learnt from; the practice shows it as its re-use."""

    mid = ParentalKey(MidPage, on_delete=models.CASCADE, related_name="inspirations")
    practice = models.ForeignKey(
        "knowledge.PracticePage",
        verbose_name=_("praktyka z biblioteki"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inspirations",
    )
    lesson = models.TextField(
        _("co przejmujecie"),
        max_length=400,
        blank=True,
        help_text=_("Np. „Szlaban zamykany przez wolontariuszy, u nas tylko rano”."),
    )

    panels = [FieldPanel("practice"), FieldPanel("lesson")]

    class Meta(Orderable.Meta):
        verbose_name = _("inspiracja")
        verbose_name_plural = _("inspiracje")

    def __str__(self):
        return self.lesson or str(self.practice or "")

    def clean(self):
        super().clean()
        if not self.practice_id and not self.lesson:
            raise ValidationError(
                {"lesson": _("Wskaż praktykę albo napisz, skąd jest pomysł i co przejmujecie.")}
            )


class MidAction(Orderable):
    """One thing that the city does: who, for how much, from what, when."""

    mid = ParentalKey(MidPage, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(
        _("działanie"), max_length=200, help_text=_("Np. „Próba ulicy szkolnej przy SP 4”.")
    )
    description = models.TextField(_("opis"), max_length=1000, blank=True)
    responsible = models.CharField(
        _("odpowiedzialny"),
        max_length=200,
        blank=True,
        help_text=_("Komórka, nie osoba, np. „Zarząd Dróg”."),
    )
    cost = models.CharField(
        _("koszt"), max_length=120, blank=True, help_text=_("Brutto, np. „120 tys. zł”.")
    )
    funding = models.CharField(
        _("źródło finansowania"), max_length=200, blank=True, help_text=_("Np. „budżet miasta”.")
    )
    start = PartialDateField(_("od"), blank=True, help_text=_("Np. 2026-03-12, 2026-03 albo 2026."))
    end = PartialDateField(_("do"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("responsible"),
        FieldRowPanel([FieldPanel("cost"), FieldPanel("funding")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("działanie")
        verbose_name_plural = _("działania")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if ends_before(self.start, self.end):
            raise ValidationError(
                {"end": _("Działanie kończy się przed początkiem. Popraw jedną z dat.")}
            )


class Stakeholder(Orderable):
    """Whom the change concerns, and what part they have in it."""

    mid = ParentalKey(MidPage, on_delete=models.CASCADE, related_name="stakeholders")
    name = models.CharField(
        _("kto"), max_length=200, help_text=_("Np. „rady rodziców”, „kupcy z rynku”.")
    )
    role = models.TextField(_("jaką ma rolę"), max_length=400, blank=True)

    panels = [FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("interesariusz")
        verbose_name_plural = _("interesariusze")

    def __str__(self):
        return self.name


class Risk(Orderable):
    """What may go wrong, and what the city does about it."""

    mid = ParentalKey(MidPage, on_delete=models.CASCADE, related_name="risks")
    text = models.CharField(
        _("ryzyko"), max_length=400, help_text=_("Np. „Mieszkańcy odrzucą zmianę po miesiącu”.")
    )
    response = models.TextField(_("co wtedy zrobicie"), max_length=400, blank=True)

    panels = [FieldPanel("text"), FieldPanel("response")]

    class Meta(Orderable.Meta):
        verbose_name = _("ryzyko")
        verbose_name_plural = _("ryzyka")

    def __str__(self):
        return self.text


class Indicator(Orderable):
    """By what number the city will know, from where to where."""

    mid = ParentalKey(MidPage, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(
        _("wskaźnik"), max_length=200, help_text=_("Np. „auta pod szkołą między 7.30 a 8.00”.")
    )
    baseline = models.CharField(_("jest"), max_length=60, blank=True, help_text=_("Np. „140”."))
    target = models.CharField(_("ma być"), max_length=60, blank=True, help_text=_("Np. „70”."))
    method = models.CharField(
        _("jak i kiedy mierzycie"),
        max_length=200,
        blank=True,
        help_text=_("Np. „liczenie ręczne co maj”."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("baseline"), FieldPanel("target")]),
        FieldPanel("method"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("wskaźnik")
        verbose_name_plural = _("wskaźniki")

    def __str__(self):
        return self.name


class MidBarrier(Orderable):
    """What the city cannot change by itself; a Plan Ulepszeń may take it up."""

    mid = ParentalKey(MidPage, on_delete=models.CASCADE, related_name="barriers")
    key = models.UUIDField(default=uuid4, editable=False)  # rows of a page change their numbers
    text = models.CharField(
        _("bariera"),
        max_length=400,
        help_text=_("Co przeszkadza, np. „Ustawa nie pozwala gminom na wspólną taryfę”."),
    )

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("bariera")
        verbose_name_plural = _("bariery")
        constraints = [models.UniqueConstraint(fields=["mid", "key"], name="mid_barrier_key_once")]

    def __str__(self):
        return self.text


class MidDocument(Attachment):
    """A file of the MID: the document as adopted, a resolution, an analysis."""

    mid = ParentalKey(MidPage, on_delete=models.CASCADE, related_name="documents")

    class Meta(Attachment.Meta):
        pass
