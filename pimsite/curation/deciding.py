"""Decisions about a submission: what each does to the page, to the record and to the author."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.mail import WorkflowStateRejectionEmailNotifier, send_mail
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, WorkflowState

from .models import Assignment

REFUSED, ASSIGNED = "pimsite.refuse", "pimsite.assign"


class CannotDecide(Exception):
    """The submission is no longer as the reader saw it; the message says why."""


class RefusalMail(WorkflowStateRejectionEmailNotifier):
    """Goes to the author as other decisions do, in words of its own."""

    def get_template_set(self, instance, **kwargs):
        return {"subject": "curation/refused_subject.txt", "text": "curation/refused.txt"}


def missing_fields(page):
    """Names of the fields that stop this text from being published."""
    try:
        page.full_clean()
    except ValidationError as error:
        fields = [field for field in page._meta.fields if field.name in error.message_dict]
        return [str(field.verbose_name) for field in fields] or error.messages
    return []


def may_decide(user, page, state):
    """Whether the task lets this person decide, and the tree lets them publish.

    Wagtail asks the second only when it publishes: the task of an approver without that right
    would fail every time and wait for ever.
    """
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    task = state.current_task_state.task.specific
    actions = {action for action, *_rest in task.get_actions(page, user)}
    return "approve" in actions and page.permissions_for_user(user).can_publish()


@transaction.atomic
def approve(state, user, comment=""):
    """Publish what was submitted."""
    missing = missing_fields(_draft(_locked(state)))
    if missing:
        fields = {"fields": ", ".join(missing)}
        raise CannotDecide(_("Nie można opublikować. Popraw: %(fields)s.") % fields)
    _act(state, user, "approve", comment)


@transaction.atomic
def send_back(state, user, comment):
    """Ask the author to mend it; the submission stays theirs and comes back as the same."""
    _act(_locked(state), user, "reject", comment)


@transaction.atomic
def refuse(state, user, reason):
    """End the submission without publishing; the draft stays with its city."""
    task_state = _locked(state).current_task_state
    page = state.content_object.specific
    state.cancel(user=user)
    task_state.refresh_from_db()
    task_state.comment = reason
    task_state.save(update_fields=["comment"])
    log(page, REFUSED, user=user, revision=task_state.revision, data={"reason": reason})
    state.current_task_state = task_state
    RefusalMail()(instance=state, user=user)


@transaction.atomic
def assign(states, person, user):
    """Give submissions to a person, or to nobody; their pages' history and one mail say so."""
    now = {
        each.submission_id: each.person_id
        for each in Assignment.objects.filter(submission__in=[state.pk for state in states])
    }
    new = [state for state in states if now.get(state.pk) != getattr(person, "pk", None)]
    for state in new:
        if person is None:
            Assignment.objects.filter(submission=state).delete()
        else:
            Assignment.objects.update_or_create(submission=state, defaults={"person": person})
        name = get_user_display_name(person) if person else ""
        log(state.content_object.specific, ASSIGNED, user=user, data={"person": name})
    if new and person and person != user and person.email:
        transaction.on_commit(lambda: tell_assigned(new, person, user))


def tell_assigned(states, person, user):
    """One mail about all that was given at once."""
    pages = [state.content_object for state in states]
    submissions = [
        (page.draft_title, reverse("curation:submission", args=[page.pk])) for page in pages
    ]
    subject = _("Do Ciebie w kolejce: „%(title)s”") % {"title": submissions[0][0]}
    if len(submissions) > 1:
        subject = _("Do Ciebie w kolejce: %(count)s") % {"count": len(submissions)}
    context = {"by": user, "submissions": submissions, "site_name": settings.WAGTAIL_SITE_NAME}
    send_mail(subject, render_to_string("curation/assigned.txt", context), [person.email])


def refusal_of(page):
    """The reason with which the page was refused, unless it was sent or published since."""
    told = [REFUSED, "wagtail.workflow.start", "wagtail.publish"]
    last = PageLogEntry.objects.filter(page=page, action__in=told).order_by("-timestamp", "-pk")
    entry = last.first()
    return entry.data["reason"] if entry and entry.action == REFUSED else None


def _locked(state):
    """The submission, held until the decision is written; raises CannotDecide if it is made."""
    now = WorkflowState.objects.select_for_update().get(pk=state.pk)
    if now.status != WorkflowState.STATUS_IN_PROGRESS:
        raise CannotDecide(_("Ktoś już o tym zdecydował albo autor wycofał tekst."))
    state.status = now.status
    return state


def _act(state, user, action, comment):
    task_state = state.current_task_state.specific
    task_state.task.specific.on_action(task_state, user, action, comment=comment)


def _draft(state):
    return state.content_object.specific.get_latest_revision_as_object()
