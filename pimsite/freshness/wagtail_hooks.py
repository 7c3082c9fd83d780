"""Where Wagtail asks about the freshness of practices: addresses, buttons, figures, history."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from knowledge.doors import ReviewersItem, writes_published
from knowledge.models import Withdrawal
from knowledge.reach import is_reviewer

from ..curation import reports
from ..curation.panels import Figure
from . import admin, answers, deciding


@hooks.register("register_admin_urls")
def freshness_urls():
    """Everything below /cms/aktualnosc/."""
    requests = admin.WithdrawalsView
    urls = [
        path("wycofania/", requests.as_view(), name="withdrawals"),
        path("wycofania/lista/", requests.as_view(results_only=True), name="withdrawals_results"),
        path("wycofania/<int:pk>/", admin.decide, name="decide"),
        path("<int:page_id>/", admin.confirm, name="confirm"),
    ]
    return [path("aktualnosc/", include((urls, "freshness")))]


@hooks.register("register_reports_menu_item")
def withdrawals_item():
    address = reverse(admin.WITHDRAWALS)
    label = admin.WithdrawalsView.page_title
    return ReviewersItem(label, address, name="withdrawals", icon_name="bin", order=16)


@hooks.register("construct_homepage_panels")
def begin_with_questions(request, panels):
    if not is_reviewer(request.user):
        panels += [admin.AskedPanel(), admin.WithdrawalsPanel()]


@hooks.register("register_page_header_buttons")
def still_true(page, user, view_name, next_url=None):
    """In the menu beside the title, for who may change the text."""
    if view_name == "edit" and writes_published(user, page):
        address = reverse("freshness:confirm", args=[page.pk])
        yield Button(_("Nadal aktualne"), address, icon_name="check", priority=12)


@hooks.register("construct_office_figures")
def figures(request, figures):
    """What waits for a decision, and how many cities are silent."""
    figures.append(
        Figure(
            Withdrawal.objects.open().count(),
            _("próśb o wycofanie czeka na decyzję"),
            f"{reverse(admin.WITHDRAWALS)}?stan={admin.WAITING}",
        )
    )
    figures.append(
        Figure(
            reports.to_review().filter(pk__in=reports.silent()).count(),
            _("praktyk, o które pytaliśmy miasto bez skutku"),
            f"{reverse('curation_reports:to_review')}?odpowiedz={reports.SILENT}",
        )
    )


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history of a page calls an answer."""
    actions.register_action(
        answers.CONFIRMED, _("Potwierdzenie"), _("Potwierdzono, że opis jest aktualny")
    )

    for action, label, message in (
        (answers.WITHDRAWAL_ASKED, _("Prośba o wycofanie"), _("Miasto prosi o wycofanie")),
        (deciding.WITHDRAWN, _("Wycofanie"), _("Wycofano")),
        (deciding.KEPT, _("Odmowa wycofania"), _("Nie wycofano")),
    ):

        class Reasoned(LogFormatter):
            def format_message(self, entry, message=message):
                return f"{message}: „{entry.data.get('reason', '')}”"

        Reasoned.label = label
        actions.register_action(action)(Reasoned)
