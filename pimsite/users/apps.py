from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    """People who sign in; an app of its own so that page models may point at them."""

    name = "pimsite.users"
    verbose_name = _("Użytkownicy")
