"""Polish typography and the frame around every page."""

import pytest
from django.utils.safestring import SafeString, mark_safe

from pimsite.templatetags.facets import folded
from pimsite.templatetags.typography import sierotki, thousands
from search.facets import Choice, Facet

from .factories import make_call_index, make_text, make_user


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rower w mieście", "Rower w~mieście"),
        ("i o tym, i w tym", "i~o~tym, i~w~tym"),
        ("W Łodzi", "W~Łodzi"),
        ("krew i pot", "krew i~pot"),
        ("nad Wisłą", "nad Wisłą"),
        ("12 mln zł", "12~mln zł"),
        ("64 % mniej", "64~% mniej"),
        ("z dnia 4 kwietnia 2019 r.", "z~dnia 4~kwietnia 2019~r."),
        ("12 miast", "12 miast"),
        ("a < b", "a &lt; b"),
    ],
)
def test_lonely_words_stay_with_the_next(text, expected):
    assert sierotki(text) == expected.replace("~", "\xa0")


def test_markup_is_left_alone():
    html = mark_safe('<a href="/w lesie/" title="a b">w <b>lesie</b></a>')
    assert sierotki(html) == '<a href="/w lesie/" title="a b">w\xa0<b>lesie</b></a>'


def test_what_is_not_safe_is_escaped():
    text = sierotki("<script>i nic</script>")
    assert isinstance(text, SafeString)
    assert text == "&lt;script&gt;i\xa0nic&lt;/script&gt;"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (1500, "1\xa0500"), (None, "")]
)
def test_thousands_are_parted(number, text):
    assert thousands(number) == text


def facet(counts, chosen=()):
    return Facet("woj", "", [Choice(name, name, n, name in chosen) for name, n in counts.items()])


def test_short_filter_is_shown_whole():
    assert folded(facet(dict.fromkeys("abcdefgh", 0)))["folded"] == []


def test_long_filter_shows_the_fullest_and_the_chosen_in_their_order():
    counts = dict(zip("abcdefghij", [0, 9, 8, 7, 6, 5, 4, 0, 0, 0], strict=True))
    parts = folded(facet(counts, chosen="j"))
    assert [choice.value for choice in parts["shown"]] == [*"bcdefg", "j"]
    assert [choice.value for choice in parts["folded"]] == [*"ahi"]


@pytest.mark.django_db
def test_menu_holds_what_exists_and_marks_the_section(client):
    index = make_call_index()
    index.show_in_menus = True
    index.save_revision().publish()
    html = client.get(index.url).text
    assert f'<a href="{index.url}" aria-current="true">Nabory</a>' in html
    assert '<a href="/praktyki/">Praktyki</a>' in html
    assert "Zapytaj miasta" not in html


@pytest.mark.django_db
def test_visitor_signs_in_and_editor_enters_the_panel(client):
    page = make_text()
    assert "Zaloguj się" in client.get(page.url).text
    client.force_login(make_user())
    html = client.get(page.url).text
    assert '<a href="/cms/"' in html
    assert ">Zaloguj się<" not in html
