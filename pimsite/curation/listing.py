"""What the lists of all that belongs to networks share: search, order, counts, words."""

from urllib.parse import urlencode

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, Count, IntegerField, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from knowledge.models import CityPage
from knowledge.querysets import visible_to
from search.folding import fold

from .reports import OfficeReport

YES, NO = "tak", "nie"  # they stand in addresses
YES_NO = [(True, _("tak")), (False, _("nie"))]


class NetworkReport(OfficeReport):
    """What these lists share: a search that forgives diacritics, and rows in a firm order."""

    results_template_name = "curation/networks_results.html"
    search_fields = ("title",)
    nothing_yet = ""

    @property
    def no_results_message(self):
        is_narrowed = self.is_searching or self.is_filtering
        return super().no_results_message if is_narrowed else self.nothing_yet

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "pk")

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=named(queryset, self.search_query, self.search_fields))


def named(rows, part, fields=("title",)):
    """Keys of the rows with this in one of the fields, as typed: „odz” finds Łódź."""
    part = fold(part.strip())
    found = rows.order_by().values_list("pk", *fields)
    return [key for key, *words in found if any(part in fold(each or "") for each in words)]


def counted(rows):
    """How many rows of another table a row has."""
    number = rows.order_by().values(whole=Value(1)).annotate(number=Count("pk"))
    return Coalesce(Subquery(number.values("number"), output_field=IntegerField()), 0)


def in_words(field, choices):
    """The label of a choice, so that lists are sorted by what they show."""
    cases = [When(**{field: value}, then=Value(str(label))) for value, label in choices]
    return Case(*cases, default=Value(""), output_field=CharField())


def in_order(field, choices):
    """The place of a choice among the others, those without one last."""
    cases = [When(**{field: value}, then=Value(place)) for place, value in enumerate(choices)]
    return Case(*cases, default=Value(len(cases)), output_field=IntegerField())


def who_sees(*, papers=False):
    """For whom a page is, in words; working papers may be for members only."""
    public = visible_to(AnonymousUser()).values("pk")
    cases = [When(live=False, then=Value(gettext("nikt (szkic)")))]
    if papers:
        cases.append(When(members_only=True, then=Value(gettext("członkowie sieci"))))
    cases.append(When(pk__in=public, then=Value(gettext("wszyscy"))))
    return Case(*cases, default=Value(gettext("wybrani")), output_field=CharField())


def edit_url(row):
    return reverse("wagtailadmin_pages:edit", args=[row.pk])


class OfCityFilter(WagtailFilterSet):
    """Narrow rows of cities to those whose name has this in it, as typed."""

    miasto = django_filters.CharFilter(label=_("Miasto"), method="by_city")

    def by_city(self, rows, name, part):
        return rows.filter(city__in=named(CityPage.objects.all(), part))


class YesNoFilter(django_filters.ChoiceFilter):
    """Whether something is so: a BooleanFilter tells what it narrows to as True or False."""

    def __init__(self, **kwargs):
        super().__init__(choices=[(YES, _("tak")), (NO, _("nie"))], **kwargs)

    def filter(self, qs, value):
        return super().filter(qs, value and value == YES)


class CountColumn(Column):
    """A number that leads to the list it is counted from."""

    cell_template_name = "curation/count_cell.html"

    def __init__(self, name, report, query, **kwargs):
        super().__init__(name, sort_key=name, **kwargs)
        self.report, self.query = report, query

    def get_cell_context_data(self, instance, parent_context):
        query = urlencode({"siec": instance.pk, **self.query})
        address = f"{reverse(f'curation_reports:{self.report}')}?{query}"
        return {**super().get_cell_context_data(instance, parent_context), "address": address}
