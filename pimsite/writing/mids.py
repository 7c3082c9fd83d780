"""A city's MIDs on the home page of the panel: those begun, those owed, and beginning one."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from knowledge.doors import writes
from knowledge.permissions import cities_of
from networks.mid_beginning import begin, owing, owing_to, unbegun
from networks.mid_forms import other_mid, second_mid
from networks.models import MidPage

from ..curation import waiting
from .course import places


class MidsPanel(Component):
    """Each MID of the visitor's cities with where it is, and the networks that wait for one."""

    name = "own-mids"
    order = 12
    template_name = "writing/mids_panel.html"

    def __init__(self, user):
        cities = cities_of(user).order_by().values("pk")
        mids = MidPage.objects.filter(city__in=cities).select_related("network", "city")
        self.mids = list(mids.defer_streamfields().order_by("network__title", "city__title"))
        self.owed = unbegun(owing().filter(city__in=cities))

    def __bool__(self):
        return bool(self.mids or self.owed)

    def get_context_data(self, parent_context):
        waiting.read_once(*self.mids)
        found = places(self.mids)
        rows = [(mid, found[mid.pk]) for mid in self.mids]
        cities = {each.city_id for each in [*self.mids, *self.owed]}
        return {"rows": rows, "owed": self.owed, "names_cities": len(cities) > 1}


def begin_view(request, pk):
    """Say what comes, then make the draft and open it; the one that is there already is opened."""
    membership = get_object_or_404(owing_to(request.user), pk=pk)
    mid, is_new = other_mid(MidPage(), membership.city, membership.network), False
    if mid is None and request.method == "GET":
        context = {
            "page_title": _("Zacznij MID"),
            "header_icon": "doc-full",
            "membership": membership,
        }
        return render(request, "writing/begin_mid.html", context)
    if mid is None:
        mid, is_new = begun(membership, request.user)
    person = get_user_model().objects.get(pk=request.user.pk)  # with rights that came just now
    if not writes(person, mid):
        messages.error(request, second_mid(membership.city, mid))
        return redirect("wagtailadmin_home")
    if is_new:
        messages.success(request, _("Szkic MID jest gotowy do pisania."))
    else:
        messages.info(request, _("Ta MID jest już zaczęta. Pisz dalej."))
    return redirect("wagtailadmin_pages:edit", mid.pk)


def begun(membership, user):
    """The same as `begin`, also for who lost to somebody who made it in the editor meanwhile."""
    try:
        return begin(membership, user)
    except (IntegrityError, ValidationError):
        mid = other_mid(MidPage(), membership.city, membership.network)
        if mid is None:
            raise
        return mid, False
