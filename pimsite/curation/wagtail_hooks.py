"""Where Wagtail asks about the secretariat's work: addresses, menu, home, the author's editor."""

from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import WorkflowMenuItem
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.doors import ReviewersItem
from knowledge.reach import is_reviewer
from search.reports import report_paths

from . import (
    activity,
    deciding,
    mids,
    network_pages,
    networks,
    plans,
    reports,
    tag_change_views,
    tag_undoing,
    tag_views,
    tags,
    views,
    waiting,
)
from . import bulk as bulk  # Wagtail looks for hooks here
from .models import ReplyTemplate
from .panels import CoveragePanel, FiguresPanel, QueuePanel, SentPanel


class ReplyTemplateViewSet(SnippetViewSet):
    """Replies that are sent often."""

    model = ReplyTemplate
    icon = "comment"
    list_display = ["name", "decision"]
    list_filter = ["decision"]
    search_fields = ["name", "text"]


register_snippet(ReplyTemplateViewSet)


@hooks.register("register_admin_urls")
def queue_urls():
    """Everything below /cms/kolejka/."""
    urls = [
        path("", views.QueueView.as_view(), name="queue"),
        path("wyniki/", views.QueueView.as_view(results_only=True), name="queue_results"),
        path("<int:page_id>/", views.SubmissionView.as_view(), name="submission"),
        path("<int:page_id>/przydziel/", views.assign, name="assign"),
    ]
    return [path("kolejka/", include((urls, "curation")))]


@hooks.register("register_admin_menu_item")
def queue_item():
    address = reverse("curation:queue")
    return ReviewersItem(
        gettext_lazy("Kolejka"), address, name="queue", icon_name="tasks", order=50
    )


@hooks.register("register_admin_urls")
def tag_urls():
    """Everything below /cms/tagi/."""
    changes = tag_change_views.TagChangesView
    urls = [
        path("", tag_views.TagsView.as_view(), name="list"),
        path("wyniki/", tag_views.TagsView.as_view(results_only=True), name="list_results"),
        path("<int:pk>/", tag_views.TagView.as_view(), name="one"),
        path("zmiany/", changes.as_view(), name="changes"),
        path("zmiany/wyniki/", changes.as_view(results_only=True), name="changes_results"),
        path("zmiany/<int:pk>/", tag_change_views.take_back_view, name="take_back"),
    ]
    return [path("tagi/", include((urls, "curation_tags")))]


@hooks.register("register_admin_menu_item")
def tags_item():
    address = reverse("curation_tags:list")
    return ReviewersItem(gettext_lazy("Tagi"), address, name="tags", icon_name="tag", order=510)


REPORTS = {
    "to_review": ("praktyki-do-przegladu", reports.ToReviewView),
    "themes_without": ("tematy-bez-praktyk", reports.ThemesWithoutView),
    "coverage": ("pokrycie-tematow", activity.CoverageView),
    "cities": ("miasta", activity.CitiesView),
    "activity": ("aktywnosc-miast", activity.ActivityView),
    "times": ("czas-do-publikacji", activity.TimesView),
    "networks": ("sieci", networks.NetworksView),
    "members": ("czlonkowie-sieci", networks.MembersView),
    "meetings": ("spotkania", network_pages.MeetingsView),
    "outputs": ("produkty-sieci", network_pages.OutputsView),
    "recommendations": ("rekomendacje", plans.RecommendationsView),
    "mids": ("mid", mids.MidsView),
}


@hooks.register("register_admin_urls")
def report_urls():
    urls = report_paths(REPORTS)
    return [path("raporty/sekretariat/", include((urls, "curation_reports")))]


def add_to_reports(name, view, order):
    @hooks.register("register_reports_menu_item")
    def item():
        address = reverse(f"curation_reports:{name}")
        return ReviewersItem(view.page_title, address, name=name, icon_name="table", order=order)


for place, (name, (_address, view)) in enumerate(REPORTS.items()):
    add_to_reports(name, view, 10 + place)


WAGTAILS_PANELS = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


@hooks.register("construct_homepage_panels")
def begin_with_queue(request, panels):
    """Wagtail's own lists of the same ask the database anew for every row."""
    panels[:] = [each for each in panels if not isinstance(each, WAGTAILS_PANELS)]
    panels.append(SentPanel())
    if is_reviewer(request.user):
        panels += [QueuePanel(), FiguresPanel(), CoveragePanel()]


@hooks.register("construct_page_action_menu")
def approve_only_what_one_publishes(items, request, context):
    """An approver without the right to publish would leave the task hanging."""
    page = context.get("page")
    if page is not None and not page.permissions_for_user(request.user).can_publish():
        items[:] = [
            item
            for item in items
            if not (isinstance(item, WorkflowMenuItem) and item.name == "approve")
        ]


@hooks.register("before_edit_page")
def refuse_hanging_approval(request, page):
    """The same, for a form that was sent without its menu."""
    asked = request.POST.get("workflow-action-name") == "approve"
    if not asked or page.permissions_for_user(request.user).can_publish():
        return None
    messages.error(request, _("Zatwierdzić może ten, kto ma prawo publikować. Nic się nie stało."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_edit_page")
def show_refusal(request, page):
    """The author reads why the text was refused above the form."""
    if request.method != "GET" or is_reviewer(request.user):
        return
    reason = deciding.refusal_of(page)
    if reason is not None:
        text = _("Sekretariat odrzucił ten opis: „%(reason)s”.") % {"reason": reason}
        messages.error(request, format_html("{}", text))


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history of a page calls our decisions."""

    @actions.register_action(deciding.REFUSED)
    class Refusal(LogFormatter):
        label = gettext_lazy("Odrzucenie")

        def format_message(self, entry):
            return _("Odrzucono: „%(reason)s”") % {"reason": entry.data.get("reason", "")}

    @actions.register_action(deciding.ASSIGNED)
    class Assigning(LogFormatter):
        label = gettext_lazy("Przydział")

        def format_message(self, entry):
            person = entry.data.get("person")
            if not person:
                return _("Cofnięto przydział")
            return _("Przydzielono: %(person)s") % {"person": person}

    names = {"old": "", "new": ""}
    for action, label, text in (
        (tags.MERGED, gettext_lazy("Połączenie tagów"), gettext_lazy("Tag „%(old)s” → „%(new)s”")),
        (tags.RENAMED, gettext_lazy("Nowa nazwa tagu"), gettext_lazy("Tag „%(old)s” → „%(new)s”")),
        (tags.RETIRED, gettext_lazy("Wycofanie tagu"), gettext_lazy("Wycofano tag „%(old)s”")),
        (
            tag_undoing.TAKEN_BACK,
            gettext_lazy("Cofnięcie zmiany tagu"),
            gettext_lazy("Wrócił tag „%(old)s”"),
        ),
    ):

        class Tagging(LogFormatter):
            def format_message(self, entry, text=text):
                return text % {**names, **entry.data}

        Tagging.label = label
        actions.register_action(action)(Tagging)


@hooks.register("before_edit_page", order=-1)
def remember_submission(request, page):
    """Only for showing: what is sent changes it."""
    if request.method == "GET":
        waiting.read_once(page)
