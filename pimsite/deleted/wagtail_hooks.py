"""Where Wagtail asks about deleted pages: addresses, the menu of reports, the log."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from knowledge.doors import ReviewersItem

from .keeping import RESTORED
from .views import DeletedView, DeletionView


@hooks.register("register_admin_urls")
def deleted_urls():
    """Everything below /cms/usuniete/."""
    urls = [
        path("", DeletedView.as_view(), name="list"),
        path("wyniki/", DeletedView.as_view(results_only=True), name="list_results"),
        path("<int:pk>/", DeletionView.as_view(), name="one"),
    ]
    return [path("usuniete/", include((urls, "deleted")))]


@hooks.register("register_reports_menu_item")
def deleted_item():
    address = reverse("deleted:list")
    return ReviewersItem(
        DeletedView.page_title, address, name="deleted", icon_name="bin", order=1010
    )


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(RESTORED, _("Przywrócenie"), _("Przywrócono usuniętą stronę"))
