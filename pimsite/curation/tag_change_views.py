"""The list of tags that were merged or retired, and the page that takes one of them back."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn, UserColumn

from knowledge.doors import for_reviewers

from .models import TagChange
from .reports import OfficeReport
from .tag_undoing import CannotTakeBack, plan, take_back
from .tag_views import TAKE_BACK

CHANGES = "curation_tags:changes"


def state_of(change):
    """Whether it was taken back."""
    return _("cofnięta") if change.undone_at else ""


class TagChangesView(OfficeReport):
    """The newest first."""

    model = TagChange
    page_title = gettext_lazy("Zmiany tagów")
    header_icon = "undo"
    index_url_name = CHANGES
    index_results_url_name = "curation_tags:changes_results"
    export_filename = "zmiany-tagow"
    default_ordering = None
    explanation = gettext_lazy(
        "Połączone i wycofane tagi. Otwórz zmianę, żeby ją cofnąć: najpierw zobaczysz, co wróci. "
        "Nazwę cofa się, zmieniając ją jeszcze raz."
    )
    columns = [
        TitleColumn("change", label=gettext_lazy("Zmiana"), accessor=str, url_name=TAKE_BACK),
        NumberColumn("pages", label=gettext_lazy("Stron"), accessor=lambda each: len(each.pages)),
        UserColumn("by", label=gettext_lazy("Kto")),
        DateColumn("at", label=gettext_lazy("Kiedy"), sort_key="at"),
        Column("state", label=gettext_lazy("Stan"), accessor=state_of),
    ]
    list_export = ["name", "into_name", "by", "at", "undone_by", "undone_at"]
    export_headings = {
        "into_name": gettext_lazy("Połączono z"),
        "by": gettext_lazy("Kto"),
        "undone_by": gettext_lazy("Kto cofnął"),
    }

    def get_base_queryset(self) -> QuerySet:
        return TagChange.objects.select_related("by__wagtail_userprofile", "undone_by")


@for_reviewers
def take_back_view(request, pk):
    """One change: what would come back, and the button; afterwards what stayed."""
    change = get_object_or_404(TagChange.objects.select_related("undone_by"), pk=pk)
    context = {"page_title": _("Zmiana tagu"), "header_icon": "undo", "change": change}
    try:
        if request.method == "POST":
            take_back(change, request.user)
            messages.success(request, _("Cofnięto. Wyszukiwarka już to wie."))
            return redirect(TAKE_BACK, change.pk)
        if change.undone_at is None:
            context["plan"] = plan(change)
    except CannotTakeBack as error:
        context["obstacle"] = error
    return render(request, "curation/tag_change.html", context)
