"""The admin speaks Polish where Wagtail's own catalogue does not."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page, get_page_models

from knowledge.models import PracticePage
from knowledge.rows import RowsPanel
from tests.editing import make_file, make_picture, standing_team, team
from tests.factories import make_network, make_theme

__all__ = ["standing_team", "team"]  # fixtures


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


PAGE_MODELS = [model for model in get_page_models() if model is not Page]


def inlines(panel):
    """Panels with rows, those within rows too."""
    if isinstance(panel, InlinePanel):
        yield panel
        panel = panel.child_edit_handler
    for child in getattr(panel, "children", ()):
        yield from inlines(child)


@pytest.mark.parametrize("model", PAGE_MODELS, ids=lambda model: model.__name__)
def test_buttons_that_add_rows_use_the_accusative(model):
    changed = {"członek", "koordynator", "uczestnik"}
    for panel in inlines(model.get_edit_handler()):
        if str(panel.label).endswith("a") or panel.label in changed:
            assert isinstance(panel, RowsPanel), panel.label


@pytest.mark.django_db
def test_button_says_what_it_adds(client, team):
    client.force_login(team[1]["sekretariat"])
    page = client.get(reverse("wagtailadmin_pages:edit", args=[make_network().pk])).text
    assert "Dodaj praktykę" in page
    assert "Dodaj członka" in page
    assert 'id="id_practice_links-ADD"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "people:index",
        "history:report",
        "wagtailadmin_explore_root",
        "wagtailimages:index",
        "wagtaildocs:index",
        "wagtailsnippets_knowledge_theme:list",
    ],
)
def test_lists_count_in_words_that_need_no_inflection(client, team, name):
    make_theme("climate", "Klimat"), make_picture(), make_file()
    client.force_login(team[1]["sekretariat"])
    page = client.get(reverse(name), follow=True).text
    assert re.search(r"Razem: [1-9]", page)


def test_phrases_of_wagtail_agree_with_their_numbers():
    def pages(number):
        return ngettext("1 page", "%(counter)s pages", number) % {"counter": number}

    assert [pages(number) for number in (1, 2, 5, 22)] == [
        "1 strona",
        "2 strony",
        "5 stron",
        "22 strony",
    ]
