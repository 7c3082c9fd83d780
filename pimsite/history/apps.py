from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    """Who did what: Wagtail's log, with signing in and changes of rights written there too."""

    name = "pimsite.history"
    verbose_name = _("Historia")

    def ready(self):
        from . import factors, recording

        recording.connect()
        factors.connect()
