"""Pages that rows elsewhere need are not deleted by the way: the panel says which rows."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page


def keep_needed(rows_below, *, template, refusal):
    """Refuse to delete pages for the sake of others, one page or many chosen from a list.

    `rows_below(*pages)` finds what would be lost, each row with its `city`. For one page the
    template shows them as `rows`; for many `refusal` names their %(cities)s.
    """

    def keep(request, page):
        """Say it in place of the question whether to delete the page."""
        rows = rows_below(page)
        if not rows:
            return None
        context = {
            "page_title": _("Nie można usunąć strony"),
            "header_title": _("Nie można usunąć strony „%(title)s”") % {"title": page.title},
            "header_icon": "lock",
            "page": page,
            "rows": rows,
        }
        return TemplateResponse(request, template, context, status=409)

    def keep_many(request, action_type, objects, action):
        """Wagtail refuses a chosen page by itself; not one that stands below what was chosen."""
        if action_type != "delete" or action.model is not Page:
            return None
        rows = rows_below(*objects)
        if not rows:
            return None
        cities = ", ".join(dict.fromkeys(row.city.title for row in rows))
        messages.error(request, refusal % {"cities": cities})
        return redirect(action.next_url)

    hooks.register("before_delete_page", keep)
    hooks.register("before_bulk_action", keep_many)
