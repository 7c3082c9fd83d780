"""Where Wagtail asks about accounts: addresses, the menu, figures, what the history says."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from knowledge.doors import ReviewersItem
from knowledge.permissions import ensure_editors, group_of
from knowledge.reach import is_reviewer
from networks.models import NetworkPage
from pimsite.curation.panels import Figure

from . import (
    confirmation_views,
    confirming,
    invitation_views,
    inviting,
    leading,
    leaving,
    people_views,
    request_views,
    requesting,
)
from .doors import CoordinatorsItem
from .models import AccountRequest, Decision, Invitation, Role, State

ITEMS = "register_accounts_menu_item"


@hooks.register("register_admin_menu_item")
def accounts_menu():
    menu = Menu(register_hook_name=ITEMS, construct_hook_name=None)
    return SubmenuMenuItem(
        gettext_lazy("Konta"), menu, name="accounts", icon_name="group", order=520
    )


@hooks.register("register_admin_urls")
def people_urls():
    """Everything below /cms/ludzie/."""
    index = people_views.PeopleView
    urls = [
        path("", index.as_view(), name="index"),
        path("wyniki/", index.as_view(results_only=True), name="index_results"),
        path("<int:pk>/", people_views.PersonView.as_view(), name="one"),
        path("<int:pk>/przekaz/<int:place>/", people_views.LeaveView.as_view(), name="leave"),
    ]
    return [path("ludzie/", include((urls, "people")))]


@hooks.register(ITEMS)
def people_item():
    address = reverse(people_views.INDEX)
    return CoordinatorsItem(
        people_views.PeopleView.page_title, address, name="people", icon_name="group", order=10
    )


@hooks.register("register_admin_urls")
def invitation_urls():
    """Everything below /cms/zaproszenia/."""
    index = invitation_views.InvitationsView
    urls = [
        path("", index.as_view(), name="index"),
        path("wyniki/", index.as_view(results_only=True), name="index_results"),
        path("nowe/", invitation_views.InviteView.as_view(), name="add"),
        path("<int:pk>/", invitation_views.InvitationView.as_view(), name="one"),
    ]
    return [path("zaproszenia/", include((urls, "invitations")))]


@hooks.register(ITEMS)
def invitations_item():
    address = reverse(invitation_views.INDEX)
    return CoordinatorsItem(
        gettext_lazy("Zaproszenia"), address, name="invitations", icon_name="mail", order=20
    )


@hooks.register("register_admin_urls")
def request_urls():
    """Everything below /cms/prosby/."""
    index = request_views.RequestsView
    urls = [
        path("", index.as_view(), name="index"),
        path("wyniki/", index.as_view(results_only=True), name="index_results"),
        path("<int:pk>/", request_views.RequestView.as_view(), name="one"),
    ]
    return [path("prosby/", include((urls, "account_requests")))]


@hooks.register(ITEMS)
def requests_item():
    address = reverse(request_views.INDEX)
    return ReviewersItem(
        gettext_lazy("Prośby o konto"), address, name="requests", icon_name="user", order=30
    )


@hooks.register("register_admin_urls")
def confirmation_urls():
    view = confirmation_views.ConfirmationsView.as_view()
    return [path("potwierdzenia/", include(([path("", view, name="index")], "confirmations")))]


@hooks.register(ITEMS)
def confirmations_item():
    address = reverse("confirmations:index")
    return CoordinatorsItem(
        confirmation_views.ConfirmationsView.page_title,
        address,
        name="confirmations",
        icon_name="check",
        order=15,
    )


@hooks.register("register_account_menu_item")
def second_factor(request):
    """Where one changes the telephone and prints new codes."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Drugi składnik logowania"),
        "help_text": _("Włącz go, zmień telefon albo pobierz kody zapasowe."),
    }


@hooks.register("construct_homepage_panels", order=10)
def begin_with_network(request, panels):
    if not is_reviewer(request.user):
        leading.begin_with_network(request.user, panels)


@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def keep_leaders(request, page):
    """The group of a network bears its name; it is made when the first leader joins."""
    if isinstance(page.specific, NetworkPage) and group_of(page):
        ensure_editors(page)


@hooks.register("construct_office_figures")
def outstanding(request, figures):
    """Who waits for the office, and for whom the office waits."""
    asked = AccountRequest.objects.filter(decision=Decision.NONE).count()
    address = f"{reverse(request_views.INDEX)}?stan={Decision.NONE}"
    figures.append(Figure(asked, _("próśb o konto bez odpowiedzi"), address))
    invited = Invitation.objects.in_state(State.WAITING).count()
    address = f"{reverse(invitation_views.INDEX)}?stan={State.WAITING}"
    figures.append(Figure(invited, _("zaproszeń czeka na przyjęcie"), address))
    unsure = confirming.unconfirmed().count()
    address = reverse("confirmations:index")
    figures.append(Figure(unsure, _("osób do potwierdzenia, że nadal pracują"), address))


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history calls acts around invitations."""
    for action, label in (
        (inviting.INVITED, gettext_lazy("Zaproszenie")),
        (inviting.RESENT, gettext_lazy("Ponowne zaproszenie")),
        (inviting.WITHDRAWN, gettext_lazy("Wycofanie zaproszenia")),
        (inviting.ACCEPTED, gettext_lazy("Przyjęcie zaproszenia")),
    ):

        class About(LogFormatter):
            def format_message(self, entry):
                role = dict(Role.choices).get(entry.data.get("role"), "")
                return f"{self.label}: {entry.data.get('city', '')}, {role}"

        About.label = label
        actions.register_action(action)(About)

    for action, label in (
        (requesting.ASKED, gettext_lazy("Prośba o konto")),
        (requesting.REFUSED, gettext_lazy("Odrzucenie prośby o konto")),
    ):

        class Asking(LogFormatter):
            def format_message(self, entry):
                said = (self.label, entry.data.get("place"), entry.data.get("reason"))
                return ": ".join(str(each) for each in said if each)

        Asking.label = label
        actions.register_action(action)(Asking)

    @actions.register_action(leaving.HANDED_OVER)
    class HandingOver(LogFormatter):
        label = gettext_lazy("Przekazanie opisów")

        def format_message(self, entry):
            to = entry.data.get("to") or _("nikt")
            return _("%(city)s: przejmuje %(to)s, opisów: %(number)s") % {**entry.data, "to": to}

    for action, label, message in (
        (
            confirming.CONFIRMED,
            gettext_lazy("Potwierdzenie konta"),
            gettext_lazy("Potwierdzono, że ta osoba nadal pracuje"),
        ),
        (
            confirming.UNCONFIRMED,
            gettext_lazy("Konto bez potwierdzenia"),
            gettext_lazy("Nikt nie potwierdził konta w terminie"),
        ),
    ):
        actions.register_action(action, label, message)
