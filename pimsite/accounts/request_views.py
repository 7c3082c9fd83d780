"""Pages of the admin: offices that ask for an account, and the secretariat's answer."""

import django_filters
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from knowledge.spreadsheets import ColumnsExport

from . import requesting
from .doors import ForOffice
from .forms import InviteAskerForm, RefuseForm
from .invitation_views import MAIL_REFUSED
from .inviting import account_of
from .models import AccountRequest, Decision

INDEX = "account_requests:index"


class RequestFilter(WagtailFilterSet):
    """Narrow the list."""

    stan = django_filters.ChoiceFilter(
        label=gettext_lazy("Stan"), choices=Decision.choices, field_name="decision"
    )

    class Meta:
        model = AccountRequest
        fields = []


class RequestsView(ForOffice, ColumnsExport, IndexView):
    """The newest first."""

    model = AccountRequest
    page_title = gettext_lazy("Prośby o konto")
    header_icon = "user"
    index_url_name = INDEX
    index_results_url_name = "account_requests:index_results"
    results_template_name = "accounts/admin/requests_results.html"
    any_permission_required = None  # ForOffice asks
    filterset_class = RequestFilter
    search_fields = ["name", "email", "city__title", "city_name"]
    default_ordering = "-created_at"
    paginate_by = 50
    columns = [
        TitleColumn(
            "name",
            label=gettext_lazy("Kto prosi"),
            sort_key="name",
            get_url=lambda each: reverse("account_requests:one", args=[each.pk]),
        ),
        Column("place", label=gettext_lazy("Miasto")),
        Column("unit", label=gettext_lazy("Komórka")),
        Column("email", label=gettext_lazy("Adres"), sort_key="email"),
        Column("get_decision_display", label=gettext_lazy("Stan"), sort_key="decision"),
        DateColumn("created_at", label=gettext_lazy("Wysłana"), sort_key="created_at"),
    ]
    export_filename = "prosby-o-konto"

    def get_base_queryset(self):
        return AccountRequest.objects.select_related("city")


class RequestView(ForOffice, WagtailAdminTemplateMixin, DetailView):
    """One request: who asks, and the two answers."""

    template_name = "accounts/admin/request.html"
    queryset = AccountRequest.objects.select_related("city", "decided_by", "invitation")
    context_object_name = "asked"
    header_icon = "user"
    invite_form = refuse_form = None
    _show_breadcrumbs = True

    def get_page_title(self):
        return self.object.name

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse(INDEX), "label": RequestsView.page_title},
            {"url": "", "label": self.object.name},
        ]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "account": account_of(self.object.email),
            "invite_form": self.invite_form or InviteAskerForm(initial={"city": self.object.city}),
            "refuse_form": self.refuse_form or RefuseForm(),
        }

    def post(self, request, pk):
        self.object = self.get_object()
        answer = self.refuse if "odrzuc" in request.POST else self.invite
        try:
            done = answer(request)
        except requesting.Decided:
            messages.error(request, _("Ktoś już odpowiedział na tę prośbę."))
        except IntegrityError:
            messages.error(request, _("Ten adres ma już zaproszenie do tego miasta."))
        except OSError:
            messages.error(request, MAIL_REFUSED)
        else:
            if not done:
                return self.render_to_response(self.get_context_data())
            messages.success(request, done)
        return redirect("account_requests:one", pk)

    def invite(self, request):
        self.invite_form = InviteAskerForm(request.POST)
        if not self.invite_form.is_valid():
            return None
        cleaned = self.invite_form.cleaned_data
        requesting.invite_asker(self.object, cleaned["city"], cleaned["role"], by=request.user)
        return _("Wysłano zaproszenie na adres %(email)s.") % {"email": self.object.email}

    def refuse(self, request):
        self.refuse_form = RefuseForm(request.POST)
        if not self.refuse_form.is_valid():
            return None
        requesting.refuse(self.object, self.refuse_form.cleaned_data["reason"], by=request.user)
        return _("Odrzucono. Powód wysłano na adres %(email)s.") % {"email": self.object.email}
