"""Where Wagtail asks about applications: addresses, the menu, what the history says."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from knowledge.doors import ReviewersItem
from knowledge.keeping import keep_needed

from . import (
    assessing_views,
    board_views,
    composing,
    file_views,
    judging,
    office_views,
    submitting,
    views,
)
from .access import assigned, own_cities
from .guarding import applications_below

ITEMS = "register_calls_menu_item"


@hooks.register("register_admin_menu_item")
def calls_menu():
    menu = Menu(register_hook_name=ITEMS, construct_hook_name=None)
    return SubmenuMenuItem(gettext_lazy("Nabory"), menu, name="calls", icon_name="form", order=60)


@hooks.register("register_admin_urls")
def application_urls():
    """Everything below /cms/wnioski/."""
    urls = [
        path("", views.ApplicationsView.as_view(), name="index"),
        path("nowy/<int:call>/", views.BeginView.as_view(), name="start"),
        path("<int:pk>/", views.ApplicationView.as_view(), name="one"),
        path("<int:pk>/zloz/", views.SubmitView.as_view(), name="submit"),
        path("<int:pk>/wycofaj/", views.withdraw, name="withdraw"),
        path("plik/<int:pk>/", file_views.download, name="file"),
        path("plik/<int:pk>/usun/", file_views.remove_file, name="remove_file"),
    ]
    return [path("wnioski/", include((urls, "applications")))]


@hooks.register("register_admin_urls")
def office_urls():
    """Everything below /cms/nabory/."""
    index = office_views.ApplicationsView
    urls = [
        path("", office_views.CallsView.as_view(), name="index"),
        path("wnioski/", index.as_view(), name="applications"),
        path("wnioski/wyniki/", index.as_view(results_only=True), name="applications_results"),
        path("wnioski/<int:pk>/", office_views.ApplicationView.as_view(), name="one"),
        path("<int:call>/sklad/<int:pk>/", board_views.BoardView.as_view(), name="board"),
        path("<int:call>/sklad/<int:pk>/oglos/", board_views.PublishView.as_view(), name="publish"),
    ]
    return [path("nabory/", include((urls, "calls")))]


@hooks.register("register_admin_urls")
def assessment_urls():
    """Everything below /cms/oceny/."""
    urls = [
        path("", assessing_views.AssessmentsView.as_view(), name="index"),
        path("<int:pk>/", assessing_views.AssessmentView.as_view(), name="one"),
    ]
    return [path("oceny/", include((urls, "assessments")))]


class CitiesItem(MenuItem):
    """An entry for people of a city."""

    def is_shown(self, request):
        return own_cities(request.user).exists()


@hooks.register(ITEMS)
def applications_item():
    label = views.ApplicationsView.page_title
    return CitiesItem(label, reverse(views.INDEX), name="applications", icon_name="form", order=10)


@hooks.register(ITEMS)
def calls_item():
    label = office_views.CallsView.page_title
    address = reverse(office_views.CALLS)
    return ReviewersItem(label, address, name="office-calls", icon_name="form", order=20)


class AssessorsItem(MenuItem):
    """An entry for whoever was asked to assess."""

    def is_shown(self, request):
        return assigned(request.user).exists()


@hooks.register(ITEMS)
def assessments_item():
    label = assessing_views.AssessmentsView.page_title
    address = reverse(assessing_views.INDEX)
    return AssessorsItem(label, address, name="assessments", icon_name="pick", order=30)


keep_needed(
    applications_below,
    template="applying/kept_page.html",
    refusal=gettext_lazy("Nic nie usunięto. Z tymi stronami zniknęłyby wnioski miast: %(cities)s."),
)


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history calls these acts."""
    for action, label in (
        (submitting.SUBMITTED, gettext_lazy("Złożenie wniosku")),
        (submitting.WITHDRAWN, gettext_lazy("Wycofanie wniosku")),
        (judging.CHECKED, gettext_lazy("Ocena formalna wniosku")),
        (judging.ASSIGNED, gettext_lazy("Przydział oceny wniosku")),
        (judging.ASSESSED, gettext_lazy("Oddanie oceny wniosku")),
        (composing.PUBLISHED, gettext_lazy("Ogłoszenie wyniku naboru")),
    ):

        class About(LogFormatter):
            def format_message(self, entry):
                said = [entry.data.get(name, "") for name in ("number", "city", "network")]
                return f"{self.label}: {', '.join(filter(None, said))}"

        About.label = label
        actions.register_action(action)(About)
