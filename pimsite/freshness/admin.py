"""Pages of the admin: „Nadal aktualne” for who writes, requests to withdraw for who publishes."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.permissions import page_permission_policy

from knowledge.doors import own_page
from knowledge.models import Freshness, PracticePage, Withdrawal
from knowledge.reach import is_reviewer

from ..curation.reports import OfficeReport
from . import answers, deciding
from .forms import DecisionForm

MANY = 12
TOO_LATE = gettext_lazy("Tę prośbę rozstrzygnięto w międzyczasie.")
WITHDRAWALS, WAITING = "freshness:withdrawals", "czeka"


def asked_of(user):
    """Practices that their city is being asked about, and this user may answer for."""
    own = page_permission_policy.instances_user_has_permission_for(user, "change")
    asked = PracticePage.objects.live().filter(freshness__asked_at__isnull=False)
    answered = Withdrawal.objects.open().values("practice")
    return asked.filter(pk__in=own.values("pk")).exclude(pk__in=answered).order_by("title")


class AskedPanel(Component):
    """On the first page of city staff: what their city is asked about, each with one button."""

    name = "freshness"
    order = 5
    template_name = "freshness/asked_panel.html"

    def get_context_data(self, parent_context):
        asked = list(asked_of(parent_context["request"].user)[: MANY + 1])
        return {
            "asked": asked[:MANY],
            "more": len(asked) > MANY,
            "request": parent_context["request"],
        }


class WithdrawalsPanel(Component):
    """On the first page of city staff: what they asked to withdraw, and what was decided."""

    name = "withdrawals"
    order = 6
    template_name = "freshness/withdrawals_panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        own = page_permission_policy.instances_user_has_permission_for(user, "change")
        wishes = Withdrawal.objects.to_tell().filter(practice__in=own.values("pk"))
        return {"wishes": wishes.select_related("practice")[:MANY]}


def confirm(request, page_id):
    """Say that a practice is still true: the button of its editor and of the first page."""
    practice = own_page(request.user, PracticePage.objects.live(), page_id)
    if request.method == "POST":
        answers.still_true(practice, by=request.user)
        text = _("Zapisano: „%(title)s” jest nadal aktualna. Zapytamy za rok.")
        messages.success(request, text % {"title": practice.title})
        if "z-pulpitu" in request.POST:
            return redirect("wagtailadmin_home")
        return redirect("wagtailadmin_pages:edit", practice.pk)
    context = {
        "page_title": _("Nadal aktualne?"),
        "header_icon": "check",
        "practice": practice,
        "freshness": Freshness.objects.filter(practice=practice).first(),
    }
    return render(request, "freshness/confirm.html", context)


def state_of(withdrawal):
    """What became of the request, in a word."""
    if withdrawal.decided_at is None:
        return _("czeka")
    return _("wycofano") if withdrawal.accepted else _("zostaje")


class WithdrawalFilter(WagtailFilterSet):
    """Narrow to what waits."""

    stan = django_filters.ChoiceFilter(
        label=gettext_lazy("Stan"),
        choices=[(WAITING, gettext_lazy("czeka"))],
        method="by_state",
    )

    class Meta:
        model = Withdrawal
        fields = []

    def by_state(self, withdrawals, name, state):
        return withdrawals.filter(decided_at=None)


class WithdrawalsView(OfficeReport):
    """Requests to withdraw, those that wait first."""

    model = Withdrawal
    page_title = gettext_lazy("Prośby o wycofanie")
    header_icon = "bin"
    index_url_name = WITHDRAWALS
    index_results_url_name = "freshness:withdrawals_results"
    filterset_class = WithdrawalFilter
    export_filename = "prosby-o-wycofanie"
    default_ordering = None
    explanation = gettext_lazy(
        "Miasto prosi linkiem z corocznej wiadomości. Opis znika dopiero po decyzji Sekretariatu."
    )
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Praktyka"),
            accessor="practice.title",
            get_url=lambda each: reverse("freshness:decide", args=[each.pk]),
        ),
        Column("city", label=gettext_lazy("Miasto"), accessor="practice.city_title"),
        Column("reason", label=gettext_lazy("Powód")),
        Column("state", label=gettext_lazy("Stan"), accessor=state_of),
        Column("reply", label=gettext_lazy("Odpowiedź dla miasta")),
        DateColumn("asked_at", label=gettext_lazy("Zgłoszono"), sort_key="asked_at"),
        DateColumn("decided_at", label=gettext_lazy("Rozstrzygnięto"), sort_key="decided_at"),
    ]
    list_export = [
        "practice.title",
        "practice.city_title",
        "reason",
        "asked_at",
        "decided_at",
        "accepted",
        "reply",
    ]
    export_headings = {
        "practice.title": gettext_lazy("Praktyka"),
        "practice.city_title": gettext_lazy("Miasto"),
        "accepted": gettext_lazy("Wycofano"),
    }

    def get_base_queryset(self):
        practices = Prefetch("practice", PracticePage.objects.with_city())
        rows = Withdrawal.objects.prefetch_related(practices)
        return rows.order_by(F("decided_at").desc(nulls_first=True), "asked_at", "pk")


def decide(request, pk):
    """One request: take the page away with a reason for readers, or leave it."""
    if not is_reviewer(request.user):
        raise PermissionDenied
    withdrawal = get_object_or_404(Withdrawal.objects.select_related("practice"), pk=pk)
    if withdrawal.decided_at is not None:
        if request.method == "POST":
            messages.error(request, TOO_LATE)
        return _wish(request, withdrawal)
    form = DecisionForm(request.POST or None, keeps="zostaw" in request.POST, instance=withdrawal)
    if not form.is_valid():
        return _wish(request, withdrawal, form=form, told=deciding.people_of(withdrawal))
    try:
        _decide(request, withdrawal, form)
    except deciding.Decided:
        messages.error(request, TOO_LATE)
        return redirect(request.path)
    return redirect(WITHDRAWALS)


def _decide(request, withdrawal, form):
    reply = form.cleaned_data["reply"]
    if form.keeps:
        deciding.keep(withdrawal, reply, by=request.user)
        messages.success(request, _("Opis zostaje w serwisie."))
    else:
        deciding.withdraw(withdrawal, form.cleaned_data["reason"], reply, by=request.user)
        messages.success(request, _("Wycofano. Opublikowanie praktyki przywróci ją."))


def _wish(request, withdrawal, **context):
    context |= {
        "page_title": withdrawal.practice.title,
        "header_icon": "bin",
        "withdrawal": withdrawal,
    }
    return render(request, "freshness/decide.html", context)
