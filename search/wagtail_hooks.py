"""What the secretariat sees of search in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.reach import is_reviewer

from .alerts.report import FollowedSearchesReport
from .synonyms import Synonym


class SynonymViewSet(SnippetViewSet):
    """Groups of synonyms, found by any of their words."""

    model = Synonym
    icon = "pick"
    list_display = ["__str__", BooleanColumn("active", label=_("Używana")), "note"]
    list_filter = ["active"]
    search_fields = ["words", "note"]
    search_backend_name = None  # an ordinary look into two columns
    list_per_page = 50


register_snippet(SynonymViewSet)


class ReviewersItem(MenuItem):
    """An entry of the menu for those who may open it."""

    def is_shown(self, request):
        return is_reviewer(request.user)


@hooks.register("register_admin_urls")
def followed_searches():
    """Addresses of the report, whole and as a list that filters refresh."""
    view = FollowedSearchesReport
    return [
        path("reports/sledzone/", view.as_view(), name="followed_searches"),
        path(
            "reports/sledzone/results/",
            view.as_view(results_only=True),
            name="followed_searches_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def followed_searches_item():
    """Among the other reports."""
    return ReviewersItem(
        _("Śledzone wyszukiwania"), reverse("followed_searches"), icon_name="mail", order=900
    )
