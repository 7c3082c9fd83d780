"""Nobody works in the admin with a password alone."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

GUARDED = ("/cms/", "/dokumenty/")
OPEN = ("wagtailadmin_login", "wagtailadmin_logout")


class SecondFactor:
    """Sends who has no second factor to set it up; who has one gave it while signing in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not request.path_info.startswith(GUARDED):
            return None
        if request.resolver_match.view_name in OPEN or not request.user.is_authenticated:
            return None
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return None
        return redirect("mfa_activate_totp")
