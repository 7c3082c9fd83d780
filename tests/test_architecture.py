"""The house stays as it is drawn in docs/architecture.md."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ["knowledge", "networks", "search", "pimsite"]
MODULES = [
    path
    for package in ORDER
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def imported_packages(path):
    """Names of the top-level packages a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_packages_to_the_left(path):
    package = path.relative_to(ROOT).parts[0]
    to_the_right = [*ORDER[ORDER.index(package) + 1 :], "tests"]
    assert [name for name in imported_packages(path) if name in to_the_right] == []


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_module_fits_in_the_head(path):
    assert len(path.read_text().splitlines()) <= 300
