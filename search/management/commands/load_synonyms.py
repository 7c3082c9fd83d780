"""Give a new library its starting list of synonyms."""

from django.core.management.base import BaseCommand

from search.starting_synonyms import ensure_synonyms


class Command(BaseCommand):
    """May be repeated: groups that people changed or deleted stay as people left them."""

    help = "Dodaje grupy synonimów z listy początkowej, których jeszcze nie było."

    def handle(self, *args, **options):
        self.stdout.write(f"Nowe grupy synonimów: {ensure_synonyms()}.")
