"""Where Wagtail asks about history: the report, what its lines say, one silent act."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from knowledge.doors import ReviewersItem

from . import factors, recording
from .views import HistoryView


@hooks.register("register_admin_urls")
def history_urls():
    urls = [
        path("", HistoryView.as_view(), name="report"),
        path("wyniki/", HistoryView.as_view(results_only=True), name="report_results"),
    ]
    return [path("raporty/historia/", include((urls, "history")))]


@hooks.register("register_reports_menu_item")
def history_item():
    address = reverse("history:report")
    return ReviewersItem(
        HistoryView.page_title, address, name="history", icon_name="history", order=1000
    )


@hooks.register("construct_reports_menu")
def drop_shorter_history(request, items):
    """Wagtail's own report is the same list; its export does not say what was done."""
    items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("before_bulk_action")
def record_closed_accounts(request, action_type, objects, action):
    """Wagtail opens and closes chosen accounts by one update, of which no signal tells."""
    if action_type != "set_active_state":
        return
    is_active = action.cleaned_form.cleaned_data["mark_as_active"]
    for user in objects:
        if user.is_active is not is_active:
            recording.record_activity(user, is_active)


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history calls acts around accounts."""
    plain = {
        recording.SIGNED_IN: (gettext_lazy("Zalogowanie"), gettext_lazy("Zalogowano się")),
        recording.SIGN_IN_FAILED: (
            gettext_lazy("Nieudane logowanie"),
            gettext_lazy("Ktoś podał złe hasło do tego konta"),
        ),
        recording.OPENED: (gettext_lazy("Włączenie konta"), gettext_lazy("Włączono konto")),
        recording.CLOSED: (gettext_lazy("Wyłączenie konta"), gettext_lazy("Wyłączono konto")),
        recording.ADDRESS: (
            gettext_lazy("Zmiana adresu lub nazwy"),
            gettext_lazy("Zmieniono adres e-mail lub nazwę konta"),
        ),
        recording.PASSWORD: (gettext_lazy("Zmiana hasła"), gettext_lazy("Zmieniono hasło")),
    }
    for action, (label, message) in plain.items():
        actions.register_action(action, label, message)

    @actions.register_action(recording.RIGHTS)
    class Rights(LogFormatter):
        label = gettext_lazy("Zmiana uprawnień")

        def format_message(self, entry):
            said = {"added": _("Nadano: %(names)s"), "removed": _("Odebrano: %(names)s")}
            return "; ".join(
                said[key] % {"names": ", ".join(entry.data[key])}
                for key in said
                if key in entry.data
            )

    kinds = {
        "totp": gettext_lazy("kod z telefonu"),
        "recovery_codes": gettext_lazy("kody zapasowe"),
    }

    class Factor(LogFormatter):
        def format_message(self, entry):
            kind = entry.data.get("kind", "")
            return f"{self.label}: {kinds.get(kind, kind)}"

    names = {
        factors.SET_UP: gettext_lazy("Włączenie drugiego składnika"),
        factors.REMOVED: gettext_lazy("Wyłączenie drugiego składnika"),
    }
    for action, label in names.items():
        actions.register_action(action)(type("Named", (Factor,), {"label": label}))
