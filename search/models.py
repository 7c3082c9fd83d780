"""The library's own inverted index: three plain tables and the version that dates them."""

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from knowledge.models import CityPage, CitySize, Voivodeship

from .extraction.models import AttachmentText as AttachmentText


class Kind(models.TextChoices):
    """What a reader looks for; values stand in addresses."""

    PRACTICE = "praktyka", _("Dobra praktyka")
    CITY = "miasto", _("Miasto")
    NETWORK = "siec", _("Sieć")
    OUTPUT = "produkt", _("Produkt sieci")
    PARTNERSHIP = "partnerstwo", _("Partnerstwo Agendy Miejskiej UE")
    CALL = "nabor", _("Nabór")
    TEXT = "strona", _("Strona")


class IndexVersion(models.Model):
    """The one row that every writer locks and every reader looks at.

    The stamp is random, not a counter: a publish that was rolled back must not leave behind a
    number that the next publish uses again for another state.
    """

    stamp = models.UUIDField(default=uuid4)
    analyser = models.CharField(max_length=200, blank=True)
    rebuilt_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.stamp)

    @classmethod
    def current(cls):
        """The stamp a reader compares; None while nothing was ever indexed."""
        return cls.objects.values_list("stamp", flat=True).first()

    @classmethod
    def lock(cls):
        """Take the writers' turn until the end of the transaction."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)

    def bump(self):
        """Tell readers that what they hold is out of date."""
        self.stamp = uuid4()
        self.save(update_fields=["stamp"])

    def describe(self, analyser):
        """Note after a rebuild which analyser made the keys."""
        self.analyser, self.rebuilt_at = analyser, timezone.now()
        self.save(update_fields=["analyser", "rebuilt_at"])


class LibraryEntry(models.Model):
    """One live page as search sees it: what filters, what is shown, and its exact text."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.TextField()
    sort_title = models.TextField()  # compares by code point in Polish order
    lead = models.TextField(blank=True)
    labels = models.TextField(blank=True)  # tags and places, one a line
    text = models.TextField(blank=True)  # lead and blocks, one a line
    length = models.FloatField()  # weighted number of positions
    themes = models.TextField(blank=True)  # slugs, divided by spaces
    tags = models.TextField(blank=True)  # slugs, divided by spaces
    size_class = models.CharField(max_length=20, choices=CitySize, blank=True)
    voivodeship = models.CharField(max_length=20, choices=Voivodeship, blank=True)
    city = models.ForeignKey(CityPage, null=True, on_delete=models.SET_NULL, related_name="+")
    start_year = models.PositiveSmallIntegerField(null=True)
    end_year = models.PositiveSmallIntegerField(null=True)
    costs = models.TextField(blank=True)
    attachments = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page"], name="library_entry_once")]

    def __str__(self):
        return self.title


class Term(models.Model):
    """A key of the index."""

    class Kind(models.IntegerChoices):
        """How a key was read: readers may weigh the classes differently."""

        LEMMA = 1  # the most frequent lemma of a form, or the form itself if unknown
        OTHER = 2  # what the form may mean besides
        FUNCTION = 3  # words that only join: never ranked beside others

    text = models.CharField(max_length=255)
    kind = models.PositiveSmallIntegerField(choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "kind"], name="term_once")]

    def __str__(self):
        return f"{self.text} ({self.get_kind_display()})"


class Posting(models.Model):
    """How much of a term an entry has; document frequency is the number of a term's postings."""

    pk = models.CompositePrimaryKey("entry", "term")
    entry = models.ForeignKey(
        LibraryEntry, on_delete=models.CASCADE, related_name="postings", db_index=False
    )
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+", db_index=False)
    weight = models.FloatField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["term", "entry", "weight"], name="posting_covering")]

    def __str__(self):
        return f"{self.term_id} in {self.entry_id}: {self.weight}"


class LemmaWeight(models.Model):
    """How often the library means this lemma: a snapshot, so that all documents are read alike."""

    text = models.CharField(max_length=255, primary_key=True)
    weight = models.FloatField()

    def __str__(self):
        return f"{self.text}: {self.weight}"
