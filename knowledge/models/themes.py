"""The controlled vocabulary: priority themes of the Urban Agenda for the EU."""

from anyascii import anyascii
from django import forms
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet


@register_snippet
class Theme(models.Model):
    """A priority theme, given to pages of any type through PageTheme."""

    class Colour(models.TextChoices):
        """Colour families of the design tokens (CSS data-t)."""

        MOBILITY = "mobilnosc", _("niebieski")
        REGENERATION = "rewitalizacja", _("ceglany")
        AIR = "powietrze", _("fioletowy")
        GREEN = "zielen", _("zielony")
        WORK = "praca", _("żółty")

    key = models.SlugField(
        _("klucz"),
        unique=True,
        help_text=_("Stały znak tematu w danych, np. urban-mobility."),
    )
    slug = models.SlugField(
        _("adres"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Puste: z nazwy."),
    )
    name = models.CharField(_("nazwa"), max_length=120, unique=True)
    name_en = models.CharField(_("nazwa angielska"), max_length=120)
    colour = models.CharField(_("barwa"), max_length=20, choices=Colour)
    icon = models.SlugField(_("ikona"), default="tag", help_text=_("Nazwa ikony z zestawu strony."))
    description = models.TextField(_("opis"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("kolejność"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("key"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("colour"), FieldPanel("icon"), FieldPanel("sort_order")]),
        FieldPanel("description"),
    ]

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("temat")
        verbose_name_plural = _("tematy")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(anyascii(self.name))
        super().save(*args, **kwargs)


class PageTheme(Orderable):
    """A theme given to any page; the first one is the page's main theme."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("temat"),
        on_delete=models.PROTECT,
        related_name="page_links",
    )

    panels = [FieldPanel("theme", widget=forms.Select)]  # twenty themes need no chooser

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "theme"], name="page_theme_once")]

    def __str__(self):
        return f"{self.page} – {self.theme}"
