"""How often a page was read on a day, and by which words it was found; nobody's trace is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Act(models.TextChoices):
    """What a reader did with a page."""

    READ = "czytanie", _("czytanie")
    DOWNLOAD = "pobranie", _("pobranie pliku")


class PageCount(models.Model):
    """How often a page was read, or a file of it saved, on this day."""

    day = models.DateField(_("dzień"), db_index=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="read_counts")
    act = models.CharField(_("co"), max_length=10, choices=Act.choices)
    number = models.PositiveIntegerField(_("ile razy"))

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "act", "day"], name="page_count_once")
        ]

    def __str__(self):
        return f"{self.page_id} ({self.day})"


class WordsCount(models.Model):
    """How often a search for these words led to the page on this day."""

    day = models.DateField(_("dzień"), db_index=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="words_counts")
    text = models.CharField(_("wpisane słowa"), max_length=100)
    number = models.PositiveIntegerField(_("ile razy"))

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "day", "text"], name="words_count_once")
        ]

    def __str__(self):
        return self.text
