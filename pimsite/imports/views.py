"""Pages of the admin: send a table in, see what it would change, decide; take tables out."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from knowledge.doors import for_reviewers

from .export import TYPES, written
from .forms import ImportForm
from .kinds import KINDS
from .models import Import, State
from .running import check, undo, write

MOST_LISTED = 20
SILENCE = timedelta(minutes=5)  # after which a task is taken for dead


@method_decorator(for_reviewers, name="dispatch")
class ImportsView(WagtailAdminTemplateMixin, FormView):
    """Send a table, take one out, and see what was sent before."""

    template_name = "imports/list.html"
    form_class = ImportForm
    page_title = gettext_lazy("Import i eksport")
    header_icon = "table"
    _show_breadcrumbs = True

    def form_valid(self, form):
        form.instance.user = self.request.user
        form.save()
        check.enqueue(form.instance.pk)
        return redirect("imports:one", form.instance.pk)

    def get_context_data(self, **kwargs):
        imports = Import.objects.defer("content", "problems").select_related("user")
        return {
            **super().get_context_data(**kwargs),
            "kinds": KINDS.values(),
            "labels": {slug: kind.label for slug, kind in KINDS.items()},
            "imports": imports[:MOST_LISTED],
        }

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]


@method_decorator(for_reviewers, name="dispatch")
class ImportView(WagtailAdminTemplateMixin, DetailView):
    """One import: its progress, what is wrong, what it would change, what it changed."""

    template_name = "imports/one.html"
    queryset = Import.objects.defer("content")
    context_object_name = "source"
    header_icon = "table"
    _show_breadcrumbs = True

    def get_page_title(self):
        return self.object.name

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("imports:list"), "label": ImportsView.page_title},
            {"url": "", "label": self.object.name},
        ]

    def get_context_data(self, **kwargs):
        source = self.object
        return {
            **super().get_context_data(**kwargs),
            "kind": KINDS[source.kind],
            "is_silent": source.is_moving and source.moved_at < timezone.now() - SILENCE,
            "pages": source.pages.select_related("page")[:MOST_LISTED],
        }


@require_POST
@for_reviewers
def start(request, pk):
    """Write the drafts; pressed twice, it starts once."""
    if Import.turn_to(pk, State.WRITING, since=State.READY):
        write.enqueue(pk)
    return redirect("imports:one", pk)


@require_POST
@for_reviewers
def cancel(request, pk):
    """Stop at the next turn, or take back at once if no task is at work any more."""
    source = get_object_or_404(Import, pk=pk)
    Import.objects.filter(pk=pk).update(is_cancelled=True)
    if source.state == State.READY:
        Import.objects.filter(pk=pk, state=State.READY).update(state=State.CANCELLED)
    elif source.is_moving and source.moved_at < timezone.now() - SILENCE:
        _begin_undo(pk, source.state)
    messages.success(request, _("Import zostanie zatrzymany, a to, co zapisał, cofnięte."))
    return redirect("imports:one", pk)


@require_POST
@for_reviewers
def take_back(request, pk):
    """Undo a finished import."""
    _begin_undo(pk, State.DONE)
    return redirect("imports:one", pk)


def _begin_undo(pk, state):
    if Import.turn_to(pk, State.UNDOING, since=state):
        undo.enqueue(pk)


@require_POST
@for_reviewers
def check_again(request, pk):
    """Check the file of an import that left nothing behind as if it were sent now."""
    if Import.begin_again(pk):
        check.enqueue(pk)
    return redirect("imports:one", pk)


@for_reviewers
def template(request, kind, extension):
    """Headings to fill in."""
    return _file(kind, extension, _("szablon"), with_pages=False)


@for_reviewers
def export(request, kind, extension):
    """Every page of the kind, drafts too, as it can be sent in again."""
    return _file(kind, extension, timezone.localdate().isoformat(), with_pages=True)


def _file(kind, extension, suffix, *, with_pages):
    if kind not in KINDS or extension not in TYPES:
        raise Http404
    content = written(KINDS[kind](), extension, with_pages=with_pages)
    response = HttpResponse(content, content_type=TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{kind}-{suffix}.{extension}"'
    return response
