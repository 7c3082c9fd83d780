"""`manage.py load_demo`: the real library in one command, as often as you like."""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from pimsite.demo.accounts import password_table
from pimsite.demo.loader import FOLDER, Library
from pimsite.demo.reading import DataError


class Command(BaseCommand):
    """Load the demo content and its accounts; refuse where known passwords would be a hole."""

    help = "Wczytuje bibliotekę pokazową: wszystko albo nic, dowolną liczbę razy."

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder",
            type=Path,
            default=FOLDER,
            help="Folder z plikami danych (domyślnie własny).",
        )

    def handle(self, *, folder, verbosity, **options):
        if not (settings.DEBUG or getattr(settings, "ALLOW_DEMO", False)):
            raise CommandError(
                "load_demo zakłada konta o jawnych hasłach, więc działa tylko tam, gdzie włączono "
                "DEBUG. W działającym serwisie nie wolno go użyć."
            )
        try:
            library = Library(folder)
            # On a terminal tqdm draws the bar; in a log (disable=None) it stays silent.
            bar = partial(tqdm, unit="", disable=True if verbosity == 0 else None)
            with bar(total=len(library), desc="Biblioteka") as pages:
                counts = library.load(pages.update, partial(bar, desc="Wyszukiwarka"))
        except DataError as error:
            raise CommandError(f"Nic nie wczytano. {error}") from error
        if verbosity:
            self.report(counts)

    def report(self, counts):
        self.stdout.write(
            "Nowe: {made}, poprawione: {mended}, bez zmian: {same}, "
            "zmienione przez ludzi i zostawione: {kept}.".format(**counts)
        )
        self.stdout.write("\nKonta pokazowe (tylko przy DEBUG, adres /cms/):")
        for line in password_table():
            self.stdout.write(f"  {line}")
