from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplyingConfig(AppConfig):
    """Cities apply to a call; their applications are checked, assessed and decided."""

    name = "networks.applying"
    verbose_name = _("Wnioski")
