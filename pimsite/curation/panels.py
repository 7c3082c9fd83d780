"""What the secretariat meets first in the admin: its queue and the figures of the library."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from networks.applying import office_views
from networks.applying.models import Application
from search.reports import InVainView

from . import activity, coverage, reports, waiting

FIRST = 5
OWN = 10
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the list behind it."""

    number: int
    label: str
    url: str


class QueuePanel(Component):
    """The longest waiting submissions, and how many there are."""

    name = "queue"
    order = 10
    template_name = "curation/queue_panel.html"

    def get_context_data(self, parent_context):
        states = waiting.submissions()
        count = states.count()
        return {
            "count": count,
            "first": waiting.described(waiting.ordered(states)[:FIRST]),
            "last_answer": None if count else waiting.last_answer(),
        }


class SentPanel(Component):
    """What the visitor sent and how far it is; Wagtail's own list asks anew for every row."""

    name = "sent"
    order = 210
    template_name = "curation/sent_panel.html"

    def get_context_data(self, parent_context):
        states = waiting.sent_by(parent_context["request"].user)
        count = states.count()
        return {"first": waiting.described(states[:OWN]), "more": max(0, count - OWN)}


class FiguresPanel(Component):
    """Figures of today. Other parts of the site add theirs by `construct_office_figures`."""

    name = "office-figures"
    order = 20
    template_name = "curation/figures_panel.html"

    def get_context_data(self, parent_context):
        figures = list(own_figures())
        for fn in hooks.get_hooks("construct_office_figures"):
            fn(parent_context["request"], figures)
        return {"figures": figures}


class CoveragePanel(Component):
    """Which themes are told where."""

    name = "coverage"
    order = 400
    template_name = "curation/coverage_panel.html"

    def get_context_data(self, parent_context):
        by_size, by_voivodeship = coverage.heats()
        return {"by_size": by_size, "by_voivodeship": by_voivodeship}


def own_figures():
    """What to look at, each with its list."""
    active, silent = coverage.active_and_silent()
    cities = reverse("curation_reports:cities")
    day = timezone.localdate() - LATELY
    in_vain = InVainView().get_counts().filter(day__gte=day).values("key").distinct()
    yield Figure(
        reports.to_review().count(),
        _("praktyk do przeglądu: rok bez zmiany lub po terminie"),
        reverse("curation_reports:to_review"),
    )
    yield Figure(
        in_vain.count(),
        _("wyszukiwań na próżno w ostatnich 30 dniach"),
        f"{reverse('search_reports:in_vain')}?{urlencode({'day_from': day.isoformat()})}",
    )
    yield Figure(
        reports.themes_without_practices().count(),
        _("tematów bez praktyki"),
        reverse("curation_reports:themes_without"),
    )
    yield Figure(active, _("miast aktywnych w ostatnim roku"), f"{cities}?stan={activity.ACTIVE}")
    yield Figure(silent, _("miast milczących"), f"{cities}?stan={activity.SILENT}")
    yield Figure(
        Application.objects.submitted().filter(formal_check=None).count(),
        _("wniosków czeka na ocenę formalną"),
        f"{reverse(office_views.LIST)}?formalnie={office_views.WAITS}",
    )
