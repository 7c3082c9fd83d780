from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Tables that the secretariat sends in, and the same tables sent out."""

    name = "pimsite.imports"
    verbose_name = _("Import i eksport")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import library  # noqa: F401  registers what can be imported
