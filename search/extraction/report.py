"""The report of what could be read of the files: all for the secretariat, its own for a city."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.documents.permissions import permission_policy

from knowledge.spreadsheets import HarmlessExport

from .models import AttachmentText


def edit_url(text):
    """Where the file is replaced."""
    return reverse("wagtaildocs:edit", args=[text.document_id])


class AttachmentFilters(WagtailFilterSet):
    class Meta:
        model = AttachmentText
        fields = ["state"]


class AttachmentReport(HarmlessExport, ReportView):
    """Each file with its state and, where it could not be read, why."""

    page_title = _("Załączniki")
    header_icon = "doc-full-inverse"
    index_url_name = "attachment_report"
    index_results_url_name = "attachment_report_results"
    filterset_class = AttachmentFilters
    permission_policy = permission_policy
    permission_required = "change"
    no_results_message = _("Nie ma takich plików.")
    columns = [
        TitleColumn("document", label=_("Plik"), get_url=edit_url),
        Column("collection", label=_("Kolekcja"), accessor="document.collection"),
        Column("summary", label=_("Treść")),
        DateColumn("read_at", label=_("Odczytano")),
    ]
    list_export = ["document.title", "document.filename", "document.collection.name", "summary"]
    export_headings = {
        "document.title": _("Plik"),
        "document.filename": _("Nazwa pliku"),
        "document.collection.name": _("Kolekcja"),
        "summary": _("Treść"),
    }

    def get_filename(self):
        return "zalaczniki"

    def get_queryset(self):
        own = permission_policy.instances_user_has_permission_for(self.request.user, "change")
        texts = AttachmentText.objects.filter(document__in=own.values("pk"))
        return (
            texts.select_related("document__collection")
            .defer("pages")
            .order_by("state", "document__title", "pk")
        )
