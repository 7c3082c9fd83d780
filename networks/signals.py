"""What happens in the networks when a page is published."""

from wagtail.signals import page_published

from .models import OutputPage
from .recommending import record


def record_history(instance, **kwargs):
    """What is published now belongs to the history of its recommendations."""
    record(instance)


def connect():
    page_published.connect(record_history, sender=OutputPage)
