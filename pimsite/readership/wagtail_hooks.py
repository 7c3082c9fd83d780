"""Where Wagtail asks about readers: what is served, addresses, menus, the first page."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from knowledge.doors import ReviewersItem, writes_published
from knowledge.reach import is_reviewer

from . import counting, views

LAST = 1000  # after the hooks that may refuse


@hooks.register("before_serve_page", order=LAST)
def count_read(page, request, serve_args, serve_kwargs):
    counting.count_read(page, request)


@hooks.register("before_serve_document", order=LAST)
def count_download(document, request):
    counting.count_download(document, request)


@hooks.register("register_admin_urls")
def readership_urls():
    """Everything below /cms/czytelnictwo/."""
    index = views.ReadershipView
    urls = [
        path("", index.as_view(), name="index"),
        path("wyniki/", index.as_view(results_only=True), name="index_results"),
        path("<int:page_id>/", views.practice, name="one"),
    ]
    return [path("czytelnictwo/", include((urls, "readership")))]


class AuthorsItem(MenuItem):
    """In the main menu of city staff; the secretariat has it among its reports."""

    def is_shown(self, request):
        return not is_reviewer(request.user)


def entry(kind, order):
    address, label = reverse(views.INDEX), views.ReadershipView.page_title
    return kind(label, address, name="readership", icon_name="glasses", order=order)


@hooks.register("register_admin_menu_item")
def authors_item():
    return entry(AuthorsItem, 160)


@hooks.register("register_reports_menu_item")
def report_item():
    return entry(ReviewersItem, 18)


@hooks.register("register_page_header_buttons")
def figures_of_practice(page, user, view_name, next_url=None):
    """In the menu beside the title of a published practice."""
    if view_name == "edit" and writes_published(user, page):
        address = reverse("readership:one", args=[page.pk])
        yield Button(_("Czytelnictwo"), address, icon_name="glasses", priority=13)


@hooks.register("construct_homepage_panels")
def tell_authors(request, panels):
    if not is_reviewer(request.user):
        panels.append(views.ReadersPanel())
