"""Where Wagtail asks the library: rights of new cities, choosers, the admin of city staff."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .models import CityPage
from .permissions import ensure_team
from .reach import choosable_pages, is_reviewer
from .workbench import DescribePanel, OwnPagesItem, plain_actions, short_menu, tell_state


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def keep_editors(request, page):
    """A city made or renamed in the admin gets its groups and collection at once."""
    city = CityPage.objects.filter(pk=page.pk).first()
    if city is not None:
        ensure_team(city)


@hooks.register("after_copy_page")
def keep_editors_of_copy(request, page, new_page):
    keep_editors(request, new_page)


@hooks.register("before_bulk_action")
def protect_many_drafts(request, action_type, objects, action):
    """Bulk actions ask the bare page, which knows Wagtail's rule only."""
    if action_type != "delete" or action.model is not Page:
        return None
    specific = Page.objects.filter(pk__in=[page.pk for page in objects]).specific(defer=True)
    if all(page.permissions_for_user(request.user).can_delete() for page in specific):
        return None
    messages.error(request, _("Usunąć można tylko własne szkice, nigdy niepublikowane."))
    return redirect(action.next_url)


@hooks.register("construct_page_chooser_queryset")
def choose_only_readable(pages, request):
    """Choosers show what everyone may read and one's own; never another city's draft."""
    if is_reviewer(request.user):
        return pages
    return pages.filter(pk__in=choosable_pages(request.user).values("pk"))


@hooks.register("construct_page_action_menu")
def use_plain_actions(items, request, context):
    plain_actions(items)


@hooks.register("before_edit_page")
def show_state(request, page):
    if request.method == "GET":
        tell_state(request, page)


@hooks.register("construct_homepage_panels")
def begin_with_practice(request, panels):
    if not is_reviewer(request.user):
        panels.append(DescribePanel())


@hooks.register("construct_homepage_summary_items", order=100)
def count_pages_only(request, items):
    """City staff came to write; numbers of pictures and files say nothing to them."""
    if not is_reviewer(request.user):
        items[:] = [OwnPagesItem(request)]


@hooks.register("construct_main_menu")
def shorten_menu(request, items):
    if not is_reviewer(request.user):
        short_menu(request.user, items)


@hooks.register("construct_help_menu")
def drop_foreign_help(request, items):
    """Wagtail's guides are in English and on foreign hosts."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]
