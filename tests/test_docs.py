"""README and the architecture page stay true."""

import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[1]


def test_every_make_target_is_in_the_readme():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.M)
    readme = (ROOT / "README.md").read_text()
    assert targets
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_every_environment_variable_is_documented():
    settings = "".join(path.read_text() for path in (ROOT / "pimsite/settings").glob("*.py"))
    names = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    text = (ROOT / "docs/operations.md").read_text()
    assert names
    assert [name for name in sorted(names) if name not in text] == []


def test_every_page_type_is_in_the_page_tree():
    text = (ROOT / "docs/architecture.md").read_text()
    pages = [
        model.__name__
        for model in apps.get_models()
        if model.__name__.endswith("Page") and model.__module__.split(".")[0] != "wagtail"
    ]
    assert len(pages) > 10
    assert [name for name in pages if name not in text] == []


def test_handbook_shows_every_picture_that_was_taken():
    shown = set(re.findall(r"\(pictures/([\w-]+)\.png\)", (ROOT / "docs/editors.md").read_text()))
    taken = {path.stem for path in (ROOT / "docs/pictures").glob("*.png")}
    assert shown == taken
    assert len(taken) > 8
