"""Polish is the source language and has three plural forms; gettext takes two from the source.

The others stand in locale/pl, for every phrase of the templates and the code that counts.
"""

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import ngettext
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "locale/pl/LC_MESSAGES/django.po"


def plurals_of_templates():
    for path in (ROOT / "templates").rglob("*.html"):
        for call in re.findall(r"\bngettext\(.*?\) ", templatize(path.read_text())):
            singular, plural, _count = ast.parse(call.strip(), mode="eval").body.args
            yield singular.value, plural.value


def plurals_of_code():
    for package in ("knowledge", "networks", "search", "pimsite"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(getattr(node, "func", None), "id", "")
                if name.startswith("ngettext"):
                    yield node.args[0].value, node.args[1].value


PLURALS = sorted({*plurals_of_templates(), *plurals_of_code()})


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="pl")


@pytest.mark.parametrize(("singular", "plural"), PLURALS)
def test_phrase_that_counts_has_three_forms(catalogue, singular, plural):
    message = catalogue.get(singular)
    assert message is not None
    assert message.id == (singular, plural)
    assert len(message.string) == 3
    assert all(message.string)


def test_catalogue_has_nothing_that_is_not_used(catalogue):
    assert sorted(message.id for message in catalogue if message.id) == PLURALS


def test_compiled_catalogue_is_the_written_one(catalogue):
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in catalogue:
        if message.id:
            singular, plural = message.id
            spoken = [compiled.ngettext(singular, plural, number) for number in (1, 3, 5)]
            assert spoken == list(message.string)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "wynik"), (2, "wyniki"), (5, "wyników"), (12, "wyników"), (22, "wyniki"), (0, "wyników")],
)
def test_results_are_counted_in_polish(number, words):
    text = ngettext("%(counter)s wynik", "%(counter)s wyniki", number) % {"counter": number}
    assert text == f"{number} {words}"
