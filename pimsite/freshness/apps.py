from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FreshnessConfig(AppConfig):
    """Asks cities once a year whether what they published is still true."""

    name = "pimsite.freshness"
    verbose_name = _("Aktualność praktyk")

    def ready(self):
        from . import answers

        answers.connect()
