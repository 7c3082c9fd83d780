"""Submissions under review: which page, of which city or network, since when, with whom."""

from django.contrib.auth import get_user_model
from django.db.models import (
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from knowledge.checklist import is_checked, progress
from knowledge.models import CityIndexPage, PageTheme
from search.folding import fold

from .workdays import is_overdue

PAGE_KEY = Cast(OuterRef("object_id"), IntegerField())
IN_PROGRESS = WorkflowState.STATUS_IN_PROGRESS
RETURNED = WorkflowState.STATUS_NEEDS_CHANGES
PEOPLE = ("assignment__person", "requested_by")


def submissions(*statuses):
    """Pages sent for review, with what a list sorts and filters by."""
    page = Page.objects.filter(pk=PAGE_KEY)
    states = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(), status__in=statuses or [IN_PROGRESS]
    )
    return states.annotate(
        title=Subquery(page.values("draft_title")[:1]),
        page_path=Subquery(page.values("path")[:1]),
        city_path=Substr("page_path", 1, city_path_length()),
        since=F("current_task_state__started_at"),
    ).filter(page_path__isnull=False, current_task_state__isnull=False)


def sent_by(user):
    """What this person sent or owns; the returned first, then the longest waiting."""
    own = Exists(Page.objects.filter(pk=PAGE_KEY, owner=user))
    states = submissions(IN_PROGRESS, RETURNED).filter(own | Q(requested_by=user))
    states = states.annotate(is_returned=Q(status=RETURNED)).select_related(*PEOPLE)
    return states.order_by("-is_returned", "since", "pk")


def with_city_name(states):
    """The same with the name of the city or network, to sort by."""
    city = Page.objects.filter(path=OuterRef("city_path"))
    return states.annotate(city_name=Subquery(city.values("draft_title")[:1]))


def of_cities_named(rows, part):
    """Rows with a city_path whose city has this in its name, as typed: „odz” finds Łódź.

    A network counts as a city does here.
    """
    depth = city_path_length() // Page.steplen
    names = Page.objects.filter(depth=depth).values_list("path", "draft_title")
    return rows.filter(city_path__in=[path for path, name in names if fold(part) in fold(name)])


def about(states, theme):
    """Those whose page has the theme."""
    return states.filter(Exists(PageTheme.objects.filter(page_id=PAGE_KEY, theme=theme)))


def described(states):
    """The states as a list, each with its page, city, themes and age in days."""
    states = list(states)
    keys = [int(state.object_id) for state in states]
    pages = Page.objects.select_related("content_type").in_bulk(keys)
    cities = dict(
        Page.objects.filter(path__in={state.city_path for state in states}).values_list(
            "path", "draft_title"
        )
    )
    themes: dict[int, list[str]] = {}
    for key, name in PageTheme.objects.filter(page_id__in=keys).values_list("page", "theme__name"):
        themes.setdefault(key, []).append(name)
    for state in states:
        state.subject = pages.get(int(state.object_id))
        state.city = cities.get(state.city_path, "")
        state.themes = themes.get(int(state.object_id), [])
        state.days = (timezone.now() - state.since).days
        state.is_late = state.status == IN_PROGRESS and is_overdue(state.since)
        assignment = getattr(state, "assignment", None)
        state.person = assignment.person if assignment else None
    return states


def scored(states):
    """Described states, each with how much of the checklist its newest text meets."""
    newest = {
        state.subject.latest_revision_id
        for state in states
        if is_checked(state.subject.specific_class)
    }
    contents = dict(Revision.objects.filter(pk__in=newest).values_list("pk", "content"))
    for state in states:
        content = contents.get(state.subject.latest_revision_id)
        state.complete = ""
        if content:
            kind = state.subject.specific_class
            draft = kind.from_serializable_data(content, check_fks=False)
            state.complete = _("%(met)s z %(count)s") % progress(draft)
    return states


def ordered(states):
    """The longest waiting first, with all that `described` needs."""
    return states.select_related(*PEOPLE).order_by("since", "pk")


def next_after(state):
    """The key of the page that waits longest after this one, or from the start; None if none."""
    others = submissions().exclude(pk=state.pk).order_by("since", "pk")
    since, pk = state.current_task_state.started_at, state.pk
    later = others.filter(Q(since__gt=since) | Q(since=since, pk__gt=pk))
    return next((int(each.object_id) for each in (later.first() or others.first(),) if each), None)


def submission_of(page):
    """The page's submission, still under review or returned to its author; None if there is none.

    The newest, should there ever be two.
    """
    states = WorkflowState.objects.for_instance(page).active()
    return states.select_related(*PEOPLE, "current_task_state__revision").order_by("-pk").first()


def read_once(*pages):
    """Let pages of one type remember their submissions, for which Wagtail asks again and again."""
    active = WorkflowState.objects.active().order_by("-pk")
    states = active.select_related("workflow", "requested_by", "current_task_state__task")
    memory = Prefetch("_specific_workflow_states", states, to_attr="_current_workflow_states")
    prefetch_related_objects(pages, memory)
    for state in (state for page in pages for state in page._current_workflow_states):
        if state.current_task_state:
            state.current_task_state.workflow_state = state


def reviewers():
    """People whose group decides at some step of a review."""
    tasks = GroupApprovalTask.objects.filter(active=True)
    people = get_user_model().objects.filter(is_active=True, groups__groupapprovaltask__in=tasks)
    return people.distinct().order_by("last_name", "username")


def city_path_length():
    """How long the path of a city is: every page below it begins with these letters.

    Networks lie as deep, below an index of their own.
    """
    depth = CityIndexPage.objects.values_list("depth", flat=True).first() or 3
    return (depth + 1) * Page.steplen


def last_answer():
    """When a submission was decided about last, or None."""
    decided = TaskState.objects.exclude(status=TaskState.STATUS_IN_PROGRESS)
    return decided.aggregate(Max("finished_at"))["finished_at__max"]


def reviewed_before(page):
    """The earlier decisions about this page, newest first."""
    done = TaskState.objects.filter(
        workflow_state__in=WorkflowState.objects.for_instance(page),
        status__in=[TaskState.STATUS_REJECTED, TaskState.STATUS_CANCELLED],
    )
    return done.exclude(comment="").select_related("finished_by").order_by("-finished_at")
