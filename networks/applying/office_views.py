"""Pages of the admin where the secretariat reads applications, checks them and asks assessors."""

import django_filters
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from knowledge.doors import for_reviewers
from knowledge.models import CitySize, Voivodeship
from knowledge.spreadsheets import ColumnsExport
from networks.models import CallIndexPage, CallPage, NetworkPage

from . import judging
from .completing import content_of
from .forms import AssignForm, FormalForm
from .models import Application, Assessment
from .submitting import Refused

CALLS = "calls:index"
LIST = "calls:applications"
ONE = "calls:one"
WAITS, PASSED, FAILED = "czeka", "spelnia", "nie-spelnia"
CHECKS = {
    WAITS: gettext_lazy("czeka na ocenę formalną"),
    PASSED: gettext_lazy("spełnia warunki"),
    FAILED: gettext_lazy("nie spełnia warunków"),
}


@method_decorator(for_reviewers, name="dispatch")
class OfficeView(WagtailAdminTemplateMixin, TemplateView):
    """What the office's own pages share."""

    header_icon = "form"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(CALLS), "label": CallsView.page_title}]
        return [*above, *self.crumbs(), {"url": "", "label": self.get_page_title()}]

    def crumbs(self):
        return []


class CallsView(OfficeView):
    """Calls that take applications, and how many each network drew."""

    template_name = "applying/calls.html"
    page_title = gettext_lazy("Nabory i wnioski")

    @property
    def header_buttons(self):
        index = CallIndexPage.objects.first()
        if index is None:
            return []
        address = reverse("wagtailadmin_pages:add", args=["networks", "callpage", index.pk])
        return [HeaderButton(_("Ogłoś nabór"), url=address, icon_name="plus")]

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        calls = CallPage.objects.exclude(network_choices=None).defer_streamfields()
        calls = calls.prefetch_related("network_choices__network", "compositions")
        counted = Application.objects.submitted().values_list("call", "network")
        counts = {row[:2]: row[2] for row in counted.order_by().annotate(Count("pk"))}
        rows = [
            (call, [self.row(call, choice.network, counts) for choice in choices_of(call)])
            for call in calls.order_by("-opens", "title")
        ]
        return {**super().get_context_data(**kwargs), "calls": rows}

    def row(self, call, network, counts):
        published = network.pk in {each.network_id for each in call.compositions.all()}
        return network, counts.get((call.pk, network.pk), 0), published


def choices_of(call):
    return sorted(call.network_choices.all(), key=lambda choice: choice.network.title)


class ApplicationFilter(WagtailFilterSet):
    """Narrow the list; the names stand in addresses."""

    nabor = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Nabór"),
        field_name="call",
        queryset=CallPage.objects.exclude(network_choices=None).distinct(),
    )
    siec = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Sieć"),
        field_name="network",
        queryset=NetworkPage.objects.exclude(call_choices=None).distinct(),
    )
    stan = django_filters.ChoiceFilter(
        label=gettext_lazy("Stan"), choices=Application.State.choices[1:], field_name="state"
    )
    formalnie = django_filters.ChoiceFilter(
        label=gettext_lazy("Ocena formalna"), choices=[*CHECKS.items()], method="by_check"
    )
    wojewodztwo = django_filters.ChoiceFilter(
        label=gettext_lazy("Województwo"),
        choices=Voivodeship.choices,
        field_name="city__voivodeship",
    )
    wielkosc = django_filters.ChoiceFilter(
        label=gettext_lazy("Wielkość"), choices=CitySize.choices, field_name="city__size_class"
    )

    class Meta:
        model = Application
        fields = []

    def by_check(self, applications, name, check):
        passed = {WAITS: None, PASSED: True, FAILED: False}[check]
        if passed is None:
            return applications.submitted().filter(formal_check=None)
        return applications.filter(formal_check__passed=passed)


@method_decorator(for_reviewers, name="dispatch")
class ApplicationsView(ColumnsExport, ReportView):
    """What cities submitted, by number; drafts stay with their cities."""

    model = Application
    page_title = gettext_lazy("Wnioski")
    header_icon = "form"
    index_url_name = LIST
    index_results_url_name = "calls:applications_results"
    results_template_name = "applying/applications_results.html"
    filterset_class = ApplicationFilter
    is_searchable = True
    search_fields = ["city__title", "network__title"]
    default_ordering = "sequence"
    paginate_by = 50
    columns = [
        TitleColumn(
            "number",
            label=gettext_lazy("Numer"),
            sort_key="sequence",
            get_url=lambda each: reverse(ONE, args=[each.pk]),
        ),
        Column("city", label=gettext_lazy("Miasto")),
        Column("voivodeship", label=gettext_lazy("Województwo")),
        Column("size", label=gettext_lazy("Wielkość")),
        Column("network", label=gettext_lazy("Sieć")),
        Column("leads", label=gettext_lazy("Chce być liderem")),
        Column("get_state_display", label=gettext_lazy("Stan"), sort_key="state"),
        Column("check", label=gettext_lazy("Ocena formalna")),
        Column("assessed", label=gettext_lazy("Oddane oceny")),
        DateColumn("submitted_at", label=gettext_lazy("Złożony"), sort_key="submitted_at"),
    ]
    export_filename = "wnioski"

    def get_base_queryset(self):
        done = Count("assessments", filter=~Q(assessments__submitted_at=None))
        applications = Application.objects.numbered().with_places()
        return applications.select_related("formal_check").annotate(done=done)

    def order_queryset(self, queryset):
        ordered = super().order_queryset(queryset)
        return ordered.order_by("year", "sequence") if self.ordering == "sequence" else ordered

    def decorate_paginated_queryset(self, applications):
        applications = list(applications)
        for each in applications:
            each.voivodeship = each.city.get_voivodeship_display()
            each.size = each.city.get_size_class_display()
            each.leads = _("tak") if each.wants_to_lead else _("nie")
            each.check = CHECKS[check_of(each)] if each.is_submitted else ""
            each.assessed = f"{each.done} z {judging.ASSESSORS}" if each.is_submitted else ""
        return applications


def check_of(application):
    """How far the formal check is."""
    if not hasattr(application, "formal_check"):
        return WAITS
    return PASSED if application.formal_check.passed else FAILED


class ApplicationView(OfficeView):
    """One application: what the city wrote, the formal check, who assesses it."""

    template_name = "applying/office.html"
    formal_form = assign_form = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.found = None

    @property
    def application(self):
        if self.found is None:
            known = Application.objects.numbered().with_places()
            self.found = get_object_or_404(known, pk=self.kwargs["pk"])
        return self.found

    def get_page_title(self):
        return self.application.number

    def get_page_subtitle(self):
        return f"{self.application.city.title}, {self.application.network.title}"

    def crumbs(self):
        address = f"{reverse(LIST)}?nabor={self.application.call_id}"
        return [{"url": address, "label": ApplicationsView.page_title}]

    def post(self, request, pk):
        act = {"formalnie": self.check, "przydziel": self.assign, "zabierz": self.unassign}
        chosen = next((act[name] for name in act if name in request.POST), None)
        try:
            done = chosen and chosen(request)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(ONE, pk)
        if not done:
            return self.render_to_response(self.get_context_data())
        messages.success(request, done)
        return redirect(ONE, pk)

    def check(self, request):
        self.formal_form = FormalForm(request.POST)
        if not self.formal_form.is_valid():
            return None
        facts = self.formal_form.cleaned_data
        judging.check_formally(self.application, request.user, moment=request.received_at, **facts)
        return _("Zapisano ocenę formalną.")

    def assign(self, request):
        self.assign_form = AssignForm(request.POST)
        if not self.assign_form.is_valid():
            return None
        person = self.assign_form.cleaned_data["assessor"]
        try:
            judging.assign(self.application, person, by=request.user, moment=request.received_at)
        except Refused as refused:
            if not self.may_assign:  # the field is not there to bear an error
                raise
            self.assign_form.add_error("assessor", str(refused))
            return None
        return _("Przydzielono ocenę. Ta osoba ma ją teraz w menu, pod „Oceny”.")

    @property
    def may_assign(self):
        check = getattr(self.application, "formal_check", None)
        asked = self.application.assessments.count()
        return bool(check and check.passed) and asked < judging.ASSESSORS

    def unassign(self, request):
        key = request.POST["zabierz"]
        key = int(key) if key.isdecimal() else None
        assessment = get_object_or_404(Assessment, pk=key, application=self.application)
        judging.unassign(assessment, by=request.user, moment=request.received_at)
        return _("Zabrano. Przydziel ocenę komuś innemu.")

    def get_context_data(self, **kwargs):
        application = self.application
        check = getattr(application, "formal_check", None)
        saved = (
            {"passed": "tak" if check.passed else "nie", "reason": check.reason} if check else {}
        )
        assessments = list(application.assessments.select_related("assessor"))
        return {
            **super().get_context_data(**kwargs),
            **content_of(application),
            "application": application,
            "check": check,
            "assessments": assessments,
            "shown": [
                judging.described(each)
                for each in assessments
                if judging.others_are_open(application)
            ],
            "may_assign": self.may_assign,
            "is_published": judging.is_published(application.call_id, application.network_id),
            "formal_form": self.formal_form or FormalForm(initial=saved),
            "assign_form": self.assign_form or AssignForm(),
        }
