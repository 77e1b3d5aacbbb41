"""The shape of the tree is a promise too."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    module
    for folder in ("src", "tests", "examples", "bench", "tools")
    for module in (ROOT / folder).rglob("*.py")
    if ".venv" not in module.parts
)
LONGEST_MODULE = 400
NAMES_THAT_SAY_NOTHING = frozenset(
    [
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "misc",
        "core",
        "base",
        "manager",
        "handler",
        "shared",
        "stuff",
    ]
)


def _name(module: Path) -> str:
    return str(module.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_a_module_is_short_enough_to_read_at_once(module: Path) -> None:
    """Who opens a file can read all of it: beyond 400 lines it wants to be two."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_a_module_is_named_for_what_it_holds(module: Path) -> None:
    """No drawer for odds and ends."""
    assert not NAMES_THAT_SAY_NOTHING & set(module.relative_to(ROOT).with_suffix("").parts)


def test_no_package_lies_among_the_tests() -> None:
    """Test modules are found by path, so that names may repeat and none imports another."""
    assert not list((ROOT / "tests").rglob("__init__.py"))
