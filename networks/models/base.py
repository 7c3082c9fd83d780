"""What partnerships, networks and calls share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class Source(Orderable):
    """Where a fact was read; shown on the page."""

    title = models.CharField(_("źródło"), max_length=300)
    url = models.URLField(_("adres"), max_length=500, blank=True)

    panels = [FieldRowPanel([FieldPanel("title"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("źródło")
        verbose_name_plural = _("źródła")

    def __str__(self):
        return self.title
