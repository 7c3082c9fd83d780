"""What the secretariat learns from searches: what is missing, what is wanted, which themes."""

from collections import defaultdict
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, Max, OuterRef, Sum
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.models import Query
from wagtail.permissions import page_permission_policy

from knowledge.models import PageTheme
from knowledge.querysets import visible_to
from knowledge.spreadsheets import HarmlessExport

from .counts import QueryCount, ThemeCount
from .promotions import promoted_queries
from .same_words import reads_same
from .tally import flush

MOST_FORMS = 6  # of one search, shown in a row


class PeriodFilter(WagtailFilterSet):
    """From one day to another."""

    day = DateFromToRangeFilter(label=_("Okres"), widget=DateRangePickerWidget)

    class Meta:
        model = QueryCount
        fields = []


class ThemePeriodFilter(PeriodFilter):
    """The same for themes."""

    class Meta(PeriodFilter.Meta):
        model = ThemeCount


class SearchReport(HarmlessExport, ReportView):
    """Rows of counts, for those who publish."""

    permission_policy = page_permission_policy
    permission_required = "publish"
    results_template_name = "search/reports/results.html"
    header_icon = "search"
    default_ordering = "-total"
    filterset_class = PeriodFilter
    explanation = ""
    nothing_counted = _("W tym okresie nic jeszcze nie policzono.")

    def get(self, request, *args, **kwargs):
        """With the latest counts of this process."""
        flush()
        return super().get(request, *args, **kwargs)

    @property
    def no_results_message(self):
        return self.nothing_counted


class WordsColumn(Column):
    """The words most often typed, other forms of the same search, and what can be done."""

    cell_template_name = "search/reports/words.html"


class DayColumn(Column):
    """A day; nobody knows the hour."""

    def get_value(self, instance):
        return date_format(super().get_value(instance))


class QueryReport(SearchReport):
    """Searches that read the same in one row, with the forms in which they were typed."""

    is_searchable = True
    search_fields = ["key", "text"]
    columns = [
        WordsColumn("text", label=_("Szukane słowa"), sort_key="key"),
        NumberColumn("total", label=_("Ile razy"), sort_key="total"),
        NumberColumn("results", label=_("Wyników ostatnio")),
        DayColumn("last", label=_("Ostatnio"), sort_key="last"),
    ]
    list_export = ["text", "forms", "total", "results", "last"]
    export_headings = {
        "text": _("Szukane słowa"),
        "forms": _("Wpisywane jako"),
        "total": _("Ile razy"),
        "results": _("Wyników ostatnio"),
        "last": _("Ostatnio"),
    }

    def get_counts(self):
        """Rows of counts that this report is about."""
        return QueryCount.objects.all()

    def get_base_queryset(self):
        groups = self.get_counts().order_by().values("key")
        return groups.annotate(total=Sum("searches"), last=Max("day"))

    def decorate_paginated_queryset(self, groups):
        """Add to each group what was typed, and where to go from there."""
        counts = self.get_counts().filter(key__in=[group["key"] for group in groups])
        typed = defaultdict(list)
        for count in self.filter_queryset(counts.order_by("-day", "pk")):
            typed[count.key].append(count)
        queries = dict(Query.objects.values_list("query_string", "pk"))
        promoted = promoted_queries()
        for group in groups:
            group.update(described(typed[group["key"]]))
            group.update(links(group["text"], group["forms"], queries, promoted))
        return groups


class InVainView(QueryReport):
    """Searches that found nothing, as long as nothing is found: what the library lacks."""

    page_title = _("Szukane na próżno")
    index_url_name = "search_reports:in_vain"
    index_results_url_name = "search_reports:in_vain_results"
    export_filename = "szukane-na-prozno"
    columns = [column for column in QueryReport.columns if column.name != "results"]
    list_export = ["text", "forms", "total", "last"]
    explanation = _(
        "Słowa, dla których wyszukiwarka nie znalazła ani jednej strony, bez względu na filtry. "
        "Gdy później coś się znajdzie, wiersz znika. Odmiany tych samych słów są razem."
    )
    nothing_counted = _("W tym okresie nikt nie szukał na próżno.")

    def get_counts(self):
        found = QueryCount.objects.filter(
            key=OuterRef("key"), day__gte=OuterRef("day"), results__gt=0
        )
        return QueryCount.objects.filter(~Exists(found), results=0)


class MostSoughtView(QueryReport):
    """Everything that was sought, the most frequent first."""

    page_title = _("Najczęściej szukane")
    index_url_name = "search_reports:most_sought"
    index_results_url_name = "search_reports:most_sought_results"
    export_filename = "najczesciej-szukane"
    explanation = _(
        "Ile razy czytelnicy szukali tych słów. Zmiana filtra, kolejności lub strony wyników nie "
        "jest nowym szukaniem. Robotów i Sekretariatu nie liczymy; zapytań z danymi osób nie "
        "zapisujemy."
    )


class ThemesView(SearchReport):
    """Themes that readers chose, beside what the library has for them."""

    page_title = _("Najczęściej szukane tematy")
    index_url_name = "search_reports:themes"
    index_results_url_name = "search_reports:themes_results"
    export_filename = "najczesciej-szukane-tematy"
    filterset_class = ThemePeriodFilter
    explanation = _(
        "Ile razy czytelnicy wybrali temat: w filtrze albo odnośnikiem do tematu. Wpisanych słów "
        "do tematów nie przypisujemy, bo byłby to domysł. Obok liczba stron, które każdy może "
        "przeczytać."
    )
    columns = [
        Column("name", label=_("Temat"), sort_key="name"),
        NumberColumn("total", label=_("Ile razy"), sort_key="total"),
        NumberColumn("pages", label=_("Stron w bibliotece")),
        DayColumn("last", label=_("Ostatnio"), sort_key="last"),
    ]
    list_export = ["name", "total", "pages", "last"]
    export_headings = {
        "name": _("Temat"),
        "total": _("Ile razy"),
        "pages": _("Stron w bibliotece"),
        "last": _("Ostatnio"),
    }

    def get_base_queryset(self):
        groups = ThemeCount.objects.order_by().values("theme", name=F("theme__name"))
        return groups.annotate(total=Sum("searches"), last=Max("day"))

    def decorate_paginated_queryset(self, groups):
        """Add to each theme how many pages anybody may read about it."""
        links = PageTheme.objects.filter(page__in=visible_to(AnonymousUser()))
        pages = dict(links.order_by().values_list("theme").annotate(Count("page")))
        for group in groups:
            group["pages"] = pages.get(group["theme"], 0)
        return groups


def described(counts):
    """The form typed most often, the others, and what the search found last; newest come first."""
    typed = defaultdict(int)
    for count in counts:
        typed[count.text] += count.searches
    text, *forms = sorted(typed, key=lambda form: (-typed[form], form))
    return {"text": text, "forms": forms[:MOST_FORMS], "results": counts[0].results}


def links(text, forms, queries, promoted):
    """Addresses of what can be done about a search."""
    mine = next((each for each in promoted if reads_same(each, text)), None)
    query = next((queries[each] for each in (mine, text, *forms) if each in queries), None)
    add = reverse("wagtailsearchpromotions:add")
    edit = reverse("wagtailsearchpromotions:edit", args=[query]) if query else add
    synonym = reverse("wagtailsnippets_search_synonym:add")
    return {
        "results_url": f"{reverse('search:search')}?{urlencode({'q': text})}",
        "synonym_url": f"{synonym}?{urlencode({'wyrazenie': text})}",
        "promotion_url": edit,
        "is_promoted": mine is not None,
    }


def report_paths(reports) -> list:
    """Addresses of reports: each whole, and as the list that its filters refresh."""
    paths = []
    for name, (address, view) in reports.items():
        paths.append(path(f"{address}/", view.as_view(), name=name))
        results = view.as_view(results_only=True)
        paths.append(path(f"{address}/wyniki/", results, name=f"{name}_results"))
    return paths
