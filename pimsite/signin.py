"""Signing in to the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class PolishLoginForm(LoginForm):
    """Wagtail leaves the password without a label and shows the name of the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Hasło")
