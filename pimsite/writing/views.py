"""The last look before a practice or a MID is sent, and taking it back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from knowledge.checklist import is_checked
from knowledge.doors import writes
from knowledge.models import PracticePage
from search.similar import practices_like

from ..curation import waiting
from ..curation.workdays import answer_by
from . import sending
from .cautions import cautions
from .pictures import undescribed


def look(request, page_id):
    """What is missing, what is alike, what looks private, what readers will see; then send."""
    page = checked_page(page_id)
    if not writes(request.user, page):
        raise PermissionDenied
    if not sending.may_send(request.user, page):
        messages.warning(request, _("Ten opis jest już u Sekretariatu."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "POST":
        return send(request, page)
    draft = page.get_latest_revision_as_object()
    context = {
        "page_title": _("Sprawdź i wyślij"),
        "header_icon": "resubmit",
        "page": page,
        "draft": draft,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "lacking": sending.lacking(draft),
        "advised": sending.advised(draft),
        "alike": alike(draft, request.user),
        "cautions": cautions(draft),
        "undescribed": undescribed(draft),
        "is_again": waiting.submission_of(page) is not None,
        "answer_by": answer_by(),
    }
    return render(request, "writing/look.html", context)


def checked_page(pk):
    """A page of those that are looked at before they are sent; others do not exist here."""
    page = get_object_or_404(Page, pk=pk).specific
    if not is_checked(page):
        raise Http404
    return page


def alike(draft, user):
    """Published practices that may be the same one."""
    if not isinstance(draft, PracticePage):
        return []
    city = draft.get_parent().slug
    return practices_like(draft.title, draft.lead, user, city=city, besides=draft.pk)


def send(request, page):
    """Send what was looked at, or say why not."""
    seen = request.POST.get("revision", "")
    try:
        sending.send(page, request.user, int(seen) if seen.isdecimal() else None)
    except sending.CannotSend as error:
        messages.error(request, str(error))
        return redirect("writing:look", page.pk)
    text = _("Wysłano do Sekretariatu: „%(title)s”. Odpowiedź do %(date)s.")
    facts = {"title": page.get_admin_display_title(), "date": date_format(answer_by(), "j E")}
    edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Zobacz"))
    messages.success(request, text % facts, buttons=[edit])
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def take_back(request, page_id):
    """Ask once, then give a text under review back to its author."""
    page = checked_page(page_id)
    state = waiting.submission_of(page)
    if not writes(request.user, page) or (state and not state.user_can_cancel(request.user)):
        raise PermissionDenied
    editor = redirect("wagtailadmin_pages:edit", page.pk)
    if state is None or state.status != waiting.IN_PROGRESS:
        messages.warning(request, _("Tego opisu nikt teraz nie sprawdza. Możesz go poprawić."))
        return editor
    if request.method == "POST":
        if sending.withdraw(page, request.user):
            messages.success(request, _("Wycofano. To znowu szkic: popraw go i wyślij ponownie."))
        else:
            messages.error(request, _("Sekretariat zdecydował w międzyczasie."))
        return editor
    context = {
        "page_title": _("Wycofaj do poprawy"),
        "header_icon": "undo",
        "page": page,
        "since": state.current_task_state.started_at,
    }
    return render(request, "writing/take_back.html", context)
