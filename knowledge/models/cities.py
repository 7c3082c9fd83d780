"""A city is a profile and the parent of its practices: rights and addresses follow the tree."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.models import Page, PageManager

from ..atlas import Atlas
from ..forms import LibraryPageForm
from ..panels import CITY_PANELS
from ..profile import city_profile
from ..querysets import CityQuerySet
from .base import ArticleMixin
from .geography import CitySize, Voivodeship
from .practices import PracticePage


class CityIndexPage(ArticleMixin, Page):
    """All cities of the library, as list and map."""

    is_reviewed = True  # what is sent below it goes to the secretariat

    parent_page_types = ["pimsite.HomePage"]
    subpage_types = ["knowledge.CityPage"]
    max_count = 1

    content_panels = [*Page.content_panels, *ArticleMixin.content_panels]

    class Meta:
        verbose_name = _("spis miast")
        verbose_name_plural = _("spisy miast")

    def get_context(self, request, *args, **kwargs):
        cities = CityPage.objects.child_of(self).visible_to(request.user)
        practices = PracticePage.objects.visible_to(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "atlas": Atlas(cities, practices, request.GET),
        }


class CityPage(ArticleMixin, Page):
    """A city's profile; its practices are its child pages, so editing rights follow the tree."""

    country = CountryField(_("kraj"), default="PL")
    voivodeship = models.CharField(
        _("województwo"), max_length=20, choices=Voivodeship, blank=True, db_index=True
    )
    teryt = models.CharField(
        "TERYT",
        max_length=7,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Siedem cyfr kodu gminy, z zerem na początku. Puste, gdy nieznany."),
    )
    size_class = models.CharField(
        _("wielkość"), max_length=20, choices=CitySize, blank=True, db_index=True
    )
    population = models.PositiveIntegerField(_("liczba mieszkańców"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("rok tych danych"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )
    latitude = models.FloatField(
        _("szerokość geograficzna"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("długość geograficzna"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    losing_functions = models.BooleanField(
        _("miasto średnie tracące funkcje społeczno-gospodarcze"), default=False
    )
    losing_functions_source = models.CharField(_("według"), max_length=200, blank=True)
    losing_functions_date = models.DateField(_("stan na"), null=True, blank=True)
    name_genitive = models.CharField(
        _("dopełniacz nazwy"), max_length=120, blank=True, help_text=_("Np. „Gdyni”.")
    )
    name_locative = models.CharField(
        _("miejscownik nazwy"),
        max_length=120,
        blank=True,
        help_text=_("Np. „Gdyni” (w Gdyni)."),
    )
    contact_unit = models.CharField(
        _("kontakt: komórka urzędu"),
        max_length=160,
        blank=True,
        help_text=_("Wydział lub biuro, nie osoba. Np. „Wydział Polityki Mobilności”."),
    )
    contact_email = models.EmailField(
        _("kontakt: adres służbowy"),
        blank=True,
        help_text=_("Adres komórki, nie osoby. Np. „mobilnosc@miasto.pl”."),
    )
    website = models.URLField(_("strona miasta"), blank=True)
    source_name = models.CharField(_("źródło danych"), max_length=200, blank=True)
    source_url = models.URLField(_("adres źródła"), max_length=500, blank=True)

    objects = PageManager.from_queryset(CityQuerySet)()

    parent_page_types = ["knowledge.CityIndexPage"]
    subpage_types = ["knowledge.PracticePage"]

    content_panels = CITY_PANELS
    base_form_class = LibraryPageForm

    class Meta:
        verbose_name = _("miasto")
        verbose_name_plural = _("miasta")
        permissions = [
            ("manage_city_facts", _("Może zmieniać dane urzędowe miasta")),
            ("coordinate_city", _("Zaprasza do swojego miasta i widzi, kto tam pracuje")),
        ]

    @property
    def is_foreign(self):
        """Foreign cities have a country and no voivodeship, TERYT or class."""
        return self.country.code != "PL"

    @property
    def place(self):
        """Where the city lies, in words: its voivodeship, or its country when abroad."""
        if self.is_foreign:
            return self.country.name
        return Voivodeship(self.voivodeship).label if self.voivodeship else ""

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **city_profile(self, PracticePage.objects.all(), request.user),
        }
