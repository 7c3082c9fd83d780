"""Framework events after which a file is to be read."""

from django.db.models.signals import post_save
from wagtail.documents import get_document_model
from wagtail.signals import page_published

from .reading import expect, expect_attached


def connect():
    """Listen; called once when the application is ready."""
    post_save.connect(on_file_saved, sender=get_document_model(), dispatch_uid="extraction")
    page_published.connect(on_page_published, dispatch_uid="extraction")


def on_file_saved(instance, raw=False, update_fields=None, **kwargs):
    """Wagtail saves sizes and hashes by themselves when it lists files: that is no new file."""
    if not raw and (update_fields is None or "file" in update_fields):
        expect(instance)


def on_page_published(instance, **kwargs):
    expect_attached(instance)
