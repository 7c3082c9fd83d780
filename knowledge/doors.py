"""Who may open what in the admin: what only those who publish may, and texts of one's own."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.admin.menu import MenuItem

from .models import PracticePage
from .reach import is_reviewer


def for_reviewers(view):
    """Refuse a view to all others."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_reviewer(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class ReviewersItem(MenuItem):
    """An entry of the menu for those who may open it."""

    def is_shown(self, request):
        return is_reviewer(request.user)


def writes(user, page):
    """Whether this person may change the text."""
    return user.is_authenticated and page.permissions_for_user(user).can_edit()


def writes_published(user, page):
    """Whether this is a published practice that this person may change."""
    return isinstance(page, PracticePage) and page.live and writes(user, page)


def own_page(user, pages, pk):
    """The page of this key; where somebody may not change it, it does not exist."""
    page = get_object_or_404(pages, pk=pk).specific
    if not writes(user, page):
        raise Http404
    return page
