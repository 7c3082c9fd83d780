from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadershipConfig(AppConfig):
    """Tells authors how often their texts were read: numbers, never readers."""

    name = "pimsite.readership"
    verbose_name = _("Czytelnictwo")

    def ready(self):
        from . import counting

        counting.connect()
