from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    """What the platform knows: themes, cities, practices."""

    name = "knowledge"
    verbose_name = _("Wiedza")
