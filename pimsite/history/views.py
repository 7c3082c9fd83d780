"""The report "Kto co zrobił": everything in Wagtail's logs, with what exactly in the export."""

from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.permissions import page_permission_policy

from knowledge.spreadsheets import HarmlessExport


class HistoryView(HarmlessExport, LogEntriesView):
    """Wagtail's report; its export names the kind of an act, ours says what was done as well."""

    page_title = _("Kto co zrobił")
    results_template_name = "history/results.html"
    permission_policy = page_permission_policy
    permission_required = "publish"
    index_url_name = "history:report"
    index_results_url_name = "history:report_results"
    export_headings = {**LogEntriesView.export_headings, "message": _("Co zrobiono")}
    list_export = ["timestamp", "user_display_name", "action", "message", "label", "content_type"]

    def get_filename(self):
        return force_str(_("historia"))
