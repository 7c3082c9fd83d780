"""What the editor of a practice or a MID shows besides its form."""

from django import template

from knowledge.checklist import is_checked, progress

from ...curation import waiting
from ..course import course

register = template.Library()


@register.inclusion_tag("writing/_course.html", takes_context=True)
def course_of(context, page):
    """The line of what happened to it; nothing for other pages."""
    return _line(context, page) if is_checked(page) else {}


@register.inclusion_tag("writing/_saved.html", takes_context=True)
def saved(context, page):
    """Line and checklist of what was just saved, to take the place of the older ones."""
    if not is_checked(page):
        return {}
    is_first = context.get("hydrate_create_view", False)
    return {**_line(context, page), **progress(page), "is_first": is_first}


def _line(context, page):
    state = page.current_workflow_state
    is_waiting = state is not None and state.status == waiting.IN_PROGRESS
    return {
        "page": page,
        "steps": course(page, state),
        "may_withdraw": is_waiting and state.user_can_cancel(context["request"].user),
    }
