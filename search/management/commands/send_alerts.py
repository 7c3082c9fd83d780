"""Mail readers what is new in the searches they follow."""

from django.core.management.base import BaseCommand, CommandError

from search.alerts.sending import send_alerts


class Command(BaseCommand):
    """For cron; two at once, or one killed half-way, send nothing twice."""

    help = "Sends new pages to the readers who follow searches, and forgets silent addresses."

    def handle(self, *args, **options):
        counts = send_alerts()
        self.stdout.write(
            f"Searches: {counts['searches']}, mails: {counts['mails']}, pages: {counts['pages']}, "
            f"failed: {counts['failed']}, forgotten addresses: {counts['forgotten']}."
        )
        if counts["failed"]:
            raise CommandError("Some mails could not be sent; the next run tries again.")
