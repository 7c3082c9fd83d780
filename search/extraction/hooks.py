"""Where Wagtail asks search: what could be read of the files, for those who look after them."""

from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from .reading import troubled_files
from .report import AttachmentReport, edit_url

REPORT = AttachmentReport.index_url_name


@hooks.register("register_admin_urls")
def attachment_report_addresses():
    return [
        path("zalaczniki/", AttachmentReport.as_view(), name=REPORT),
        path(
            "zalaczniki/wyniki/",
            AttachmentReport.as_view(results_only=True),
            name=AttachmentReport.index_results_url_name,
        ),
    ]


@hooks.register("register_reports_menu_item")
def attachment_report_item():
    return MenuItem(
        _("Załączniki"), reverse(REPORT), name=REPORT, icon_name="doc-full-inverse", order=300
    )


@hooks.register("before_edit_page")
def tell_of_attachments(request, page):
    """Who edits a page learns which of its files cannot be found by their text, and why."""
    if request.method == "GET":
        for text in troubled_files(page):
            messages.warning(
                request,
                format_html(
                    _("Treści pliku „{file}” nie można wyszukać. {why}"),
                    file=format_html('<a href="{}">{}</a>', edit_url(text), text.document),
                    why=text.summary,
                ),
            )
