from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeletedConfig(AppConfig):
    """Pages that were deleted: kept for a while, so that they can be brought back."""

    name = "pimsite.deleted"
    verbose_name = _("Usunięte strony")

    def ready(self):
        from . import keeping

        keeping.connect()
