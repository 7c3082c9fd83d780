"""The accessibility declaration as dated data; ids, headings and fixed wording are the template's.

Structure: technical conditions of the declaration, version 2.0 of 31 July 2024.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from knowledge.models.base import ReadableSlugMixin

FEATURES = ["bold", "ol", "ul", "link"]


class AccessibilityPage(ReadableSlugMixin, Page):
    """Declaration of digital accessibility, required of every public body's site."""

    class Status(models.TextChoices):
        FULL = "zgodna", _("w pełni zgodna")
        PARTIAL = "czesciowo", _("częściowo zgodna")
        NONE = "niezgodna", _("niezgodna")

    entity = models.CharField(_("podmiot publiczny"), max_length=200)
    scope = models.CharField(_("strona, której dotyczy"), max_length=200)
    site_url = models.URLField(_("adres strony"), max_length=300)
    site_published = models.DateField(_("data publikacji strony"))
    site_updated = models.DateField(_("data ostatniej istotnej aktualizacji"))
    status = models.CharField(
        _("stan zgodności"), max_length=20, choices=Status, default=Status.PARTIAL
    )
    noncompliant = RichTextField(_("niezgodność z załącznikiem"), features=FEATURES, blank=True)
    exempt = RichTextField(_("treści nieobjęte przepisami"), features=FEATURES, blank=True)
    excessive_cost = RichTextField(_("nadmierne koszty"), features=FEATURES, blank=True)
    prepared = models.DateField(_("data sporządzenia deklaracji"))
    reviewed = models.DateField(_("data ostatniego przeglądu"), null=True, blank=True)
    assessment = models.TextField(_("na podstawie czego oceniono"), blank=True)
    assessment_url = models.URLField(_("adres raportu z oceny"), max_length=300, blank=True)
    conveniences = RichTextField(_("udogodnienia i ograniczenia"), features=FEATURES, blank=True)
    shortcuts = models.TextField(_("skróty klawiszowe"), blank=True)
    contact_name = models.CharField(_("kto odpowiada"), max_length=200)
    contact_email = models.EmailField(_("adres e-mail"))
    contact_phone = models.CharField(_("telefon"), max_length=40)
    architecture = RichTextField(_("dostępność architektoniczna"), features=FEATURES)
    communication = RichTextField(_("dostępność komunikacyjno-informacyjna"), features=FEATURES)

    parent_page_types = ["pimsite.HomePage"]
    subpage_types = []
    max_count = 1

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("entity"),
                FieldPanel("scope"),
                FieldPanel("site_url"),
                FieldRowPanel([FieldPanel("site_published"), FieldPanel("site_updated")]),
            ],
            heading=_("Podmiot i strona"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldPanel("noncompliant"),
                FieldPanel("exempt"),
                FieldPanel("excessive_cost"),
            ],
            heading=_("Stan dostępności"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("prepared"), FieldPanel("reviewed")]),
                FieldPanel("assessment"),
                FieldPanel("assessment_url"),
                FieldPanel("conveniences"),
                FieldPanel("shortcuts"),
            ],
            heading=_("Przygotowanie i udogodnienia"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("architecture"),
                FieldPanel("communication"),
            ],
            heading=_("Kontakt i pozostałe informacje"),
        ),
    ]

    class Meta:
        verbose_name = _("deklaracja dostępności")
        verbose_name_plural = _("deklaracje dostępności")

    def clean(self):
        super().clean()
        if self.reviewed and self.prepared and self.reviewed < self.prepared:
            raise ValidationError({"reviewed": _("Przegląd nie może poprzedzać sporządzenia.")})
