"""What only those who publish may open: views and entries of the menu."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem

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
