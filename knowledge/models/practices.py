"""A good practice: what a city did, what it cost, whether it worked, whom to ask."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from ..checklist import criteria
from ..dossier import practice_dossier
from ..forms import LibraryPageForm
from ..panels import PRACTICE_PANELS
from ..querysets import PracticeQuerySet
from .base import ArticleMixin, Attachment

TEXT_FEATURES = ["bold", "ol", "ul", "link"]
YEARS = [MinValueValidator(1900), MaxValueValidator(2100)]


class CostBand(models.TextChoices):
    """What it cost, for readers who compare; values stand in addresses."""

    NONE = "bez-inwestycji", _("bez inwestycji")
    TO_50 = "do-50-tys", _("do 50 tys. zł")
    TO_200 = "50-200-tys", _("50–200 tys. zł")
    TO_1000 = "200-tys-1-mln", _("200 tys.–1 mln zł")
    ABOVE = "powyzej-1-mln", _("powyżej 1 mln zł")


class Stage(models.TextChoices):
    """How far the practice has come."""

    PLANNED = "planowana", _("planowana")
    PILOT = "pilotaz", _("pilotaż")
    RUNNING = "trwa", _("trwa")
    COMPLETED = "zakonczona", _("zakończona")


class PracticeTag(TaggedItemBase):
    """A free tag on a practice."""

    content_object = ParentalKey(
        "knowledge.PracticePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class PracticePage(ArticleMixin, Page):
    """One practice of a city, told so that another city can repeat it."""

    tags = ClusterTaggableManager(
        through=PracticeTag,
        verbose_name=_("tagi"),
        blank=True,
        help_text=_("Kilka słów, po których ktoś by szukał, np. „rower”, „seniorzy”."),
    )
    problem = RichTextField(_("problem"), features=TEXT_FEATURES)
    solution = RichTextField(_("rozwiązanie"), features=TEXT_FEATURES)
    results = RichTextField(_("rezultaty"), features=TEXT_FEATURES, blank=True)
    lessons = RichTextField(_("czego się nauczyliśmy"), features=TEXT_FEATURES, blank=True)
    transferability = RichTextField(_("warunki przeniesienia"), features=TEXT_FEATURES, blank=True)
    cost_band = models.CharField(
        _("koszt: przedział"),
        max_length=20,
        choices=CostBand,
        blank=True,
        db_index=True,
    )
    costs = models.TextField(_("koszt: kwota i co obejmuje"), max_length=500, blank=True)
    funding = models.TextField(_("źródło pieniędzy"), max_length=500, blank=True)
    participants = models.TextField(_("kto brał udział"), max_length=500, blank=True)
    start_year = models.PositiveSmallIntegerField(
        _("od roku"), null=True, blank=True, validators=YEARS
    )
    end_year = models.PositiveSmallIntegerField(
        _("do roku"), null=True, blank=True, validators=YEARS
    )
    stage = models.CharField(_("etap"), max_length=20, choices=Stage, blank=True, db_index=True)
    contact_unit = models.CharField(_("komórka urzędu"), max_length=160, blank=True)
    contact_email = models.EmailField(_("adres służbowy"), blank=True)
    valid_until = models.DateField(_("opis aktualny do"), null=True, blank=True)
    source_name = models.CharField(_("źródło opisu"), max_length=200, blank=True)
    source_url = models.URLField(_("adres źródła"), max_length=500, blank=True)
    title_en = models.CharField(_("tytuł po angielsku"), max_length=200, blank=True)
    summary_en = models.TextField(_("streszczenie po angielsku"), max_length=600, blank=True)

    objects = PageManager.from_queryset(PracticeQuerySet)()

    parent_page_types = ["knowledge.CityPage"]
    subpage_types = []

    content_panels = PRACTICE_PANELS
    base_form_class = LibraryPageForm
    search_fields = [
        *ArticleMixin.search_fields,
        index.SearchField("problem"),
        index.SearchField("solution"),
        index.SearchField("results"),
    ]

    class Meta:
        verbose_name = _("dobra praktyka")
        verbose_name_plural = _("dobre praktyki")

    @cached_property
    def city(self):
        """The city page this practice lives under."""
        return self.get_parent().specific

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **practice_dossier(self, request.user),
        }

    def criteria(self):
        return criteria(self)

    def clean(self):
        super().clean()
        self.check_years()

    def check_years(self):
        """Raise ValidationError where the work ends before it begins."""
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise ValidationError(
                {
                    "end_year": _("Rok końca jest wcześniejszy niż rok początku (%(start)s).")
                    % {"start": self.start_year}
                }
            )


class ResultFigure(Orderable):
    """A measured result: number, meaning, how it was measured."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("liczba"), max_length=30, help_text=_("Np. „−64%”."))
    label = models.CharField(
        _("co znaczy"),
        max_length=160,
        help_text=_("Np. „mniej aut pod szkołami rano”."),
    )
    method = models.CharField(
        _("jak i kiedy mierzono"),
        max_length=200,
        blank=True,
        help_text=_("Np. „liczenie ręczne, wrzesień 2019 i maj 2022”."),
    )

    panels = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("label")]),
        FieldPanel("method"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("wynik w liczbie")
        verbose_name_plural = _("wyniki w liczbach")

    def __str__(self):
        return f"{self.value} {self.label}"


class PracticeAttachment(Attachment):
    """A file offered with a practice: rules, a resolution, a contract to copy."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        pass


class PracticePartner(Orderable):
    """Another city that took part; the lead city is the page's parent."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="partner_links")
    city = models.ForeignKey(
        "knowledge.CityPage",
        verbose_name=_("miasto"),
        on_delete=models.CASCADE,
        related_name="partner_practice_links",
    )

    panels = [FieldPanel("city")]

    class Meta(Orderable.Meta):
        verbose_name = _("miasto partnerskie")
        verbose_name_plural = _("miasta partnerskie")
        constraints = [
            models.UniqueConstraint(fields=["practice", "city"], name="practice_partner_once")
        ]

    def __str__(self):
        return str(self.city)
