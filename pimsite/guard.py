"""Doors of the admin that Wagtail leaves ajar for anyone who may sign in.

Keyed by the names of Wagtail's views, so that a new version which renames one fails a test.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from knowledge.reach import (
    choosable_media,
    choosable_pages,
    is_reviewer,
    media_policy,
    on_public_page,
)

from .curation.deciding import missing_fields

REPORTS = (
    "aging_pages",
    "locked_pages",
    "page_types_usage",
    "site_history",
    "workflow",
    "workflow_tasks",
)


# Choosers of snippets ask nobody's rights; forms of city staff have plain lists instead.
SNIPPET_CHOOSERS = "wagtailsnippetchoosers_"
APPS = {"images": "wagtailimages", "documents": "wagtaildocs"}


class AdminGuard:
    """Asks once more before a view of the admin runs; what it refuses does not exist (404)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        check = reviewers_only if name.startswith(SNIPPET_CHOOSERS) else CHECKS.get(name)
        if check is None or not request.user.is_authenticated:
            return None
        try:
            return check(request, **kwargs)
        except (Http404, PermissionDenied):
            return page_not_found(request, None, template_name="wagtailadmin/404.html")


def reviewers_only(request, **kwargs):
    """Reports and programmatic actions: the page types report alone names anyone's last draft."""
    if not is_reviewer(request.user):
        raise PermissionDenied


def explorable(request, parent_page_id):
    """A list prints the title of the page above it; Wagtail opens all below the nearest page that
    is above everything one may change, and for a city with a MID that is the home page."""
    if is_reviewer(request.user):
        return
    if not page_permission_policy.explorable_instances(request.user).filter(pk=parent_page_id):
        raise Http404


def readable_parent(request, parent_page_id):
    """The chooser prints the title of the page it is opened at."""
    readable(request, [parent_page_id])


def readable_choice(request):
    """The chooser answers with the titles of the keys it is given."""
    readable(request, request.GET.getlist("id"))


def readable(request, keys):
    if is_reviewer(request.user):
        return
    above = Page.objects.filter(pk__in=keys, depth__lte=2).values_list("pk", flat=True)
    wanted = {str(key) for key in keys} - {str(key) for key in above}
    if choosable_pages(request.user).filter(pk__in=whole(wanted)).count() != len(wanted):
        raise Http404


def movable(request, page_to_move_id, destination_id):
    """The last step of a move prints the title before it asks who may move."""
    page = get_object_or_404(Page, pk=page_to_move_id)
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied


def own_picture(request, image_id):
    """The step that sets a picture's format shows any picture."""
    get_object_or_404(choosable_media(request.user, "images"), pk=image_id)


def reachable_objects(request, app_label, model_name, action):
    """A bulk action lists the titles of what it may not touch."""
    if is_reviewer(request.user):
        return None
    keys = request.GET.getlist("id")
    kinds = {"pimimage": "images", "pimdocument": "documents"}
    if "all" in keys:
        raise Http404
    if model_name == "page":
        readable(request, keys)
    elif model_name in kinds:
        policy = media_policy(kinds[model_name])
        own = policy.instances_user_has_any_permission_for(request.user, ["change"])
        chosen = own.filter(pk__in=whole(keys))
        if len(chosen) != len(set(keys)):
            raise Http404
        if action == "delete" and any(on_public_page(media) for media in chosen):
            return refuse_deletion(request, f"{APPS[kinds[model_name]]}:index")
    return None


def whole(keys):
    """Only what can be a key; the rest cannot exist."""
    return [key for key in keys if str(key).isdecimal()]


def not_in_public(kind):
    """What stands on a published page is changed by the secretariat or through a review."""

    def check(request, **kwargs):
        [key] = kwargs.values()
        if is_reviewer(request.user):
            return None
        media = media_policy(kind).model.objects.filter(pk=key).first()
        if media is None or not on_public_page(media):
            return None
        return refuse_deletion(request, f"{APPS[kind]}:edit", key)

    return check


def refuse_deletion(request, *address):
    messages.error(request, _("To jest na opublikowanej stronie. O usunięcie poproś Sekretariat."))
    return redirect(*address)


def complete_to_approve(request, page_id, action_name, task_state_id):
    """Approving from a list skips the form, and Wagtail asks too late who may publish."""
    page = Page.objects.filter(pk=page_id).first()
    if action_name != "approve" or page is None:
        return None
    if not page.permissions_for_user(request.user).can_publish():
        messages.error(request, _("Zatwierdzić może ten, kto ma prawo publikować."))
        return redirect("wagtailadmin_pages:edit", page_id)
    missing = missing_fields(page.get_latest_revision_as_object())
    if missing:
        fields = {"fields": ", ".join(missing)}
        messages.error(request, _("Nie można opublikować. Popraw: %(fields)s.") % fields)
        return redirect("wagtailadmin_pages:edit", page_id)
    return None


CHECKS = {
    **{f"wagtailadmin_reports:{report}": reviewers_only for report in REPORTS},
    **{f"wagtailadmin_reports:{report}_results": reviewers_only for report in REPORTS},
    "wagtailadmin_api:pages:action": reviewers_only,
    **{
        f"wagtailadmin_workflows:{view}": reviewers_only
        for view in ("task_chooser", "task_chooser_results", "task_chooser_create", "task_chosen")
    },
    "wagtailforms:index": reviewers_only,
    "wagtailforms:index_results": reviewers_only,
    "wagtailsearchpromotions:chooser": reviewers_only,
    "wagtailsearchpromotions:chooserresults": reviewers_only,
    **{
        f"wagtailadmin_api:{kind}:{view}": reviewers_only
        for kind in ("images", "documents")
        for view in ("listing", "detail", "find")
    },
    "wagtailadmin_explore": explorable,
    "wagtailadmin_explore_results": explorable,
    "wagtailadmin_choose_page_child": readable_parent,
    "wagtailadmin_choose_page_chosen_multiple": readable_choice,
    "wagtailadmin_pages:move_confirm": movable,
    "wagtailimages_chooser:select_format": own_picture,
    "wagtail_bulk_action": reachable_objects,
    "wagtailimages:delete": not_in_public("images"),
    "wagtailimages:delete_multiple": not_in_public("images"),
    "wagtaildocs:delete": not_in_public("documents"),
    "wagtaildocs:delete_multiple": not_in_public("documents"),
    "wagtailadmin_pages:workflow_action": complete_to_approve,
}
