"""The shape of the tree is a promise too."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    module
    for folder in ("src", "tests", "examples", "bench", "tools")
    for module in (ROOT / folder).rglob("*.py")
    if ".venv" not in module.parts
)
LONGEST_MODULE = 400
NAMED_BY_DJANGO = ROOT / "examples" / "scheduling" / "scheduling" / "cipher" / "base.py"
"""Django looks for a database backend under this name."""
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


def test_a_module_is_short_enough_to_read_at_once() -> None:
    """Who opens a file can read all of it: beyond 400 lines it wants to be two."""
    lines = {_name(it): len(it.read_text(encoding="utf-8").splitlines()) for it in MODULES}
    assert not {name: count for name, count in lines.items() if count > LONGEST_MODULE}


def test_a_module_is_named_for_what_it_holds() -> None:
    """No drawer for odds and ends."""
    ours = [it for it in MODULES if it != NAMED_BY_DJANGO]
    parts = {_name(it): set(it.relative_to(ROOT).with_suffix("").parts) for it in ours}
    assert not [name for name, words in parts.items() if NAMES_THAT_SAY_NOTHING & words]


def test_no_package_lies_among_the_tests() -> None:
    """Test modules are found by path, so that names may repeat and none imports another."""
    assert not list((ROOT / "tests").rglob("__init__.py"))
