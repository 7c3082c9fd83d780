"""Links in mails that answer for a city: signed, for one question about one practice."""

from datetime import datetime, timedelta

from django.core import signing

from knowledge.models import PracticePage

SALT = "pimsite.freshness"
LIFETIME = timedelta(days=400)  # till the next question, and a little longer


def question(practice, asked_at):
    """A token that answers the question that was asked then."""
    return signing.dumps([practice.pk, asked_at.isoformat()], salt=SALT)


def read(token):
    """The practice and when it was asked about; nothing if the link is old or forged."""
    try:
        key, asked_at = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None, None
    practice = PracticePage.objects.select_related("freshness").filter(pk=key).first()
    return practice, datetime.fromisoformat(asked_at)
