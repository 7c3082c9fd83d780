"""How far a practice is: what happened to it and when, as a line with dates."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from ..curation import waiting
from ..curation.deciding import REFUSED
from ..curation.workdays import ANSWER_IN, answer_by, is_overdue

CREATED, SENT, RESENT = "wagtail.create", "wagtail.workflow.start", "wagtail.workflow.resume"
RETURNED, CANCELLED = "wagtail.workflow.reject", "wagtail.workflow.cancel"
PUBLISHED, UNPUBLISHED = "wagtail.publish", "wagtail.unpublish"
ACTIONS = (CREATED, SENT, RESENT, RETURNED, CANCELLED, REFUSED, PUBLISHED, UNPUBLISHED)
EARLIER = 5  # steps shown besides the first; the page's history has them all


@dataclass(frozen=True)
class Step:
    """One thing that happened, in words with its date; the last is where the text is now."""

    text: str
    at: datetime
    is_now: bool = False
    is_late: bool = False


def course(page, state):
    """The steps of one page, the first and the latest, ending with where it is now.

    The state is that of its submission, or None.
    """
    return _steps(page, state, _events([page])[page.pk])


def places(pages):
    """Where each page of a list is now: the last step of its course, or None, by its key."""
    events = _events(pages)
    found = {page.pk: _steps(page, page.current_workflow_state, events[page.pk]) for page in pages}
    return {key: steps[-1] if steps else None for key, steps in found.items()}


def _steps(page, state, events):
    events = _told(events)
    if page.live and page.last_published_at and PUBLISHED not in [action for action, _at in events]:
        events.append((PUBLISHED, page.last_published_at))  # by a program, which wrote no history
    steps = [Step(_words(action) % {"date": day(at)}, at) for action, at in events]
    now = _now(page, state, steps[-1].at if steps else page.latest_revision_created_at)
    steps = [*steps[:1], *steps[1:][-EARLIER:]]
    return [*steps, now] if now else [*steps[:-1], *(_as_now(step) for step in steps[-1:])]


def _events(pages):
    entries = PageLogEntry.objects.filter(page__in=[page.pk for page in pages], action__in=ACTIONS)
    events = defaultdict(list)
    for page, *event in entries.order_by("timestamp", "pk").values_list(
        "page", "action", "timestamp"
    ):
        events[page].append(event)
    return events


def day(at):
    """A day as people say it; the year only where it is not this one."""
    when = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return date_format(when, "j E" if when.year == timezone.localdate().year else "j E Y")


def _told(events):
    """Without what only accompanies the next event: a refusal or a publication ends a review."""
    following = [*events[1:], (None, None)]
    return [
        (action, at)
        for (action, at), (after, _at) in zip(events, following, strict=True)
        if not (action == CANCELLED and after in (REFUSED, PUBLISHED))
    ]


def _words(action):
    return {
        CREATED: _("Szkic od %(date)s"),
        SENT: _("Wysłane %(date)s"),
        RESENT: _("Wysłane ponownie %(date)s"),
        RETURNED: _("Do poprawy od %(date)s"),
        CANCELLED: _("Wycofane do poprawy %(date)s"),
        REFUSED: _("Odrzucone %(date)s"),
        PUBLISHED: _("Opublikowane %(date)s"),
        UNPUBLISHED: _("Zdjęte z serwisu %(date)s"),
    }[action]


def _now(page, state, at):
    """Where the text is, where the last event alone does not say it."""
    if state is not None and state.status == waiting.IN_PROGRESS:
        return _with_secretariat(state.current_task_state.started_at)
    if state is None and page.live and page.has_unpublished_changes:
        return Step(_("Zmiany w szkicu, jeszcze niewysłane"), at, is_now=True)
    return None


def _with_secretariat(since):
    due: date = answer_by(timezone.localtime(since).date())
    is_late = is_overdue(since)
    text = (
        _("U Sekretariatu (odpowiedź miała być do %(date)s)")
        if is_late
        else _("U Sekretariatu (odpowiedź do %(date)s, %(days)s dni roboczych)")
    )
    return Step(text % {"date": day(due), "days": ANSWER_IN}, since, is_now=True, is_late=is_late)


def _as_now(step):
    return Step(step.text, step.at, is_now=True)
