"""Reports of what the library lacks; each can be taken out as a table."""

import django_filters
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from knowledge.models import Freshness, PageTheme, PracticePage, Theme
from knowledge.spreadsheets import ColumnsExport
from search.counts import ThemeCount

from . import coverage
from .ordering import OfficeList
from .waiting import city_path_length, of_cities_named

SILENT = "brak"


class OfficeReport(ColumnsExport, OfficeList, ReportView):
    """What the reports share: who may read them, and a sentence that says what they count."""

    permission_policy = page_permission_policy
    permission_required = "publish"
    results_template_name = "search/reports/results.html"
    header_icon = "table"
    verbose_name_plural = _("wierszy")
    explanation = ""

    @property
    def no_results_message(self):
        return _("Nie ma takich wierszy.")


class ReviewFilter(WagtailFilterSet):
    """Narrow to one city, or to what cities did not answer about."""

    miasto = django_filters.CharFilter(label=_("Miasto"), method="by_city")
    odpowiedz = django_filters.ChoiceFilter(
        label=_("Odpowiedź miasta"), choices=[(SILENT, _("brak"))], method="by_answer"
    )

    class Meta:
        model = PracticePage
        fields = []

    def by_answer(self, practices, name, answer):
        return practices.filter(pk__in=silent())

    def by_city(self, practices, name, part):
        return of_cities_named(practices, part.strip())


def to_review():
    """Public practices untouched for a year, past their own date, or asked about in vain."""
    year_ago = timezone.now() - coverage.YEAR
    practices = coverage.public_practices().annotate(confirmed_at=F("freshness__confirmed_at"))
    is_old = Q(last_published_at__lt=year_ago)
    is_over = Q(valid_until__lt=timezone.localdate())
    is_confirmed = Q(confirmed_at__gte=year_ago) & (
        Q(valid_until=None) | Q(confirmed_at__date__gt=F("valid_until"))
    )
    unconfirmed = Q(confirmed_at=None) | ~is_confirmed
    return practices.filter(((is_old | is_over) & unconfirmed) | Q(pk__in=silent()))


def silent():
    """Keys of practices about which a city was asked in vain."""
    return Freshness.objects.silent().values("practice")


class ToReviewView(OfficeReport):
    """The oldest first."""

    page_title = _("Praktyki do przeglądu")
    index_url_name = "curation_reports:to_review"
    index_results_url_name = "curation_reports:to_review_results"
    export_filename = "praktyki-do-przegladu"
    filterset_class = ReviewFilter
    default_ordering = "last_published_at"
    text_columns = ("title",)
    explanation = _(
        "Opublikowane praktyki bez zmiany i potwierdzenia od roku, z minioną datą aktualności "
        "albo takie, o które pytaliśmy miasto bez skutku."
    )
    columns = [
        TitleColumn(
            "title",
            label=_("Praktyka"),
            sort_key="title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("city_title", label=_("Miasto")),
        DateColumn("last_published_at", label=_("Zmieniona"), sort_key="last_published_at"),
        DateColumn("confirmed_at", label=_("Potwierdzona"), sort_key="confirmed_at"),
        Column("valid_until", label=_("Aktualna do"), sort_key="valid_until"),
    ]

    def get_base_queryset(self):
        length = city_path_length()
        practices = to_review().with_city().annotate(city_path=Substr("path", 1, length))
        return practices.defer_streamfields()


def themes_without_practices():
    """Themes of which nothing can be read."""
    told = PageTheme.objects.filter(
        theme=OuterRef("pk"), page__in=coverage.public_practices().values("pk")
    )
    return Theme.objects.filter(~Exists(told))


class ThemesWithoutView(OfficeReport):
    """The most sought first."""

    page_title = _("Tematy bez praktyk")
    index_url_name = "curation_reports:themes_without"
    index_results_url_name = "curation_reports:themes_without_results"
    export_filename = "tematy-bez-praktyk"
    default_ordering = "name"
    text_columns = ("name",)
    explanation = _("Tematy bez opublikowanej praktyki, obok tego, ile razy ktoś ich szukał.")
    columns = [
        TitleColumn(
            "name",
            label=_("Temat"),
            sort_key="name",
            url_name="wagtailsnippets_knowledge_theme:edit",
        ),
        NumberColumn("sought", label=_("Szukano razy")),
    ]

    def get_base_queryset(self):
        return themes_without_practices()

    def decorate_paginated_queryset(self, themes):
        counts = ThemeCount.objects.order_by().values_list("theme").annotate(Sum("searches"))
        sought, themes = dict(counts), list(themes)
        for theme in themes:
            theme.sought = sought.get(theme.pk, 0)
        return themes
