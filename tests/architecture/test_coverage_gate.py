"""The gate on coverage refuses what it has to refuse."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from coverage import CoverageData

GATE = Path(__file__).parents[2] / "tools" / "coverage_gate.py"


@pytest.fixture
def gate() -> ModuleType:
    """Load the tool as a module."""
    spec = importlib.util.spec_from_file_location("coverage_gate", GATE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_file_that_is_not_listed_must_be_run_wholly(gate: ModuleType) -> None:
    """What is new is tested, or stands in the list by a person's hand."""
    assert gate.verdict({"src/amana/acts/new.py": "lines [3]"}, set(), strict=False) == 1
    listed = {"src/amana/acts/new.py"}
    assert gate.verdict({"src/amana/acts/new.py": "lines [3]"}, listed, strict=False) == 0


def test_the_domain_is_never_excused(gate: ModuleType) -> None:
    """No file of the domain may stand in the list."""
    assert gate.verdict({}, {"src/amana/domain/words.py"}, strict=False) == 1


def test_the_list_only_shrinks_when_asked_strictly(gate: ModuleType) -> None:
    """A file that has become whole is struck off."""
    assert gate.verdict({}, {"src/amana/acts/old.py"}, strict=True) == 1
    assert gate.verdict({}, {"src/amana/acts/old.py"}, strict=False) == 0


def test_whole_files_pass(gate: ModuleType) -> None:
    """Nothing missing, nothing listed: the gate is open."""
    assert gate.verdict({}, set(), strict=True) == 0


def test_a_file_that_nobody_imports_is_not_run(gate: ModuleType, tmp_path: Path) -> None:
    """It is in no process's count, and stands in the whole one all the same."""
    package = tmp_path / "src" / "amana"
    package.mkdir(parents=True)
    for name in ("run.py", "forgotten.py"):
        (package / name).write_text("ANSWER = 42\n", encoding="utf-8")
    counted = tmp_path / ".coverage"
    data = CoverageData(str(counted))
    data.add_arcs({"src/amana/run.py": [(-1, 1), (1, -1)]})
    data.close()
    gate.touch_all(tmp_path, counted)
    whole = CoverageData(str(counted))
    whole.read()
    assert whole.measured_files() == {"src/amana/run.py", "src/amana/forgotten.py"}
    assert whole.lines("src/amana/forgotten.py") == []
    assert whole.lines("src/amana/run.py") == [1]
    whole.close()
