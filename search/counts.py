"""What is sought in the library, counted by the day; nobody's name, address or hour is kept."""

from calendar import monthrange
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import Theme


class QueryCount(models.Model):
    """How often these words were sought on this day, and how much they found at last."""

    day = models.DateField(_("dzień"), db_index=True)
    text = models.CharField(_("wpisane słowa"), max_length=100)
    key = models.CharField(_("słowa w formie podstawowej"), max_length=255, db_index=True)
    searches = models.PositiveIntegerField(_("ile razy"))
    results = models.PositiveIntegerField(_("ile wyników"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="query_count_once")]
        verbose_name = _("szukanie")
        verbose_name_plural = _("szukania")

    def __str__(self):
        return f"{self.text} ({self.day})"


class ThemeCount(models.Model):
    """How often a theme was chosen in the filter on this day."""

    day = models.DateField(_("dzień"), db_index=True)
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="search_counts")
    searches = models.PositiveIntegerField(_("ile razy"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "theme"], name="theme_count_once")]
        verbose_name = _("szukany temat")
        verbose_name_plural = _("szukane tematy")

    def __str__(self):
        return f"{self.theme} ({self.day})"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
