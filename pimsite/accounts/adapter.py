"""What allauth asks the site."""

import time
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.password_reset import get_reset_password_from_key_url
from allauth.core import context
from django.conf import settings
from django.utils.translation import gettext_lazy as _

WRONG = _("Nazwa albo hasło się nie zgadza. Sprawdź jedno i drugie.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone, and an answer never says which accounts exist."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "incorrect_code": _("Ten kod jest błędny albo już nieważny. Wpisz nowy."),
        "incorrect_password": _("To hasło się nie zgadza."),
        "too_many_login_attempts": _("Za dużo nieudanych prób. Spróbuj za pięć minut."),
        "rate_limited": _("Za dużo prób. Spróbuj za kilka minut."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_reset_password_from_key_url(self, key):
        """Our own address, whatever host the request named."""
        link = urlsplit(get_reset_password_from_key_url(self.request, key))
        return f"{settings.WAGTAILADMIN_BASE_URL}{link.path}"

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who signed in within the last minutes is not asked for the password again."""
        return super().is_reauthentication_required(app=app, **kwargs) and not just_signed_in(
            context.request
        )


def just_signed_in(request):
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
