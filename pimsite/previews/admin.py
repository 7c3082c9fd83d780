"""„Pokaż przełożonemu”: the links of one page, for those who may write it."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from knowledge.doors import own_page
from knowledge.mailing import absolute

from .models import PreviewLink

MADE, REVOKED = "pimsite.preview_made", "pimsite.preview_revoked"
PAGES = Page.objects.filter(depth__gt=1)
ENDED = 10  # shown below those that work


def links(request, page_id):
    """All links of the page; posting makes one more."""
    page = own_page(request.user, PAGES, page_id)
    if request.method == "POST":
        PreviewLink.objects.create(page_id=page.pk, made_by=request.user)
        log(page, MADE, user=request.user)
        messages.success(request, _("Link jest gotowy. Skopiuj go i wyślij."))
        return redirect("previews:links", page.pk)
    known = PreviewLink.objects.filter(page_id=page.pk).select_related("made_by")
    working = [(link, absolute(link.address)) for link in known.working()]
    context = {
        "page_title": _("Pokaż przełożonemu"),
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "view",
        "page": page,
        "is_same": page.live and not page.has_unpublished_changes,
        "working": working,
        "ended": known.exclude(pk__in=[link.pk for link, _address in working])[:ENDED],
    }
    return render(request, "previews/links.html", context)


@require_POST
def revoke(request, page_id, pk):
    """The link stops working at once."""
    page = own_page(request.user, PAGES, page_id)
    link = PreviewLink.objects.working().filter(page_id=page.pk, pk=pk)
    if link.update(revoked_at=timezone.now()):
        log(page, REVOKED, user=request.user)
        messages.success(request, _("Link już nie działa."))
    return redirect("previews:links", page.pk)
