"""Lists that are taken out: nothing that somebody wrote becomes a formula."""

import pytest
from django.urls import reverse
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from knowledge.spreadsheets import HarmlessExport, harmless
from pimsite import urls
from search.extraction.models import AttachmentText

from .editing import make_file
from .factories import make_user

OURS = ("knowledge", "networks", "search", "pimsite")


def views(above):
    """Every view of ours that writes tables."""
    for view in above.__subclasses__():
        if view.__module__.split(".")[0] in OURS:
            yield view
        yield from views(view)


def test_every_list_of_ours_is_taken_out_without_formulas():
    assert urls.urlpatterns, "all views are known by now"
    found = set(views(SpreadsheetExportMixin))
    assert len(found) > 10
    assert {view for view in found if not issubclass(view, HarmlessExport)} == set()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_formula_becomes_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.django_db
def test_name_of_a_file_starts_no_formula(client):
    client.force_login(make_user("szef", is_superuser=True))
    file = make_file("=1+1")
    AttachmentText.objects.get_or_create(document=file)
    table = client.get(reverse("attachment_report"), {"export": "csv"}).getvalue().decode()
    assert "\n'=1+1," in table
