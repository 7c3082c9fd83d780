"""Where Wagtail asks the networks: what is not deleted, and what a network has one of."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .guarding import memberships_below
from .mid_forms import misplaced
from .models import MidPage, OutputPage
from .plan_forms import second_plan


@hooks.register("before_move_page")
def keep_one_plan(request, page, destination):
    """A page that is moved does not become a second plan of a network."""
    output = page.specific
    if not isinstance(output, OutputPage) or output.kind != output.Kind.IMPROVEMENT_PLAN:
        return None
    other = OutputPage.plans_of(destination).exclude(pk=output.pk).first()
    if other is None:
        return None
    messages.error(request, second_plan(other))
    return redirect("wagtailadmin_explore", output.get_parent().pk)


@hooks.register("before_move_page")
def keep_one_mid(request, page, destination):
    """A MID that is moved goes only where its city is a member and has none."""
    mid = page.specific
    reason = misplaced(mid, destination) if isinstance(mid, MidPage) else ""
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_explore", mid.get_parent().pk)


@hooks.register("before_delete_page")
def keep_members(request, page):
    """Say which networks hold the city, in place of the question whether to delete it."""
    memberships = memberships_below(page)
    if not memberships:
        return None
    context = {
        "page_title": _("Nie można usunąć strony"),
        "header_title": _("Nie można usunąć strony „%(title)s”") % {"title": page.title},
        "header_icon": "lock",
        "page": page,
        "memberships": memberships,
    }
    return TemplateResponse(request, "networks/admin/kept_page.html", context, status=409)


@hooks.register("before_bulk_action")
def keep_members_among_many(request, action_type, objects, action):
    """Wagtail refuses a chosen city by itself; not one that stands below what was chosen."""
    if action_type != "delete" or action.model is not Page:
        return None
    memberships = memberships_below(*objects)
    if not memberships:
        return None
    cities = ", ".join(dict.fromkeys(membership.city.title for membership in memberships))
    messages.error(
        request,
        _("Nic nie usunięto. Te miasta należą lub należały do sieci: %(cities)s.")
        % {"cities": cities},
    )
    return redirect(action.next_url)
