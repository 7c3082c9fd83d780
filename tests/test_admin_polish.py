"""The admin speaks Polish where Wagtail's own catalogue does not."""

import pytest
from django.urls import reverse
from wagtail.admin.panels import FieldPanel

from knowledge.models import PracticePage


@pytest.mark.django_db
def test_signing_in_is_in_polish(client):
    page = client.get(reverse("wagtailadmin_login"), follow=True).content.decode()
    assert "Hasło" in page
    assert not [word for word in ("Password", "Sign in", "Wagtaila") if word in page]


def leaves(panel):
    children = getattr(panel, "children", None)
    if children is None:
        yield panel
    for child in children or ():
        yield from leaves(child)


def test_each_field_of_a_practice_has_an_example():
    content, *_rest = PracticePage.get_edit_handler().children
    fields = [panel for panel in leaves(content) if isinstance(panel, FieldPanel)]
    silent = [
        panel.field_name
        for panel in fields
        if "np." not in f"{panel.help_text} {panel.db_field.help_text}".lower()
    ]
    assert len(fields) > 20
    assert silent == ["summary_en", "body"], "a digest and free material need none"


@pytest.mark.django_db
def test_autosave_speaks_polish(client):
    assert "Changes have been autosaved." in client.get("/cms/jsi18n/").content.decode()
