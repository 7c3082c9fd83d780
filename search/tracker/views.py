"""The tracker of recommendations: a page, a table to take away, a feed of changes."""

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from knowledge.querysets import visible_to
from knowledge.spreadsheets import csv_response
from networks.models import NetworkIndexPage

from .feed import ChangesFeed
from .tracker import Tracker

PER_PAGE = 20


@require_safe
def recommendations(request):
    """What networks asked the government for, and what became of it."""
    tracker = Tracker(request.user, request.GET)
    page = Paginator(tracker.matching, PER_PAGE).get_page(request.GET.get("strona"))
    above = visible_to(request.user).type(NetworkIndexPage).first()
    context = {
        "tracker": tracker,
        "page": page,
        "rows": tracker.shown(list(page.object_list)),
        "steps": ["", above] if above else [],
        "query": narrowing(request),
        "noindex": tracker.is_narrowed or page.number > 1 or bool(tracker.form.errors),
    }
    return render(request, "search/tracker/tracker.html", context)


@require_safe
def table(request):
    """The recommendations of the page, all of them, as a CSV file."""
    tracker = Tracker(request.user, request.GET)
    if tracker.form.errors:
        return HttpResponse(refused(tracker), status=400, content_type="text/plain; charset=utf-8")
    rows = (cells(row, request) for row in tracker.shown(tracker.matching))
    return csv_response([headings(), *rows], "rekomendacje")


@require_safe
@conditional_page
def changes(request):
    """The newest entries as a feed; the same for everybody."""
    tracker = Tracker(AnonymousUser(), request.GET)
    response = ChangesFeed(tracker, narrowing(request))(request)
    if tracker.form.errors:
        response.status_code = 400
    return response


def narrowing(request) -> str:
    """The filters of an address as another address carries them on."""
    params = request.GET.copy()
    params.pop("strona", None)
    return f"?{params.urlencode()}" if params else ""


def refused(tracker) -> str:
    """Why nothing is shown."""
    return " ".join(text for texts in tracker.form.errors.values() for text in texts)


def headings() -> list[str]:
    return [
        _("rekomendacja"),
        _("rodzaj"),
        _("adresat"),
        _("sieć"),
        _("bariery"),
        _("stan"),
        _("data"),
        _("kto"),
        _("co powiedziano"),
        _("akt prawny"),
        _("miejsce ogłoszenia"),
        _("adres aktu"),
        _("adres planu"),
    ]


def cells(row, request) -> list:
    """A recommendation with its newest entry and the last act that was named."""
    steps = list(row.steps.all())
    last = steps[-1] if steps else None
    act = next((step for step in reversed(steps) if step.act_name), None)
    return [
        row.text,
        row.get_kind_display(),
        row.addressee.name,
        row.network and row.network.title,
        "; ".join(barrier.text for barrier in row.barriers.all()),
        last and last.get_state_display(),
        last and last.date,
        last and last.said_by,
        last and last.reason,
        act and act.act_name,
        act and act.act_reference,
        act and act.act_url,
        row.plan.get_full_url(request),
    ]
