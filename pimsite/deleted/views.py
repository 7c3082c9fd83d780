"""The list of deleted pages, and one of them: what it said, and the way back."""

import django_filters
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from knowledge.doors import for_reviewers
from pimsite.curation.comparing import compare
from pimsite.curation.reports import OfficeReport
from search.folding import fold

from .keeping import CannotRestore, restore
from .models import Deletion

RELATED = ("kind", "by__wagtail_userprofile")


class DeletedFilter(WagtailFilterSet):
    """Narrow to one city."""

    miasto = django_filters.CharFilter(label=gettext_lazy("Miasto"), method="by_place")

    class Meta:
        model = Deletion
        fields = []

    def by_place(self, pages, name, part):
        places = pages.order_by().values_list("place", flat=True).distinct()
        return pages.filter(place__in=[place for place in places if fold(part) in fold(place)])


class DeletedView(OfficeReport):
    """Who deleted what, and when; the newest first."""

    page_title = gettext_lazy("Usunięte strony")
    header_icon = "bin"
    index_url_name = "deleted:list"
    index_results_url_name = "deleted:list_results"
    export_filename = "usuniete"
    filterset_class = DeletedFilter
    default_ordering = "-deleted_at"
    text_columns = ("title", "place")
    verbose_name_plural = gettext_lazy("stron")
    explanation = gettext_lazy(
        "Szkice i strony usunięte w ostatnich 90 dniach. Otwórz, żeby przeczytać i przywrócić."
    )
    columns = [
        TitleColumn("title", label=gettext_lazy("Tytuł"), sort_key="title", url_name="deleted:one"),
        Column("kind", label=gettext_lazy("Rodzaj"), accessor="kind.name"),
        Column("place", label=gettext_lazy("Miasto"), sort_key="place"),
        UserColumn("by", label=gettext_lazy("Kto usunął")),
        DateColumn("deleted_at", label=gettext_lazy("Kiedy"), sort_key="deleted_at"),
    ]
    list_export = ["title", "kind.name", "place", "by", "deleted_at"]
    custom_value_preprocess = {}

    @property
    def export_headings(self):
        headings = {column.name: column.label for column in self.columns}
        return {**headings, "kind.name": headings["kind"]}

    def get_base_queryset(self):
        return Deletion.objects.kept().select_related(*RELATED).defer("content")

    @property
    def no_results_message(self):
        return _("W ostatnich 90 dniach nikt niczego nie usunął.")


@method_decorator(for_reviewers, name="dispatch")
class DeletionView(WagtailAdminTemplateMixin, DetailView):
    """What a deleted page said, and a button that brings it back as a draft."""

    template_name = "deleted/page.html"
    header_icon = "bin"
    _show_breadcrumbs = True
    context_object_name = "deleted"
    queryset = Deletion.objects.select_related(*RELATED)

    def get_queryset(self):
        return self.queryset.kept()

    def get_page_title(self):
        return self.object.title

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("deleted:list"), "label": DeletedView.page_title},
            {"url": "", "label": self.object.title},
        ]

    def get_context_data(self, **kwargs):
        page = self.object.as_page()
        return {
            **super().get_context_data(**kwargs),
            "comparison": compare(page, page, self.request),
            "by": get_user_display_name(self.object.by) if self.object.by else "",
        }

    def post(self, request, pk):
        deleted = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            page = restore(deleted, request.user)
        except CannotRestore as error:
            messages.error(request, str(error))
            return redirect("deleted:one", pk)
        messages.success(
            request, _("Przywrócono „%(title)s” jako szkic.") % {"title": deleted.title}
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
