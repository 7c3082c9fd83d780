"""The list of tags, and the page that changes one: first what would change, then the change."""

from django import forms
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from taggit.models import Tag
from wagtail.admin import messages
from wagtail.admin.ui.tables import NumberColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from knowledge.doors import for_reviewers
from knowledge.models import PracticeTag

from . import tags
from .reports import OfficeReport

MERGE, RENAME, RETIRE = "polacz", "nazwij", "wycofaj"
TAKE_BACK = "curation_tags:take_back"


class TagsView(OfficeReport):
    """All tags with the number of pages that carry them; the index below says which."""

    page_title = gettext_lazy("Tagi")
    header_icon = "tag"
    index_url_name = "curation_tags:list"
    index_results_url_name = "curation_tags:list_results"
    export_filename = "tagi"
    default_ordering = "name"
    text_columns = ("name",)
    is_searchable = True
    search_fields = ["name", "slug"]
    search_backend_name = None
    explanation = gettext_lazy("Otwórz tag, żeby zmienić nazwę, połączyć z innym albo wycofać.")
    columns = [
        TitleColumn(
            "name", label=gettext_lazy("Tag"), sort_key="name", url_name="curation_tags:one"
        ),
        NumberColumn("practices", label=gettext_lazy("Praktyk"), sort_key="practices"),
    ]
    list_export = ["name", "slug", "practices"]
    export_headings = {
        "name": gettext_lazy("Tag"),
        "slug": gettext_lazy("Adres"),
        "practices": gettext_lazy("Praktyk"),
    }

    @property
    def header_buttons(self):
        address = reverse("curation_tags:changes")
        return [HeaderButton(_("Zmiany tagów"), url=address, icon_name="undo")]

    def get_base_queryset(self):
        practices = PracticeTag._meta.get_field("tag").related_query_name()
        return Tag.objects.annotate(practices=Count(practices, distinct=True))


class TagForm(forms.Form):
    """What is to become of a tag."""

    action = forms.ChoiceField(
        label=gettext_lazy("Co zrobić"),
        choices=[
            (RENAME, gettext_lazy("zmienić nazwę")),
            (MERGE, gettext_lazy("połączyć z innym tagiem")),
            (RETIRE, gettext_lazy("wycofać")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=gettext_lazy("Nazwa"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Nowa nazwa albo nazwa tagu, z którym połączyć."),
    )

    def clean(self):
        cleaned = super().clean()
        action, name = cleaned.get("action"), cleaned.get("name")
        if action in (RENAME, MERGE) and not name:
            self.add_error("name", _("Wpisz nazwę."))
        elif action == MERGE:
            cleaned["into"] = Tag.objects.filter(name__iexact=name).first()
            if cleaned["into"] is None:
                self.add_error("name", _("Nie ma takiego tagu. Możesz zmienić nazwę."))
        return cleaned


@method_decorator(for_reviewers, name="dispatch")
class TagView(WagtailAdminTemplateMixin, FormView):
    """One tag: what carries it, and a change that is shown before it is made."""

    template_name = "curation/tag.html"
    form_class = TagForm
    header_icon = "tag"
    _show_breadcrumbs = True

    def setup(self, request, pk):
        super().setup(request)
        self.tag = get_object_or_404(Tag, pk=pk)

    def get_page_title(self):
        return self.tag.name

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("curation_tags:list"), "label": TagsView.page_title},
            {"url": "", "label": self.tag.name},
        ]

    def get_context_data(self, **kwargs):
        return {
            "tag": self.tag,
            "uses": tags.uses(self.tag),
            **super().get_context_data(**kwargs),
        }

    def form_valid(self, form):
        if "confirmed" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, plan=self.plan(form)))
        try:
            change = self.change(form.cleaned_data)
        except tags.CannotChange as error:
            form.add_error("name", str(error))
            return self.form_invalid(form)
        buttons = change and [
            messages.button(reverse(TAKE_BACK, args=[change.pk]), _("Cofnij zmianę"))
        ]
        messages.success(self.request, _("Gotowe. Wyszukiwarka już to wie."), buttons=buttons)
        return redirect("curation_tags:list")

    def plan(self, form):
        """The change in words."""
        cleaned, old = form.cleaned_data, self.tag.name
        if cleaned["action"] == RETIRE:
            return _("Tag „%(old)s” zniknie z tych stron:") % {"old": old}
        if cleaned["action"] == MERGE:
            names = {"old": old, "new": cleaned["into"].name}
            return _("Zamiast „%(old)s” będzie „%(new)s” na tych stronach:") % names
        names = {"old": old, "new": cleaned["name"]}
        return _("Tag „%(old)s” będzie się nazywał „%(new)s” na tych stronach:") % names

    def change(self, cleaned):
        """Do it; what can be taken back, if anything."""
        if cleaned["action"] == MERGE:
            return tags.merge(self.tag, cleaned["into"], self.request.user)
        if cleaned["action"] == RETIRE:
            return tags.retire(self.tag, self.request.user)
        return tags.rename(self.tag, cleaned["name"], self.request.user)
