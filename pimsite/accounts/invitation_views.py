"""Pages of the admin: who was invited, invite somebody, send a link again or take it back."""

import django_filters
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import ModelLogEntry

from knowledge.spreadsheets import ColumnsExport

from . import inviting
from .doors import ForCoordinators
from .forms import InvitationForm
from .models import Invitation, Role, State
from .places import places_named

INDEX = "invitations:index"
MAIL_REFUSED = gettext_lazy("Poczta nie przyjęła wiadomości. Nic nie zapisano, spróbuj znowu.")


class DayColumn(Column):
    """A day to come; Wagtail's own column counts what has passed only."""

    def get_value(self, instance):
        return date_format(localtime(super().get_value(instance)), "j E Y")


def inviter(invitation):
    return user_display_name(invitation.invited_by)


class InvitationFilter(WagtailFilterSet):
    """Narrow the list."""

    stan = django_filters.ChoiceFilter(
        label=gettext_lazy("Stan"), choices=State.choices, method="by_state"
    )
    rola = django_filters.ChoiceFilter(
        label=gettext_lazy("Rola"), choices=Role.choices, field_name="role"
    )
    miasto = django_filters.CharFilter(label=gettext_lazy("Miasto albo sieć"), method="by_place")

    class Meta:
        model = Invitation
        fields = []

    def by_state(self, invitations, name, state):
        return invitations.filter(pk__in=Invitation.objects.in_state(state).values("pk"))

    def by_place(self, invitations, name, part):
        return invitations.filter(place__in=places_named(part))


class InvitationsView(ForCoordinators, ColumnsExport, IndexView):
    """The newest first."""

    model = Invitation
    page_title = gettext_lazy("Zaproszenia")
    header_icon = "mail"
    index_url_name = INDEX
    index_results_url_name = "invitations:index_results"
    add_url_name = "invitations:add"
    results_template_name = "accounts/admin/invitations_results.html"
    any_permission_required = None  # ForCoordinators asks
    add_item_label = gettext_lazy("Zaproś osobę")
    filterset_class = InvitationFilter
    search_fields = ["email", "place__title"]
    default_ordering = "-sent_at"
    paginate_by = 50
    show_export_buttons = True
    columns = [
        TitleColumn(
            "email",
            label=gettext_lazy("Adres"),
            sort_key="email",
            get_url=lambda each: reverse("invitations:one", args=[each.pk]),
        ),
        Column("place", label=gettext_lazy("Miasto albo sieć"), sort_key="place__title"),
        Column("get_role_display", label=gettext_lazy("Rola"), sort_key="role"),
        Column("state.label", label=gettext_lazy("Stan")),
        DateColumn("sent_at", label=gettext_lazy("Wysłane"), sort_key="sent_at"),
        DayColumn("expires_at", label=gettext_lazy("Ważne do"), sort_key="expires_at"),
        Column("invited_by", label=gettext_lazy("Zaprasza"), accessor=inviter),
    ]
    export_filename = "zaproszenia"
    custom_field_preprocess = {
        "invited_by": dict.fromkeys(IndexView.FORMATS, user_display_name),
    }

    def get_base_queryset(self):
        mine = Invitation.objects.filter(place__in=self.places.order_by().values("pk"))
        return mine.select_related("place", "invited_by")


class InviteView(ForCoordinators, CreateView):
    """Invite one person."""

    model = Invitation
    form_class = InvitationForm
    page_title = page_subtitle = gettext_lazy("Zaproś osobę")
    header_icon = "mail"
    index_url_name = INDEX
    add_url_name = "invitations:add"
    permission_required = None  # ForCoordinators asks
    submit_button_label = gettext_lazy("Wyślij zaproszenie")
    submit_button_active_label = gettext_lazy("Wysyłam…")
    error_message = gettext_lazy("Zaproszenie jeszcze nie wyszło. Zobacz uwagi niżej.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "places": self.places}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except OSError:
            form.add_error(None, MAIL_REFUSED)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def save_instance(self):
        cleaned = self.form.cleaned_data
        return inviting.invite(
            cleaned["email"], cleaned["place"], cleaned["role"], by=self.request.user
        )

    def get_success_message(self, invitation):
        return told(invitation)

    def get_success_buttons(self):
        return []

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse(INDEX), "label": InvitationsView.page_title},
            {"url": "", "label": self.page_title},
        ]


class InvitationView(ForCoordinators, WagtailAdminTemplateMixin, DetailView):
    """One invitation: its state and story, sending again, taking back."""

    template_name = "accounts/admin/invitation.html"
    context_object_name = "invitation"
    header_icon = "mail"
    _show_breadcrumbs = True

    def get_queryset(self):
        mine = Invitation.objects.filter(place__in=self.places.order_by().values("pk"))
        return mine.select_related("place", "invited_by", "accepted_by")

    def get_page_title(self):
        return self.object.email

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse(INDEX), "label": InvitationsView.page_title},
            {"url": "", "label": self.object.email},
        ]

    def get_context_data(self, **kwargs):
        story = ModelLogEntry.objects.for_instance(self.object).select_related("user")
        return {**super().get_context_data(**kwargs), "story": story.order_by("pk")}

    def post(self, request, pk):
        self.object = self.get_object()
        act = withdraw if "wycofaj" in request.POST else resend
        try:
            messages.success(request, act(self.object, request.user))
        except inviting.Ended:
            messages.error(request, _("To zaproszenie zostało w międzyczasie użyte lub wycofane."))
        except OSError:
            messages.error(request, MAIL_REFUSED)
        return redirect("invitations:one", pk)


def resend(invitation, user):
    inviting.resend(invitation, by=user)
    invitation.refresh_from_db()
    return told(invitation)


def withdraw(invitation, user):
    inviting.withdraw(invitation, by=user)
    return _("Wycofano. Link z wiadomości już nie działa.")


def told(invitation):
    day = date_format(localtime(invitation.expires_at), "j E, H:i")
    return _("Wysłano zaproszenie na adres %(email)s. Link działa do %(day)s.") % {
        "email": invitation.email,
        "day": day,
    }
