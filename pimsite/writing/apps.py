from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WritingConfig(AppConfig):
    """A city's staff look at a practice or a MID once more, send it and take it back."""

    name = "pimsite.writing"
    verbose_name = _("Pisanie praktyk")
