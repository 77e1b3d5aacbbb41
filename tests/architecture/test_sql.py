"""SQL stands in files of its own, where it is reviewed as SQL."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

import amana
from amana.storage.migrate import DATA, KEYS, Phase, migrations

SOURCE = Path(amana.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
STATEMENT = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|WITH\s+\S+\s+AS\s*\()",
    re.DOTALL,
)
NAMES_THINGS = re.compile(r"\s*(create|alter|drop|grant|revoke|set|comment)\s", re.IGNORECASE)
NAMED_THING = re.compile(r"\{\w+\}")
COMMENT = re.compile(r"--.*")
# `%%s` is a letter of the database's own format(), not a value.
POSITIONAL = re.compile(r"(?<!%)(?:%%)*%s")
QUERY_FILES = sorted((SOURCE / "storage" / "queries").glob("*.sql"))


def test_no_query_stands_in_python() -> None:
    """What reads or changes rows is text in a ``.sql`` file, never glued together."""
    assert not [
        f"{module.relative_to(SOURCE)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if STATEMENT.match(node.value)
    ]


def test_a_query_binds_its_values() -> None:
    """Values are bound by name; only a statement about the database itself names things."""
    for file in QUERY_FILES:
        statements = COMMENT.sub("", file.read_text(encoding="utf-8")).split(";")
        assert not [s for s in statements if POSITIONAL.search(s)], file.name
        named = [s for s in statements if NAMED_THING.search(s) and not NAMES_THINGS.match(s)]
        assert not named, file.name


RELEASED: tuple[int, ...] = (90, 122, 140)
"""The number of the last migration of each release, in order; those above are of the next one."""


@pytest.mark.parametrize("folder", [DATA, KEYS])
def test_in_one_release_all_before_the_code_precedes_what_comes_after_it(folder: str) -> None:
    """Else `migrate --before` would take its own release for one that was passed over."""
    edges = (0, *RELEASED, max(each.number for each in migrations(folder)))
    for low, high in pairwise(edges):
        phases = [each.phase for each in migrations(folder) if low < each.number <= high]
        assert phases == sorted(phases, key=lambda phase: phase is Phase.AFTER)
