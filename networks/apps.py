from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    """Who works with whom: Urban Agenda partnerships, networks, outputs, calls."""

    name = "networks"
    verbose_name = _("Sieci")

    def ready(self):
        from . import signals

        signals.connect()
