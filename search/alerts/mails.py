"""The two mails of alerts: one asks, one tells what is new."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.mailing import absolute

from ..following import Following, entries_of, public_results
from . import tokens
from .models import SavedSearch

SHOWN = 20  # pages of one mail; the rest are a link away


def confirmation(saved, frequency):
    """Asks the owner of an address whether they want to follow."""
    token = tokens.confirmation(saved, frequency)
    context = {
        "frequency": SavedSearch.Frequency(frequency).label,
        "confirm_url": absolute(reverse("search:confirm", args=[token])),
    }
    return _mail("confirmation", saved, _("Potwierdź powiadomienia"), context)


def digest(saved, pages):
    """Tells about these pages, in this order."""
    context = {
        "entries": [
            {"entry": entry, "url": absolute(entry.page.url), "city": _city(entry)}
            for entry in entries_of(pages[:SHOWN])
        ],
        "more": len(pages[SHOWN:]),
        "frequency": saved.get_frequency_display(),
    }
    return _mail("digest", saved, str(following_of(saved)), context)


def following_of(saved):
    """What this row follows."""
    return Following(public_results(QueryDict(saved.query)))


def _mail(name, saved, subject, context):
    following, unfollow_url = following_of(saved), _unfollow_url(saved)
    context |= {
        "following": following,
        "newest_url": absolute(following.newest_url),
        "unfollow_url": unfollow_url,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    message = EmailMultiAlternatives(
        subject,
        render_to_string(f"search/alerts/{name}.txt", context),
        to=[saved.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{unfollow_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        },
    )
    message.attach_alternative(
        render_to_string(f"search/alerts/{name}_mail.html", context), "text/html"
    )
    return message


def _unfollow_url(saved):
    return absolute(reverse("search:unfollow", args=[tokens.unfollowing(saved)]))


def _city(entry):
    return entry.city.title if entry.city and entry.city.live else ""
