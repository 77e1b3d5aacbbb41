"""The counted report of the examples: made from results, and still about what is there."""

import ast
import importlib.util
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from xml.sax.saxutils import quoteattr

import pytest

from amana.cli.policy_file import open_policy

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "examples_report.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Load the program."""
    spec = importlib.util.spec_from_file_location("examples_report", TOOL)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up by name.
    sys.modules["examples_report"] = made
    spec.loader.exec_module(made)
    return made


def _case(*notes: tuple[str, Mapping[str, object]], failed: bool = False) -> str:
    said = "".join(
        f'<property name="{name}" value={quoteattr(json.dumps(it))}/>' for name, it in notes
    )
    fault = "<failure/>" if failed else ""
    return f"<testcase><properties>{said}</properties>{fault}</testcase>"


def _stands(promise: str, state: str, level: str | None = None, why: str = "") -> str:
    note = {"example": "store", "promise": promise, "state": state, "level": level, "why": why}
    return _case(("stands", note))


def _broken(what: str, *, failed: bool = False) -> str:
    note = {"example": "store", "what": what, "breaks": ["M1"], "found_by": "a look"}
    return _case(("sabotage", note), failed=failed)


def test_states_and_sabotage_are_counted_from_results(tool: ModuleType, tmp_path: Path) -> None:
    """By level; what its test did not see found, is said to be found by nothing."""
    cases = [
        _stands("M1", "kept", "enforced"),
        _stands("M2", "kept", "attested"),
        _stands("M3", "unproven", why="nobody looked"),
        _broken("a bit changed"),
        _broken("a record written", failed=True),
    ]
    (tmp_path / "results.xml").write_text(f"<testsuite>{''.join(cases)}</testsuite>", "utf-8")
    text = tool.table(tool.counted([tmp_path / "results.xml"]))
    assert "| store | 3 | 1 | 0 | 1 | 0 | 0 | 1 | 0 |" in text
    assert "- store, M3: nobody looked." in text
    assert "| store | 2 | 1 | M1 |" in text
    assert "| store | a record written | M1 | **nothing** |" in text
    assert tool.main([str(tmp_path / "results.xml")]) == 1, "four examples have no report"
    assert tool.main([]) == 2


@pytest.fixture(scope="module")
def rows(tool: ModuleType) -> list[list[str]]:
    """Return the cells of each row of the part that is counted."""
    page = tool.PAGE.read_text(encoding="utf-8")
    part = page.partition(tool.BEGINS)[2].partition(tool.ENDS)[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_report_speaks_of_each_promise_of_each_example(
    tool: ModuleType, rows: list[list[str]]
) -> None:
    """As many as its policy has; none is broken, and each that is unproven has its reason."""
    page = tool.PAGE.read_text(encoding="utf-8")
    for name in _counted(tool, 9, rows):
        policy = open_policy(ROOT / "examples" / name / "policy.yaml").policy
        (counts,) = [list(map(int, row[1:])) for row in rows if row[0] == name and len(row) == 9]
        assert counts[0] == sum(counts[1:]) == len(policy.promises), name
        assert counts[-1] == 0, name
        reasons = re.findall(rf"^- {name}, ([^:]+): .", page, re.MULTILINE)
        named = [promise for each in reasons for promise in each.split(", ")]
        assert len(named) == counts[-2], name
        assert set(named) <= set(policy.promises), name


def test_the_report_speaks_of_each_sabotage(tool: ModuleType, rows: list[list[str]]) -> None:
    """Of those that the tests have now, and of no other; each was found."""
    for name in _counted(tool, 4, rows):
        assert {row[1] for row in rows if row[0] == name and _tells(row)} == set(_sabotage(name))
        (told,) = [row for row in rows if row[0] == name and len(row) == 4 and row[1].isdigit()]
        assert int(told[1]) == int(told[2]) == len(set(_sabotage(name))), name


def _counted(tool: ModuleType, cells: int, rows: list[list[str]]) -> set[str]:
    """Return the examples of a table; the page says which are not counted in whole."""
    page = tool.PAGE.read_text(encoding="utf-8")
    there = {row[0] for row in rows if len(row) == cells} & set(tool.EXAMPLES)
    (said,) = re.findall(r"^Not counted in whole, [^:]+: (.+)\.$", page, re.MULTILINE) or [""]
    assert there | set(said.split(", ")) >= set(tool.EXAMPLES)
    return there


def _tells(row: list[str]) -> bool:
    return len(row) == 4 and not row[1].isdigit()


def _sabotage(example: str) -> Iterator[str]:
    """Read what each test of an example breaks on purpose."""
    for path in sorted((ROOT / "tests" / "examples" / example).glob("test_*.py")):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(each, ast.Call)
                and isinstance(each.func, ast.Attribute)
                and each.func.attr == "sabotage"
            ):
                yield str(ast.literal_eval(each.args[0]))
