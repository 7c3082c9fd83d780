"""Find, and with --napraw mend, any difference between the pages and the search index."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.checking import check, mend
from search.rebuilding import Superseded


class Command(BaseCommand):
    """For a start-up check, a nightly job, or after rows were changed behind the site's back."""

    help = "Porównuje indeks wyszukiwarki ze stronami; kończy się błędem, gdy się różnią."

    def add_arguments(self, parser):
        parser.add_argument("--napraw", action="store_true", help="Popraw to, co się różni.")

    def handle(self, *args, napraw, verbosity=1, **options):
        def bar(chunks):
            return tqdm(chunks, desc="Indeks", unit="", disable=True if verbosity == 0 else None)

        findings = check(bar)
        self._tell(findings, verbosity)
        if findings and not napraw:
            raise CommandError("Indeks różni się od stron. Popraw: search_check --napraw")
        if findings:
            try:
                mend(findings, bar)
            except Superseded as error:
                raise CommandError("Indeks przebudowuje już ktoś inny.") from error
            if left := check(bar):
                self._tell(left, 1)
                raise CommandError("Indeksu nie udało się naprawić.")
            self.stdout.write("Indeks naprawiony.")

    def _tell(self, findings, verbosity):
        if findings.stale:
            self.stdout.write("Indeksu nie ma albo zrobił go inny analizator: trzeba go odbudować.")
        if findings.abandoned:
            self.stdout.write("Przerwano odbudowę indeksu: publikacje zapisują się podwójnie.")
        for label, pages in (
            ("Brakujące", findings.missing),
            ("Różniące się", findings.different),
            ("Zbędne", findings.surplus),
        ):
            if pages:
                self.stdout.write(f"{label} strony: {len(pages)}")
        if findings.blocks:
            self.stdout.write(f"Różniące się zestawy wystąpień słów: {len(findings.blocks)}")
        if verbosity and not findings:
            self.stdout.write("Indeks zgadza się ze stronami.")
