"""Where Wagtail asks about imports: addresses, the menu, and what the history calls them."""

from django.urls import include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from knowledge.doors import ReviewersItem

from . import views


@hooks.register("register_admin_urls")
def import_urls():
    """Everything below /cms/import/."""
    urls = [
        path("", views.ImportsView.as_view(), name="list"),
        path("<int:pk>/", views.ImportView.as_view(), name="one"),
        path("<int:pk>/wczytaj/", views.start, name="start"),
        path("<int:pk>/anuluj/", views.cancel, name="cancel"),
        path("<int:pk>/cofnij/", views.take_back, name="take_back"),
        path("<int:pk>/sprawdz/", views.check_again, name="check_again"),
        path("szablon/<slug:kind>.<slug:extension>", views.template, name="template"),
        path("eksport/<slug:kind>.<slug:extension>", views.export, name="export"),
    ]
    return [path("import/", include((urls, "imports")))]


@hooks.register("register_admin_menu_item")
def imports_item():
    return ReviewersItem(
        _("Import i eksport"), reverse("imports:list"), icon_name="table", order=850
    )


@hooks.register("register_log_actions")
def import_actions(actions):
    @actions.register_action("pimsite.import")
    class Importing(LogFormatter):
        label = _("Import z tabeli")

        def format_message(self, entry):
            return gettext("Zaimportowano z pliku „%(name)s”") % {
                "name": entry.data.get("name", "")
            }
