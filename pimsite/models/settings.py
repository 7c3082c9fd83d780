"""What the secretariat changes without a developer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="mail")
class SiteSettings(BaseSiteSetting):
    """The secretariat's contact and the footer."""

    secretariat_name = models.CharField(
        _("nazwa"), max_length=200, default="Sekretariat Partnerskiej Inicjatywy Miast"
    )
    secretariat_address = models.TextField(_("adres"), blank=True)
    secretariat_email = models.EmailField(_("e-mail"), blank=True)
    secretariat_phone = models.CharField(_("telefon"), max_length=40, blank=True)
    footer_programme = models.CharField(_("stopka: program"), max_length=200, blank=True)
    footer_funding = models.CharField(_("stopka: finansowanie"), max_length=200, blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("secretariat_name"),
                FieldPanel("secretariat_address"),
                FieldPanel("secretariat_email"),
                FieldPanel("secretariat_phone"),
            ],
            heading=_("Sekretariat"),
        ),
        MultiFieldPanel(
            [FieldPanel("footer_programme"), FieldPanel("footer_funding")],
            heading=_("Stopka"),
        ),
    ]

    class Meta:
        verbose_name = _("sekretariat i stopka")
