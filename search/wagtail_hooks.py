"""What the secretariat sees of search in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from knowledge.doors import ReviewersItem

from .alerts.report import FollowedSearchesReport
from .extraction import hooks as extraction_hooks  # noqa: F401  Wagtail looks for hooks here
from .reports import InVainView, MostSoughtView, ThemesView, report_paths
from .synonyms import Synonym

REPORTS = {
    "in_vain": ("szukane-na-prozno", InVainView),
    "most_sought": ("najczesciej-szukane", MostSoughtView),
    "themes": ("najczesciej-szukane-tematy", ThemesView),
}


class SynonymCreateView(CreateView):
    """A report hands over the words that were sought; their synonyms are still to be written."""

    def get_initial_form_instance(self):
        return Synonym(words=self.request.GET.get("wyrazenie", ""))


class SynonymViewSet(SnippetViewSet):
    """Groups of synonyms, found by any of their words."""

    model = Synonym
    icon = "list-ul"
    add_view_class = SynonymCreateView
    list_display = ["__str__", BooleanColumn("active", label=_("Używana")), "note"]
    list_filter = ["active"]
    search_fields = ["words", "note"]
    list_per_page = 50


register_snippet(SynonymViewSet)


@hooks.register("register_admin_urls")
def report_urls():
    return [path("raporty/", include((report_paths(REPORTS), "search_reports")))]


def add_to_menu(name, view, order):
    @hooks.register("register_reports_menu_item")
    def item():
        return ReviewersItem(
            view.page_title,
            reverse(f"search_reports:{name}"),
            name=f"search-{name}",
            icon_name="search",
            order=order,
        )


for place, (name, (_address, view)) in enumerate(REPORTS.items()):
    add_to_menu(name, view, 100 + place)


@hooks.register("construct_reports_menu")
def drop_second_count(request, items):
    """Wagtail's report of the same searches knows no forms of words."""
    items[:] = [item for item in items if item.name != "search-terms"]


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
