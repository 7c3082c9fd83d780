"""The library's own inverted index: a few plain tables and the version that dates them."""

from uuid import UUID, uuid4

from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from knowledge.models import CityPage, CitySize, CostBand, Stage, Voivodeship

from .alerts.models import Delivery, SavedSearch  # noqa: F401
from .extraction.models import AttachmentText as AttachmentText
from .lookups import Among  # noqa: F401


class Kind(models.TextChoices):
    """What a reader looks for; values stand in addresses."""

    PRACTICE = "praktyka", _("Dobra praktyka")
    CITY = "miasto", _("Miasto")
    NETWORK = "siec", _("Sieć")
    MID = "mid", _("Miejska Inicjatywa Działań")
    OUTPUT = "produkt", _("Produkt sieci")
    MEETING = "spotkanie", _("Spotkanie sieci")
    PARTNERSHIP = "partnerstwo", _("Partnerstwo Agendy Miejskiej UE")
    CALL = "nabor", _("Nabór")
    TEXT = "strona", _("Strona")


class IndexVersion(models.Model):
    """The one row that every writer locks and every reader looks at.

    The stamp is random, not a counter: a publish that was rolled back must not leave behind a
    number that the next publish uses again for another state.
    """

    stamp = models.UUIDField(default=uuid4)
    generation = models.PositiveIntegerField(default=0)  # the one that readers use
    building = models.PositiveIntegerField(null=True)  # the one that a rebuild fills aside
    building_at = models.DateTimeField(null=True)  # when that rebuild last gave a sign
    analyser = models.CharField(max_length=200, blank=True)  # what made the keys of `generation`
    rebuilt_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.stamp)

    @classmethod
    def current(cls):
        """The stamp a reader compares; None while nothing was ever indexed.

        Asked twice by every search: building the query from the model took most of its time.
        """
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT stamp FROM {table} ORDER BY id LIMIT 1")
            found = cursor.fetchone()
        return found and UUID(str(found[0]))

    @classmethod
    def lock(cls):
        """Take the writers' turn until the end of the transaction."""
        row = cls.objects.select_for_update()
        return row.filter(pk=1).first() or row.get(pk=cls.objects.get_or_create(pk=1)[0].pk)

    @property
    def generations(self):
        """Where a writer puts what it publishes: before readers, and aside while one is built."""
        return [self.generation, *([] if self.building is None else [self.building])]

    def bump(self, entries=None):
        """Tell readers that what they hold is out of date: these entries, or everything.

        No entry at all means that only names changed: of themes, tags or synonyms.
        """
        self.stamp = uuid4()
        self.save(update_fields=["stamp"])
        change = IndexChange.objects.create(stamp=self.stamp, entries=entries)
        if change.pk % IndexChange.SWEPT == 0:
            IndexChange.objects.filter(pk__lte=change.pk - IndexChange.KEPT).delete()


class IndexChange(models.Model):
    """What one write changed, so that a worker mends what it holds instead of reading it all."""

    KEPT, SWEPT = 500, 50  # how many are good to have, and after how many others are removed

    stamp = models.UUIDField()
    entries = models.JSONField(null=True)  # primary keys; null where anything may have changed

    def __str__(self):
        return str(self.stamp)


class LibraryEntry(models.Model):
    """One live page, or a file it offers, as search sees it: filters, facts and the exact text."""

    generation = models.PositiveIntegerField(default=0)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(
        get_document_model_string(), null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.TextField()
    sort_title = models.TextField()  # compares by code point in Polish order
    lead = models.TextField(blank=True)
    labels = models.TextField(blank=True)  # tags and places, one a line
    text = models.TextField(blank=True)  # lead and blocks, one a line
    length = models.FloatField()  # weighted number of positions
    worth = models.FloatField(default=1)  # what its score is multiplied by
    themes = models.TextField(blank=True)  # slugs, divided by spaces
    tags = models.TextField(blank=True)  # slugs, divided by spaces
    size_class = models.CharField(max_length=20, choices=CitySize, blank=True)
    voivodeship = models.CharField(max_length=20, choices=Voivodeship, blank=True)
    city = models.ForeignKey(CityPage, null=True, on_delete=models.SET_NULL, related_name="+")
    city_slug = models.TextField(blank=True)
    networks = models.TextField(blank=True)  # slugs, divided by spaces
    editions = models.TextField(blank=True)  # keys, divided by spaces
    start_year = models.PositiveSmallIntegerField(null=True)
    end_year = models.PositiveSmallIntegerField(null=True)
    costs = models.TextField(blank=True)
    cost_band = models.CharField(max_length=20, choices=CostBand, blank=True)
    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    recommendation_states = models.TextField(blank=True)  # divided by spaces
    attachments = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=80, blank=True)  # of a file: what its text was read from

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "page"],
                condition=models.Q(document=None),
                name="library_entry_once",
            ),
            models.UniqueConstraint(
                fields=["generation", "page", "document"], name="library_attachment_once"
            ),
        ]

    def __str__(self):
        return self.title


class Term(models.Model):
    """A key of the index."""

    class Kind(models.IntegerChoices):
        """How a key was read: readers may weigh the classes differently."""

        LEMMA = 1  # the most frequent lemma of a form, or the form itself if unknown
        OTHER = 2  # what the form may mean besides
        FUNCTION = 3  # words that only join: never ranked beside others
        ENGLISH = 4  # stems of English digests

    generation = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=255)
    kind = models.PositiveSmallIntegerField(choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["generation", "text", "kind"], name="term_once")
        ]

    def __str__(self):
        return f"{self.text} ({self.get_kind_display()})"


class Posting(models.Model):
    """What a term weighs in the entries of a block, packed; read and written by `postings`."""

    pk = models.CompositePrimaryKey("term", "block")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+", db_index=False)
    block = models.PositiveIntegerField()
    data = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["block", "term"], name="posting_of_block")]

    def __str__(self):
        return f"{self.term_id} in block {self.block}"


class TermVector(models.Model):
    """What each term weighs in an entry, packed: the postings of the entry, seen from its side."""

    entry = models.OneToOneField(
        LibraryEntry, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    data = models.BinaryField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"Terms of {self.entry_id}"


class TitleWord(models.Model):
    """A word of an entry's title in plain letters, for type-ahead."""

    entry = models.ForeignKey(LibraryEntry, on_delete=models.CASCADE, related_name="title_words")
    kind = models.CharField(max_length=20, choices=Kind)
    word = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["kind", "word", "place", "entry"], name="title_word_of_kind"),
            models.Index(fields=["word", "entry"], name="title_word_of_any_kind"),
        ]

    def __str__(self):
        return f"{self.word} in {self.entry_id}"


class LemmaWeight(models.Model):
    """How often the library means this lemma: a snapshot, so that all documents are read alike."""

    generation = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=255)
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["generation", "text"], name="lemma_weight_once")
        ]

    def __str__(self):
        return f"{self.text}: {self.weight}"


class Paradigm(models.Model):
    """A form of a lemma of the library without diacritics, and the same backwards.

    What an unaccented or mistyped word may stand for; `tail` finds forms that end like a typo
    whose beginning is wrong.
    """

    fold = models.CharField(max_length=64)
    tail = models.CharField(max_length=64)
    lemma = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lemma", "fold"], name="paradigm_once")]
        indexes = [
            models.Index(fields=["fold"], name="paradigm_fold"),
            models.Index(fields=["tail"], name="paradigm_tail"),
        ]

    def __str__(self):
        return f"{self.fold} → {self.lemma}"


from .counts import QueryCount, ThemeCount  # noqa: E402,F401  Django finds models here
from .synonyms import StartingGroup, Synonym  # noqa: E402,F401  Django finds models here
