"""Wagtail's command for scheduled publishing, each page in one transaction with the index."""

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import DraftStateMixin, Page, Revision


class Command(publish_scheduled.Command):
    """Wagtail publishes step by step; here a page and its findability commit together."""

    def handle(self, *args, **options):
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        for expired in list(self._expired()):
            with transaction.atomic():
                expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        for revision in due.order_by("approved_go_live_at"):
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")

    def _expired(self):
        for model in apps.get_models():
            if model is Page or (
                issubclass(model, DraftStateMixin) and not issubclass(model, Page)
            ):
                live = model.objects.filter(live=True, expire_at__lt=timezone.now())
                yield from live.order_by("expire_at")
