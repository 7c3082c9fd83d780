"""Plain mails and the addresses in them."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def absolute(path):
    """An address that means the same outside the site, whichever host was asked."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def letter(template, subject, to, context):
    """A mail of plain text, which no machine should answer."""
    text = render_to_string(template, {"site_name": settings.WAGTAIL_SITE_NAME, **context})
    subject = " ".join(subject.split())
    return EmailMessage(subject, text, to=to, headers={"Auto-Submitted": "auto-generated"})
