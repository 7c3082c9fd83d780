from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewsConfig(AppConfig):
    """Shows a draft to somebody without an account, by a link that ends by itself."""

    name = "pimsite.previews"
    verbose_name = _("Podglądy szkiców")
