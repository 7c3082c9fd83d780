"""Links in mails: signed, so that nobody can make one, and without the address they went to."""

from django.core import signing

from .models import KEPT_UNCONFIRMED, SavedSearch

CONFIRM, UNFOLLOW = "search.alerts.confirm", "search.alerts.unfollow"


def confirmation(saved, frequency):
    """A token that begins to follow, for as long as an unconfirmed row is kept."""
    return signing.dumps([saved.key.hex, frequency], salt=CONFIRM)


def read_confirmation(token):
    """The search to be followed and how often; nothing if the link is old or forged."""
    try:
        key, frequency = signing.loads(token, salt=CONFIRM, max_age=KEPT_UNCONFIRMED)
    except signing.BadSignature:
        return None, ""
    return SavedSearch.objects.filter(key=key).first(), frequency


def unfollowing(saved):
    """A token that ends following; it has no last day."""
    return signing.dumps(saved.key.hex, salt=UNFOLLOW)


def read_unfollowing(token):
    """Whether the link is ours, and the search, unless it was deleted already."""
    try:
        key = signing.loads(token, salt=UNFOLLOW)
    except signing.BadSignature:
        return False, None
    return True, SavedSearch.objects.filter(key=key).first()
