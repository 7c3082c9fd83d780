"""Where Wagtail asks about previews: addresses, the button of the editor, the history."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from knowledge.doors import writes

from . import admin


@hooks.register("register_admin_urls")
def preview_urls():
    """Everything below /cms/podglady/."""
    urls = [
        path("<int:page_id>/", admin.links, name="links"),
        path("<int:page_id>/<int:pk>/cofnij/", admin.revoke, name="revoke"),
    ]
    return [path("podglady/", include((urls, "previews")))]


@hooks.register("register_page_header_buttons")
def show_to_superior(page, user, view_name, next_url=None):
    """In the menu beside the title, for who may change the text."""
    if view_name == "edit" and writes(user, page):
        address = reverse("previews:links", args=[page.pk])
        yield Button(_("Pokaż przełożonemu"), address, icon_name="view", priority=11)


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history of a page calls a link."""
    actions.register_action(
        admin.MADE, _("Link do podglądu"), _("Zrobiono link, który pokazuje szkic bez logowania")
    )
    actions.register_action(
        admin.REVOKED, _("Cofnięcie linku do podglądu"), _("Cofnięto link do podglądu szkicu")
    )
