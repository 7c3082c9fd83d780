"""Delete counts of searches that are older than the site promises to keep."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.counts import QueryCount, ThemeCount, months_before


class Command(BaseCommand):
    """For cron, once a day; words with a promotion stay, because people wrote them."""

    help = "Usuwa liczby wyszukiwań starsze niż SEARCH_COUNT_MONTHS miesięcy."

    def add_arguments(self, parser):
        parser.add_argument(
            "--miesiace", type=int, default=settings.SEARCH_COUNT_MONTHS, help="ile zostawić"
        )

    @transaction.atomic
    def handle(self, *args, miesiace, **options):
        if miesiace < 0:
            raise CommandError("Liczba miesięcy nie może być ujemna.")
        oldest = months_before(timezone.localdate(), miesiace)
        gone = sum(
            rows.delete()[0]
            for rows in (
                QueryCount.objects.filter(day__lt=oldest),
                ThemeCount.objects.filter(day__lt=oldest),
                QueryDailyHits.objects.filter(date__lt=oldest),
            )
        )
        Query.garbage_collect()
        self.stdout.write(f"Starsze niż {oldest}: usunięto {gone}.")
