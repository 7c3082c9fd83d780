"""Ask who still works for the cities, and close the accounts of those nobody knows of."""

from django.core.management.base import BaseCommand, CommandError

from pimsite.accounts.confirming import run


class Command(BaseCommand):
    """For cron, once a day; two at once, or one killed half-way, send nothing twice."""

    help = "Asks cities once a year who still works there, warns, and closes the other accounts."

    def handle(self, *args, **options):
        counts = run()
        self.stdout.write(
            f"Asked: {counts['asked']}, warned: {counts['warned']}, closed: {counts['closed']}, "
            f"failed mails: {counts['failed']}."
        )
        if counts["failed"]:
            raise CommandError("Some mails could not be sent; the next run tries again.")
