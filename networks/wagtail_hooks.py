"""Where Wagtail asks the networks: what is not deleted, and what a network has one of."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from knowledge.keeping import keep_needed

from .guarding import memberships_below, works_below
from .mid_forms import misplaced, second_mid
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


@hooks.register("before_bulk_action")
def keep_one_mid_of_many(request, action_type, objects, action):
    """Each of them may go where it is sent; two of one city may not go there together."""
    if action_type != "move" or action.model is not Page:
        return None
    seen = {}
    for mid in MidPage.objects.filter(pk__in=[page.pk for page in objects], city__isnull=False):
        other = seen.setdefault(mid.city_id, mid)
        if other is not mid:
            messages.error(request, second_mid(mid.city, other))
            return redirect(action.next_url)
    return None


keep_needed(
    memberships_below,
    template="networks/admin/kept_page.html",
    refusal=gettext_lazy("Nic nie usunięto. Te miasta należą lub należały do sieci: %(cities)s."),
)

keep_needed(
    works_below,
    template="networks/admin/kept_host.html",
    refusal=gettext_lazy(
        "Nic nie usunięto. Te miasta były gospodarzami spotkań albo mają MID: %(cities)s."
    ),
)
