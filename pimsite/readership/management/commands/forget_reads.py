"""Delete counts of readers that are older than the site promises to keep."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from pimsite.readership.models import PageCount, WordsCount
from search.counts import months_before


class Command(BaseCommand):
    """For cron, once a day."""

    help = "Usuwa liczby czytelników starsze niż SEARCH_COUNT_MONTHS miesięcy."

    def handle(self, *args, **options):
        oldest = months_before(timezone.localdate(), settings.SEARCH_COUNT_MONTHS)
        old = (model.objects.filter(day__lt=oldest) for model in (PageCount, WordsCount))
        gone = sum(rows.delete()[0] for rows in old)
        self.stdout.write(f"Starsze niż {oldest}: usunięto {gone}.")
