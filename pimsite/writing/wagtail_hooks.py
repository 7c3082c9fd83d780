"""Where Wagtail asks about writing: addresses, and the look that comes before sending."""

from django.shortcuts import redirect
from django.urls import include, path, reverse
from wagtail import hooks

from knowledge.checklist import is_checked
from knowledge.reach import is_reviewer
from knowledge.workbench import Withdraw

from . import mids, views
from .listing import PracticesViewSet

SENDING = ("action-submit", "action-restart-workflow")
LOOK = "action-look"


class TakeBack(Withdraw):
    """Leads to a question instead of acting at once."""

    def get_url(self, parent_context):
        return reverse("writing:take_back", args=[parent_context["page"].pk])


@hooks.register("register_admin_urls")
def writing_urls():
    """Everything below /cms/wyslij/."""
    urls = [
        path("<int:page_id>/", views.look, name="look"),
        path("<int:page_id>/wycofaj/", views.take_back, name="take_back"),
    ]
    return [path("wyslij/", include((urls, "writing")))]


@hooks.register("register_admin_urls")
def mid_urls():
    urls = [path("<int:pk>/zacznij/", mids.begin_view, name="begin")]
    return [path("mid/", include((urls, "mids")))]


@hooks.register("construct_homepage_panels")
def show_mids(request, panels):
    if not is_reviewer(request.user) and (panel := mids.MidsPanel(request.user)):
        panels.append(panel)


@hooks.register("register_admin_viewset")
def list_of_practices():
    return PracticesViewSet("practices")


@hooks.register("before_create_page")
def look_at_new(request, parent_page, page_class):
    if is_checked(page_class):
        save_before_sending(request)


@hooks.register("before_edit_page")
def look_at_old(request, page):
    if is_checked(page):
        save_before_sending(request)


def save_before_sending(request):
    """Make sending by who does not publish a saving: a draft with gaps is kept as it is."""
    if request.method != "POST" or is_reviewer(request.user):
        return
    if any(name in request.POST for name in SENDING):
        data = request.POST.copy()
        for name in SENDING:
            data.pop(name, None)
        data[LOOK] = "1"
        request.POST = data


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def go_on_to_look(request, page):
    if request.method == "POST" and LOOK in request.POST and is_checked(page):
        return redirect("writing:look", page.pk)
    return None


@hooks.register("construct_page_action_menu", order=10)
def ask_before_taking_back(items, request, context):
    if is_checked(context.get("page")):
        items[:] = [
            TakeBack(order=item.order) if type(item) is Withdraw else item for item in items
        ]
