"""Reports of who writes, when, and how long it waits."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from statistics import median

import django_filters
from django.db.models import Case, Count, F, IntegerField, Min, Q, Value, When
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.models import Page, PageLogEntry, WorkflowState

from knowledge.models import CityPage, CitySize, Voivodeship
from search.collation import polish_order

from . import coverage
from .reports import OfficeReport
from .waiting import city_path_length

ACTIVE, SILENT = "aktywne", "milczace"


class RowsReport(OfficeReport):
    """A report whose `rows()`, dictionaries, are counted in Python; the rest stays Wagtail's."""

    def chosen(self, name):
        """What the filter of this name says."""
        is_valid = self.filters and self.filters.is_valid()
        return self.filters.form.cleaned_data.get(name) if is_valid else None

    def get_queryset(self):
        column = self.ordering.removeprefix("-")

        def key(row):
            value = row[column]
            return value is not None, polish_order(value) if isinstance(value, str) else value

        return sorted(self.rows(), key=key, reverse=self.ordering.startswith("-"))

    def filter_queryset(self, queryset):
        return queryset


class MonthColumn(Column):
    """A month in words."""

    def get_value(self, row):
        return date_format(super().get_value(row), "F Y")


class CitiesFilter(WagtailFilterSet):
    """Active or silent."""

    stan = django_filters.ChoiceFilter(
        label=_("Stan"), choices=[(ACTIVE, _("aktywne")), (SILENT, _("milczące"))]
    )

    class Meta:
        model = CityPage
        fields = []


class CitiesView(RowsReport):
    """Who writes and who fell silent."""

    page_title = _("Miasta aktywne i milczące")
    index_url_name = "curation_reports:cities"
    index_results_url_name = "curation_reports:cities_results"
    export_filename = "miasta"
    filterset_class = CitiesFilter
    default_ordering = "-latest"
    explanation = _("Aktywne miasto ma praktykę opublikowaną lub zmienioną w ostatnim roku.")
    columns = [
        TitleColumn(
            "title",
            label=_("Miasto"),
            sort_key="title",
            get_url=lambda row: reverse("wagtailadmin_explore", args=[row["pk"]]),
        ),
        Column("place", label=_("Gdzie"), sort_key="place"),
        NumberColumn("number", label=_("Praktyk"), sort_key="number"),
        DateColumn("latest", label=_("Ostatnia zmiana"), sort_key="latest"),
    ]

    def rows(self):
        wanted = {ACTIVE: True, SILENT: False}.get(self.chosen("stan"))
        return [row for row in coverage.cities() if wanted in (None, row["is_active"])]


class CoverageView(RowsReport):
    """The tables of the home page as one, to take out."""

    page_title = _("Pokrycie tematów")
    index_url_name = "curation_reports:coverage"
    index_results_url_name = "curation_reports:coverage_results"
    export_filename = "pokrycie-tematow"
    default_ordering = "name"
    explanation = _(
        "Ile opublikowanych praktyk ma temat: w miastach danej wielkości i w województwach. "
        "Praktyka z dwoma tematami liczy się w obu."
    )
    columns = [
        TitleColumn("name", label=_("Temat"), sort_key="name"),
        *(
            NumberColumn(value, label=label, sort_key=value)
            for value, label in [*CitySize.choices, *Voivodeship.choices]
        ),
    ]

    def rows(self):
        values = [*CitySize.values, *Voivodeship.values]
        by_size, by_voivodeship = coverage.heats()
        for (name, sizes), (_name, places) in zip(by_size.rows, by_voivodeship.rows, strict=True):
            numbers = [cell.number for cell in [*sizes, *places]]
            yield {"name": name, **dict(zip(values, numbers, strict=True))}


class ActivityFilter(WagtailFilterSet):
    """From one day to another."""

    dzien = django_filters.DateFromToRangeFilter(
        field_name="timestamp", label=_("Okres"), widget=DateRangePickerWidget
    )

    class Meta:
        model = PageLogEntry
        fields = []


class ActivityView(RowsReport):
    """What each city did in each month."""

    page_title = _("Aktywność miast")
    index_url_name = "curation_reports:activity"
    index_results_url_name = "curation_reports:activity_results"
    export_filename = "aktywnosc-miast"
    filterset_class = ActivityFilter
    default_ordering = "-month"
    explanation = _(
        "Zapisy, zgłoszenia i publikacje na stronach miasta i jego praktyk, miesiąc po miesiącu. "
        "Publikacje robi zwykle Sekretariat."
    )
    columns = [
        MonthColumn("month", label=_("Miesiąc"), sort_key="month"),
        Column("city", label=_("Miasto"), sort_key="city"),
        NumberColumn("edits", label=_("Zapisów"), sort_key="edits"),
        NumberColumn("sent", label=_("Zgłoszeń"), sort_key="sent"),
        NumberColumn("published", label=_("Publikacji"), sort_key="published"),
    ]

    def rows(self):
        length = city_path_length()
        entries = PageLogEntry.objects.filter(
            page__depth__gte=length // Page.steplen,
            page__content_type__app_label="knowledge",
            action__in=["wagtail.edit", "wagtail.workflow.start", "wagtail.publish"],
        )
        entries = self.filters.filter_queryset(entries) if self.filters.is_valid() else entries
        months = list(months_since(entries.aggregate(Min("timestamp"))["timestamp__min"]))
        counted = entries.annotate(
            city_path=Substr("page__path", 1, length), number=numbered(months)
        )
        counted = (
            counted.order_by()
            .values("city_path", "number")
            .annotate(
                edits=Count("pk", filter=Q(action="wagtail.edit")),
                sent=Count("pk", filter=Q(action="wagtail.workflow.start")),
                published=Count("pk", filter=Q(action="wagtail.publish")),
            )
        )
        names = dict(CityPage.objects.values_list("path", "title"))
        rows = [
            {
                **row,
                "city": names.get(row["city_path"], ""),
                "month": months[row["number"]],
            }
            for row in counted
        ]
        return sorted(rows, key=lambda row: polish_order(row["city"]))


def months_since(moment):
    """The first days of this month and of those before, back to the month of that moment."""
    first = timezone.localdate().replace(day=1)
    oldest = timezone.localdate(moment) if moment else first
    while first > oldest:
        yield first
        first = (first - timedelta(days=1)).replace(day=1)
    yield first


def numbered(months):
    """Which of these months, newest first, an entry is of.

    TruncMonth calls Python for every row on SQLite: ten times slower with 30,000 entries.
    """
    begins = [timezone.make_aware(datetime.combine(month, time.min)) for month in months]
    cases = [When(timestamp__gte=day, then=Value(number)) for number, day in enumerate(begins)]
    return Case(*cases, output_field=IntegerField())


class TimesView(RowsReport):
    """How long cities wait for the secretariat."""

    page_title = _("Czas do publikacji")
    index_url_name = "curation_reports:times"
    index_results_url_name = "curation_reports:times_results"
    export_filename = "czas-do-publikacji"
    default_ordering = "-month"
    explanation = _(
        "Dni od wysłania do zatwierdzenia, według miesiąca zatwierdzenia. Liczą się też dni, "
        "w których tekst poprawiał autor. Mediana: połowa czekała krócej."
    )
    columns = [
        MonthColumn("month", label=_("Miesiąc"), sort_key="month"),
        NumberColumn("number", label=_("Zatwierdzono"), sort_key="number"),
        Column("median", label=_("Mediana dni"), sort_key="median"),
        Column("longest", label=_("Najdłużej dni"), sort_key="longest"),
    ]

    def rows(self):
        approved = WorkflowState.objects.filter(status=WorkflowState.STATUS_APPROVED)
        ended = F("current_task_state__finished_at")
        months = defaultdict(list)
        for sent, done in approved.exclude(current_task_state__finished_at=None).values_list(
            "created_at", ended
        ):
            day = timezone.localdate(done).replace(day=1)
            months[day].append((done - sent).total_seconds() / 86400)
        return [
            {
                "month": month,
                "number": len(days),
                "median": round(median(days), 1),
                "longest": round(max(days), 1),
            }
            for month, days in months.items()
        ]
