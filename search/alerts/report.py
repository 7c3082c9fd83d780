"""What readers wait for, counted for the secretariat: searches, never addresses."""

from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from knowledge.spreadsheets import HarmlessExport

from ..following import Following, public_results
from .models import SavedSearch


def _name(row):
    return str(_following(row))


def _list_url(row):
    return _following(row).list_url


def _following(row):
    return Following(public_results(QueryDict(row["query"])))


class FollowedSearchesReport(HarmlessExport, ReportView):
    """The searches that most readers follow."""

    page_title = _("Śledzone wyszukiwania")
    header_icon = "mail"
    index_url_name = "followed_searches"
    index_results_url_name = "followed_searches_results"
    permission_policy = page_permission_policy
    any_permission_required = ["publish"]
    no_results_message = _("Nikt jeszcze nie śledzi żadnego wyszukiwania.")
    columns = [
        TitleColumn("query", label=_("Wyszukiwanie"), accessor=_name, get_url=_list_url),
        Column("followers", label=_("Ilu czytelników śledzi")),
    ]
    list_export = ["query", "followers"]
    export_headings = {"query": _("Wyszukiwanie"), "followers": _("Ilu czytelników śledzi")}

    def get_queryset(self):
        followed = SavedSearch.objects.confirmed().order_by().values("query")
        return followed.annotate(followers=Count("pk")).order_by("-followers", "query")
