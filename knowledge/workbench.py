"""What a city's staff meet in the admin: a short menu, one clear start, plain words on buttons."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import (
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import WorkflowState
from wagtail.permissions import page_permission_policy

from .permissions import cities_of
from .reach import is_reviewer

KEPT_FOR_CITIES = {"calls", "explorer", "images", "documents", "accounts", "readership"}
MANY = 12


class DescribePanel(Component):
    """The first thing on the dashboard of city staff: describe a practice of your city."""

    name = "describe-practice"
    order = 10
    template_name = "wagtailadmin/home/describe_practice.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        cities = list(cities_of(user)[: MANY + 1])
        return {
            "starts": [(city, add_practice_url(city)) for city in cities[:MANY]],
            "more": len(cities) > MANY,
        }


class OwnPagesItem(PagesSummaryItem):
    """How many pages one may change; Wagtail counts all below the nearest page above them."""

    def get_context_data(self, parent_context):
        own = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, {"add", "change"}
        )
        return {**super().get_context_data(parent_context), "total_pages": own.count()}


class SendToSecretariat(SubmitForModerationMenuItem):
    """Says who will read it, instead of the workflow's technical name."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        page = context.get("page")
        again = page is not None and returned(page) is not None
        context["label"] = (
            _("Wyślij ponownie do Sekretariatu") if again else _("Wyślij do Sekretariatu")
        )
        return context


class Withdraw(CancelWorkflowMenuItem):
    """During review the author cannot mend a typo; this takes the text back."""

    def get_context_data(self, parent_context):
        return {**super().get_context_data(parent_context), "label": _("Wycofaj do poprawy")}


def plain_actions(items):
    """Put our words in place of Wagtail's; a restart is a withdrawal and a new submission."""
    ours = {SubmitForModerationMenuItem: SendToSecretariat, CancelWorkflowMenuItem: Withdraw}
    items[:] = [
        ours[type(item)](order=item.order) if type(item) in ours else item
        for item in items
        if not isinstance(item, RestartWorkflowMenuItem)
    ]


def short_menu(user, items):
    """Leave city staff what they need, and lead them to their own city."""
    items[:] = [item for item in items if item.name in KEPT_FOR_CITIES]
    cities = list(cities_of(user)[:2])
    if len(cities) == 1:
        profile = reverse("wagtailadmin_pages:edit", args=[cities[0].pk])
        describe = add_practice_url(cities[0])
        items.append(
            MenuItem(_("Opisz praktykę"), describe, "describe", icon_name="edit", order=50)
        )
        items.append(MenuItem(_("Profil miasta"), profile, "profile", icon_name="home", order=150))


def tell_state(request, page):
    """Show the secretariat's remark, or how to take a text back, above the form."""
    state = page.current_workflow_state
    if state is None or is_reviewer(request.user):
        return
    remark = returned(page)
    if remark is not None:
        text = (
            _("Sekretariat prosi o poprawki: „%(remark)s”")
            if remark
            else _("Sekretariat prosi o poprawki.")
        )
        messages.warning(request, format_html("{}", text % {"remark": remark}))
    elif state.user_can_cancel(request.user):
        messages.info(
            request, _("Opis jest w przeglądzie. Żeby coś poprawić, wybierz „Wycofaj do poprawy”.")
        )


def returned(page):
    """The remark with which the page was sent back, or None if it was not."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    return state.current_task_state.comment


def add_practice_url(city):
    return reverse("wagtailadmin_pages:add", args=["knowledge", "practicepage", city.pk])
