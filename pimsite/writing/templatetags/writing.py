"""What the editor of a practice shows besides its form."""

from django import template

from knowledge.checklist import progress
from knowledge.models import PracticePage

from ...curation import waiting
from ..course import course

register = template.Library()


@register.inclusion_tag("writing/_course.html", takes_context=True)
def course_of(context, page):
    """The line of what happened to a practice; nothing for other pages."""
    if not isinstance(page, PracticePage) or not page.pk:
        return {}
    state = waiting.submission_of(page)
    is_waiting = state is not None and state.status == waiting.IN_PROGRESS
    return {
        "page": page,
        "steps": course(page),
        "may_withdraw": is_waiting and state.user_can_cancel(context["request"].user),
    }


@register.inclusion_tag("writing/_checklist.html")
def checklist_of(page):
    """The checklist of what was just saved, to take the place of the older one."""
    return progress(page) if isinstance(page, PracticePage) else {}
