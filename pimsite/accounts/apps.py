from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """How people get in. The label is not allauth's, which is `account`."""

    name = "pimsite.accounts"
    label = "accounts"
    verbose_name = _("Konta")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import table  # noqa: F401  registers what can be imported
