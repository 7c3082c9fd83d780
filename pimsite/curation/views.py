"""The queue and one submission of it: read, remark, decide, give to a person."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy

from knowledge.doors import for_reviewers
from knowledge.models import Theme
from knowledge.spreadsheets import HarmlessExport

from . import deciding, waiting
from .comparing import compare
from .forms import AssignForm, Decision, DecisionForm
from .ordering import OfficeList

QUEUE = "curation:queue"
RETURNED, MINE, NOBODY = "odeslane", "moje", "nikt"


def people():
    """Whose submissions: one's own, nobody's, a colleague's."""
    colleagues = [(str(each.pk), get_user_display_name(each)) for each in waiting.reviewers()]
    return [(MINE, _("ja")), (NOBODY, _("nikt")), *colleagues]


class QueueFilter(WagtailFilterSet):
    """Narrow the queue; the names stand in addresses."""

    miasto = django_filters.CharFilter(
        label=gettext_lazy("Miasto albo sieć"),
        help_text=gettext_lazy("Część nazwy, także bez polskich liter."),
        method="by_city",
    )
    temat = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Temat"), queryset=Theme.objects.all(), method="by_theme"
    )
    osoba = django_filters.ChoiceFilter(
        label=gettext_lazy("Zajmuje się"),
        choices=people,
        method="by_person",
    )
    stan = django_filters.ChoiceFilter(
        label=gettext_lazy("U kogo"),
        empty_label=gettext_lazy("u Sekretariatu"),
        choices=[(RETURNED, gettext_lazy("u autora, do poprawy"))],
        method="by_state",
    )

    class Meta:
        model = WorkflowState
        fields = []

    def by_city(self, states, name, part):
        return waiting.of_cities_named(states, part.strip())

    def by_theme(self, states, name, theme):
        return waiting.about(states, theme)

    def by_person(self, states, name, whose):
        if whose == NOBODY:
            return states.filter(assignment=None)
        return states.filter(assignment__person=self.request.user.pk if whose == MINE else whose)

    def by_state(self, states, name, state):
        return states  # the view begins with these


def asked_for(request, query):
    """The submissions that the queue lists under a query of its address, in no order."""
    return QueueFilter(query, queryset=in_state(query), request=request).qs


def in_state(query):
    """Those at the secretariat, or those at their authors if the query says so."""
    returned = query.get("stan") == RETURNED
    states = waiting.submissions(waiting.RETURNED if returned else waiting.IN_PROGRESS)
    return waiting.with_city_name(states)


class ThemesColumn(Column):
    """Themes, the main one first."""

    def get_value(self, state):
        return ", ".join(state.themes)


class SinceColumn(Column):
    """Since when it waits, and whether that is longer than was promised."""

    cell_template_name = "curation/since_cell.html"


class PersonColumn(Column):
    """A person by name, not by the name of their account."""

    def get_value(self, state):
        person = super().get_value(state)
        return get_user_display_name(person) if person else ""


class QueueView(HarmlessExport, OfficeList, ReportView):
    """What waits, since when, with whom; the longest waiting first."""

    page_title = gettext_lazy("Kolejka")
    header_icon = "tasks"
    template_name = "curation/queue.html"
    permission_policy = page_permission_policy
    permission_required = "publish"
    index_url_name = QUEUE
    index_results_url_name = "curation:queue_results"
    filterset_class = QueueFilter
    default_ordering = "since"
    text_columns = ("title", "city_name", "assignment__person__last_name")
    verbose_name_plural = gettext_lazy("zgłoszeń")
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="workflowstate"),
        TitleColumn(
            "title",
            label=gettext_lazy("Tytuł"),
            sort_key="title",
            get_url=lambda state: reverse("curation:submission", args=[state.object_id]),
            get_title_id=lambda state: f"workflowstate_{state.pk}_title",
        ),
        Column("city", label=gettext_lazy("Miasto albo sieć"), sort_key="city_name"),
        ThemesColumn("themes", label=gettext_lazy("Tematy")),
        Column("complete", label=gettext_lazy("Spełnione")),
        SinceColumn("since", label=gettext_lazy("Od kiedy"), sort_key="since"),
        PersonColumn(
            "person", label=gettext_lazy("Zajmuje się"), sort_key="assignment__person__last_name"
        ),
        PersonColumn("requested_by", label=gettext_lazy("Wysyła")),
    ]
    list_export = ["title", "city", "themes", "complete", "since", "days", "person", "requested_by"]
    export_headings = {
        "title": gettext_lazy("Tytuł"),
        "city": gettext_lazy("Miasto albo sieć"),
        "themes": gettext_lazy("Tematy"),
        "complete": gettext_lazy("Spełnione"),
        "since": gettext_lazy("Od kiedy"),
        "days": gettext_lazy("Dni"),
        "person": gettext_lazy("Zajmuje się"),
        "requested_by": gettext_lazy("Wysyła"),
    }
    export_filename = "kolejka"

    def get_base_queryset(self):
        return in_state(self.request.GET).select_related(*waiting.PEOPLE)

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "since", "pk")

    def decorate_paginated_queryset(self, states):
        return waiting.scored(waiting.described(states))

    @property
    def no_results_message(self):
        if self.is_filtering:
            return _("Żadne zgłoszenie nie pasuje do filtrów.")
        return _("Nic nie czeka. Gdy miasto coś wyśle, zobaczysz to tutaj i w poczcie.")


@method_decorator(for_reviewers, name="dispatch")
class SubmissionView(WagtailAdminTemplateMixin, TemplateView):
    """One submission: its fields beside the live page, open remarks, the decision."""

    template_name = "curation/submission.html"
    header_icon = "tasks"
    _show_breadcrumbs = True

    def get(self, request, page_id, form=None):
        page = get_object_or_404(Page, pk=page_id).specific
        state = waiting.submission_of(page)
        if state is None:
            messages.warning(request, _("Tej strony nikt teraz nie sprawdza."))
            return redirect(QUEUE)
        self.page, self.state, self.form = page, state, form
        return self.render_to_response(self.get_context_data())

    def post(self, request, page_id):
        page = get_object_or_404(Page, pk=page_id).specific
        state = waiting.submission_of(page)
        form = DecisionForm(request.POST)
        if state is None or not form.is_valid():
            return self.get(request, page_id, form=form)
        if not deciding.may_decide(request.user, page, state):
            raise PermissionDenied
        if form.cleaned_data["revision"] != page.latest_revision_id:
            messages.warning(request, _("Tekst zmienił się, odkąd go czytasz. Przeczytaj znowu."))
            return self.get(request, page_id)
        following = waiting.next_after(state)
        try:
            decide(state, request.user, form.cleaned_data)
        except deciding.CannotDecide as error:
            messages.error(request, str(error))
            return self.get(request, page_id, form=form)
        messages.success(request, told(page, form.cleaned_data["decision"]))
        return redirect("curation:submission", following) if following else redirect(QUEUE)

    def get_page_title(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse(QUEUE), "label": QueueView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        page, state = self.page, self.state
        draft = page.get_latest_revision_as_object()
        shown = waiting.described(waiting.submissions(state.status).filter(pk=state.pk))
        assignment = getattr(state, "assignment", None)
        initial = {"revision": page.latest_revision_id}
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "state": state,
            "shown": shown[0] if shown else None,
            "is_waiting": state.status == waiting.IN_PROGRESS,
            "may_decide": deciding.may_decide(self.request.user, page, state),
            "missing": deciding.missing_fields(draft),
            "comparison": compare(page, draft, self.request),
            "remarks": open_remarks(page, draft),
            "earlier": waiting.reviewed_before(page)[:5],
            "form": self.form or DecisionForm(initial=initial),
            "assign_form": AssignForm(initial={"person": assignment and assignment.person_id}),
            "following": waiting.next_after(state),
            "decisions": Decision,
        }


@require_POST
@for_reviewers
def assign(request, page_id):
    """Give the submission to a person."""
    page = get_object_or_404(Page, pk=page_id)
    state = waiting.submission_of(page)
    form = AssignForm(request.POST)
    if state is not None and form.is_valid():
        deciding.assign([state], form.cleaned_data["person"], request.user)
        messages.success(request, _("Zapisano, kto się tym zajmuje."))
    return redirect("curation:submission", page_id)


def decide(state, user, cleaned):
    """Carry out what the form says."""
    act = {
        Decision.APPROVE: deciding.approve,
        Decision.RETURN: deciding.send_back,
        Decision.REFUSE: deciding.refuse,
    }[cleaned["decision"]]
    act(state, user, cleaned["comment"].strip())


def told(page, decision):
    text = {
        Decision.APPROVE: _("Opublikowano „%(title)s”."),
        Decision.RETURN: _("Odesłano do poprawy: „%(title)s”."),
        Decision.REFUSE: _("Odrzucono „%(title)s”. Szkic zostaje u autora."),
    }[decision]
    return text % {"title": page.get_admin_display_title()}


def open_remarks(page, draft):
    """Remarks on single fields that nobody resolved, each with the name of its field."""
    remarks = page.wagtail_admin_comments.filter(resolved_at=None).select_related("user")
    names = {field.name: field for field in draft._meta.get_fields()}
    for remark in remarks:
        field = names.get(remark.contentpath.split(".")[0])
        remark.field_label = getattr(field, "verbose_name", remark.contentpath)
        yield remark
