"""Pages of the admin where a city applies: its list, the form, the last look, its files."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from networks.announcement import time_left
from networks.models import CallPage

from . import attaching, drafting, submitting
from .access import own_applications, own_cities
from .completing import content_of, lacking
from .forms import ApplicationForm, BeginForm
from .judging import is_published
from .telling import result_of

INDEX = "applications:index"
ONE = "applications:one"


class CityView(WagtailAdminTemplateMixin, TemplateView):
    """What all these pages share: they are for people of a city."""

    header_icon = "form"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        self.cities = own_cities(request.user)
        if not self.cities.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(INDEX), "label": ApplicationsView.page_title}]
        return [*above, {"url": "", "label": self.get_page_title()}]


class ApplicationsView(CityView):
    """Calls that take applications now, and what the own cities wrote."""

    template_name = "applying/list.html"
    page_title = gettext_lazy("Wnioski miasta")

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        now = self.request.received_at
        calls = CallPage.objects.live().exclude(network_choices=None).defer_streamfields()
        return {
            **super().get_context_data(**kwargs),
            "calls": [(each, time_left(each, now)) for each in calls if each.is_open_at(now)],
            "applications": own_applications(self.request.user),
        }


class BeginView(CityView):
    """Chooses the network, and opens the form."""

    template_name = "applying/begin.html"
    page_title = gettext_lazy("Nowy wniosek")
    form = None

    def get(self, request, call):
        self.call = get_object_or_404(CallPage.objects.live(), pk=call)
        if not submitting.takes_applications(self.call, request.received_at):
            messages.warning(request, submitting.closed(self.call, request.received_at))
            return redirect(INDEX)
        return super().get(request)

    def post(self, request, call):
        self.call = get_object_or_404(CallPage.objects.live(), pk=call)
        self.form = BeginForm(request.POST, call=self.call, cities=self.cities)
        takes = submitting.takes_applications(self.call, request.received_at)
        if not takes or not self.form.is_valid():
            return self.get(request, call)
        chosen = self.form.cleaned_data
        application, is_new = drafting.begin(
            self.call, chosen["network"], chosen["city"], request.user
        )
        if not is_new:
            text = _("Wasze miasto pisze już wniosek do tej sieci. Oto on.")
            if application.number:
                text = _("Wasze miasto ma już wniosek nr %(number)s do tej sieci. Oto on.")
            messages.info(request, text % {"number": application.number})
        return redirect(ONE, application.pk)

    def get_context_data(self, **kwargs):
        form = self.form or BeginForm(call=self.call, cities=self.cities)
        return {
            **super().get_context_data(**kwargs),
            "call": self.call,
            "form": form,
            "time_left": time_left(self.call, self.request.received_at),
        }


class OneView(CityView):
    """One application of an own city; another's does not exist."""

    @cached_property
    def application(self):
        return get_object_or_404(own_applications(self.request.user), pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.application.number or _("Szkic wniosku")

    def get_page_subtitle(self):
        return f"{self.application.network.title}, {self.application.city.title}"

    def get_context_data(self, **kwargs):
        application, moment = self.application, self.request.received_at
        return {
            **super().get_context_data(**kwargs),
            "application": application,
            **content_of(application),
            "lacks": [] if application.is_submitted else lacking(application),
            "takes": submitting.takes_applications(application.call, moment),
            "time_left": time_left(application.call, moment),
            "closed": submitting.closed(application.call, moment),
            "result": result_of(application) if is_told(application) else None,
        }


class ApplicationView(OneView):
    """The form of a draft; what was submitted is read, and can be withdrawn in time."""

    form = None

    def get_template_names(self):
        editing = self.form or not self.application.is_submitted
        return ["applying/edit.html" if editing else "applying/read.html"]

    def post(self, request, pk):
        application, data = self.application, request.POST
        if self.is_cut_off:
            data = mended(request, ApplicationForm(instance=application))
        self.form = ApplicationForm(data, instance=application)
        if not self.form.is_valid():
            self.take_files(application)
            text = _("Wniosek nie jest jeszcze zapisany. Popraw zaznaczone pola.")
            messages.error(request, text)
            return self.again()
        try:
            saved = drafting.save(
                application,
                request.user,
                version=self.form.cleaned_data["version"],
                facts=self.form.facts,
                answers=self.form.answers,
            )
        except drafting.Conflict as conflict:
            return self.tell_conflict(conflict.application)
        whole = self.take_files(saved)
        if not submitting.takes_applications(saved.call, request.received_at):
            messages.warning(request, submitting.closed(saved.call, request.received_at))
        elif whole:
            messages.success(request, _("Zapisano szkic."))
        if whole and "sprawdz" in request.POST:
            return redirect("applications:submit", pk)
        return redirect(ONE, pk)

    @property
    def is_cut_off(self):
        """Whether the last field is missing, so that something before it is not whole."""
        return "calosc" not in self.request.POST

    def take_files(self, application):
        """Keep what came whole, whatever the rest of the form; say what did not."""
        if self.is_cut_off:
            text = _(
                "Połączenie urwało się podczas przesyłania. Sprawdź, czy tekst jest cały, "
                "i dodaj pliki jeszcze raz."
            )
            messages.error(self.request, text)
            return False
        if application.is_submitted:
            return True
        uploads = self.request.FILES.getlist("pliki")
        problems = attaching.attach(application, uploads, self.request.user)
        for problem in problems:
            messages.error(self.request, problem)
        return not problems

    def tell_conflict(self, current):
        """What was typed stays in the form; what a colleague saved stands beside it."""
        if current.is_submitted:
            text = submitting.already(current)
        else:
            who = current.changed_by
            name = who.get_full_name() if who else _("ktoś inny")
            text = _("%(name)s zapisał(a) ten wniosek po tym, jak go otworzono. ") % {"name": name}
            text += _("Twój tekst jest w formularzu, jeszcze niezapisany; zapisany stoi niżej.")
        messages.error(self.request, text)
        self.application, self.saved = current, current
        self.form.data = self.form.data.copy()
        self.form.data["version"] = current.version
        return self.again()

    def again(self):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = self.form or ApplicationForm(instance=self.application)
        return {**context, "form": form, "saved": getattr(self, "saved", None)}


def is_told(application) -> bool:
    """Whether the city may know what was decided."""
    return application.is_submitted and is_published(application.call_id, application.network_id)


def mended(request, form):
    """What came, with what is saved in place of what was cut off.

    Fields come in their order, and the last that came may be half of itself; between the texts
    and the files stands one that says nothing.
    """
    came = list(request.POST)[:-1]
    data = request.POST.copy()
    for field in form:
        if field.name not in came:
            data[field.name] = field.value() or ""
    return data


class SubmitView(OneView):
    """The last look, and the button."""

    template_name = "applying/submit.html"

    def get(self, request, pk):
        if self.application.is_submitted:
            messages.info(request, submitting.already(self.application))
            return redirect(ONE, pk)
        return super().get(request, pk)

    def post(self, request, pk):
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isdecimal() else None
        try:
            done = submitting.submit(
                self.application, request.user, version=version, received_at=request.received_at
            )
        except submitting.Refused as refused:
            messages.error(request, str(refused))
            return redirect("applications:submit", pk)
        text = _("Wniosek złożony. Numer: %(number)s.") % {"number": done.number}
        messages.success(request, text)
        return redirect(ONE, pk)


@require_POST
def withdraw(request, pk):
    """Take a submitted application back."""
    application = get_object_or_404(own_applications(request.user), pk=pk)
    try:
        submitting.withdraw(application, request.user, received_at=request.received_at)
    except submitting.Refused as refused:
        messages.error(request, str(refused))
    else:
        text = _("Wycofano. Możecie go poprawić i złożyć jeszcze raz; numer zostanie ten sam.")
        messages.success(request, text)
    return redirect(ONE, pk)
