"""The composition board: ranking, decisions, the rules checked while members are chosen."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from networks.models import CallPage, NetworkPage

from . import composing
from .board_forms import BoardForm
from .judging import is_published
from .office_views import OfficeView
from .ranking import ranked
from .submitting import Refused

BOARD, PUBLISH = "calls:board", "calls:publish"


class CompositionView(OfficeView):
    """What belongs to one network of a call."""

    @cached_property
    def call(self):
        return get_object_or_404(CallPage, pk=self.kwargs["call"])

    @cached_property
    def network(self):
        choices = self.call.network_choices.values("network")
        return get_object_or_404(NetworkPage.objects.filter(pk__in=choices), pk=self.kwargs["pk"])

    def leave_alone(self):
        """Back to a result that is published already."""
        messages.info(self.request, _("Wynik jest już ogłoszony. Nic się nie zmieniło."))
        return redirect(BOARD, self.call.pk, self.network.pk)

    @cached_property
    def places(self):
        return ranked(self.call, self.network)


class BoardView(CompositionView):
    """The choice of members; a check changes nothing, a saved plan is told to nobody."""

    template_name = "applying/board.html"
    form = None

    def get_page_title(self):
        return _("Skład sieci: %(title)s") % {"title": self.network.title}

    def post(self, request, call, pk):
        if is_published(self.call, self.network):
            return self.leave_alone()
        publishes = "oglos" in request.POST
        self.form = BoardForm(request.POST, places=self.places, publishes=publishes)
        is_valid = self.form.is_valid()
        if "fragment" in request.POST:
            return render(request, "applying/_rules.html", {"rules": self.rules()})
        if not is_valid:
            messages.error(request, _("Nic nie zapisano. Popraw zaznaczone pola."))
        if not is_valid or "sprawdz" in request.POST:
            return self.render_to_response(self.get_context_data())
        try:
            composing.plan(self.call, self.network, self.form.chosen, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(BOARD, call, pk)
        if publishes:
            return redirect(PUBLISH, call, pk)
        messages.success(request, _("Zapisano. Miasta jeszcze nic nie wiedzą."))
        return redirect(BOARD, call, pk)

    def rules(self):
        """How the choice of the form stands, or the saved one."""
        seats = self.form.seats if self.form else composing.seats_of(self.places)
        return composing.rules(self.call, seats)

    def get_context_data(self, **kwargs):
        published = self.call.compositions.filter(network=self.network)
        form = self.form or BoardForm(places=self.places, publishes=False)
        return {
            **super().get_context_data(**kwargs),
            "call": self.call,
            "network": self.network,
            "rows": form.rows,
            "rules": self.rules(),
            "composition": published.select_related("published_by").first(),
        }


class PublishView(CompositionView):
    """What publishing will do, before it is done: it cannot be taken back."""

    template_name = "applying/publish.html"

    def get_page_title(self):
        return _("Ogłoszenie wyniku: %(title)s") % {"title": self.network.title}

    def crumbs(self):
        address = reverse(BOARD, args=[self.call.pk, self.network.pk])
        return [{"url": address, "label": _("Skład sieci: %(title)s") % {"title": self.network}}]

    def get(self, request, call, pk):
        if is_published(self.call, self.network):
            return self.leave_alone()
        try:
            composing.refuse_unready(self.call, self.network, self.places, request.received_at)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(BOARD, call, pk)
        return super().get(request, call=call, pk=pk)

    def post(self, request, call, pk):
        try:
            done = composing.publish(
                self.call,
                self.network,
                by=request.user,
                moment=request.received_at,
                agreed=request.POST.get("agreed"),
                starts="starts" in request.POST,
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(BOARD, call, pk)
        if not done:
            return self.leave_alone()
        address = reverse("wagtailadmin_pages:edit", args=[self.network.pk])
        buttons = [messages.button(address, _("Strona sieci"))]
        text = _("Wynik ogłoszony. Członkowie są na stronie sieci, a miasta dostają maile.")
        messages.success(request, text, buttons=buttons)
        return redirect(BOARD, call, pk)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "call": self.call,
            "network": self.network,
            "decisions": [place.application.decision for place in self.places],
            "agreed": composing.version_of(self.places),
            "is_planned": self.network.state == NetworkPage.State.PLANNED,
            "board_url": reverse(BOARD, args=[self.call.pk, self.network.pk]),
        }
