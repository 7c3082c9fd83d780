"""Make the whole index anew."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.rebuilding import Superseded, rebuild


class Command(BaseCommand):
    """For a new analyser or dictionary, or after rows were changed behind the site's back."""

    help = "Builds the search index of the whole library anew; readers keep the old one meanwhile."

    def handle(self, *args, verbosity=1, **options):
        def bar(chunks):
            return tqdm(chunks, desc="Indeks", unit=" ×50", disable=True if not verbosity else None)

        try:
            total = rebuild(bar)
        except Superseded as error:
            raise CommandError("Inna przebudowa zaczęła się później i to ona skończy.") from error
        if verbosity:
            self.stdout.write(f"{total} pages indexed.")
