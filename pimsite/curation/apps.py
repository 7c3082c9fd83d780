from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    """What the secretariat does: the queue, its figures, the vocabulary, reports."""

    name = "pimsite.curation"
    verbose_name = _("Praca Sekretariatu")
    default_auto_field = "django.db.models.BigAutoField"
