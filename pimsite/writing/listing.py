"""A city's list of practices, each with where it is: the end of the line above its form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet

from knowledge.models import PracticePage
from knowledge.spreadsheets import HarmlessExport

from .course import places


class PlaceColumn(Column):
    """The last step of a practice's course."""

    cell_template_name = "writing/place_cell.html"

    def get_value(self, page):
        return page.place


class PlacesMixin(HarmlessExport):
    """Finds out where all rows of a list are, at once."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        found = places(context["object_list"])
        for page in context["object_list"]:
            page.place = found[page.pk]
        return context


class PracticesView(PlacesMixin, ExplorableIndexView):
    """Wagtail's list with the dates of the review; without the type, always the same."""

    base_columns = [
        *(column for column in ExplorableIndexView.base_columns if column.name != "type"),
        PlaceColumn("place", label=_("Gdzie jest")),
    ]


class PracticesOfTypeView(PlacesMixin, ContentTypeUseView):
    """All practices, among the page types; its columns are those above."""


class PracticesViewSet(PageViewSet):
    """Wherever pages below a city are listed."""

    model = PracticePage
    index_view_class = PracticesView
    content_type_use_view_class = PracticesOfTypeView
