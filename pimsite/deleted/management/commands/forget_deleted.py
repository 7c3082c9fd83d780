"""Let go of deleted pages that were kept as long as was promised."""

from django.core.management.base import BaseCommand

from pimsite.deleted.models import Deletion


class Command(BaseCommand):
    """For cron, once a day; a new deletion does the same."""

    help = "Usuwa na dobre strony usunięte ponad 90 dni temu."

    def handle(self, *args, **options):
        count, _kinds = Deletion.objects.over().delete()
        self.stdout.write(f"Usunięto na dobre: {count}.")
