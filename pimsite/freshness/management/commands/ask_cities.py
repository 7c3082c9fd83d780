"""Ask cities whether their practices are still true."""

from django.core.management.base import BaseCommand, CommandError

from pimsite.freshness.asking import ask_cities


class Command(BaseCommand):
    """For cron, once a day; two at once, or one killed half-way, ask nothing twice."""

    help = "Mails each city about its practices that nobody confirmed for a year."

    def handle(self, *args, **options):
        counts = ask_cities()
        self.stdout.write(
            f"Mails: {counts['mails']}, practices: {counts['practices']}, "
            f"failed: {counts['failed']}, cities without any address: {counts['unreachable']}."
        )
        if counts["failed"] or counts["unreachable"]:
            raise CommandError("Some cities were not asked; the next run tries again.")
