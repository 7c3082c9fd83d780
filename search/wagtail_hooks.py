"""What the secretariat sees of search in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .synonyms import Synonym


class SynonymViewSet(SnippetViewSet):
    """Groups of synonyms, found by any of their words."""

    model = Synonym
    icon = "pick"
    list_display = ["__str__", BooleanColumn("active", label=_("Używana")), "note"]
    list_filter = ["active"]
    search_fields = ["words", "note"]
    search_backend_name = None  # an ordinary look into two columns
    list_per_page = 50


register_snippet(SynonymViewSet)
