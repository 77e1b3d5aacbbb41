"""The count of proven promises: from pytest's own results, and never from a test that failed."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "promises.py"
TESTS = """
import pytest

@pytest.mark.promise("W1", "W2")
def test_that_looks_at_a_door(): pass

@pytest.mark.browser
@pytest.mark.promise("W1")
def test_that_looks_in_a_browser(): pass

@pytest.mark.promise("W3")
def test_that_fails_proves_nothing(): assert False

@pytest.mark.promise("W4")
@pytest.mark.skip(reason="not here")
def test_that_is_skipped_proves_nothing(): pass
"""


@pytest.fixture(scope="module")
def count() -> ModuleType:
    """Load the program."""
    spec = importlib.util.spec_from_file_location("promises", TOOL)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up by name.
    sys.modules["promises"] = made
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a few tests under the conftest of this repository, and return what pytest wrote."""
    folder = tmp_path_factory.mktemp("results")
    (folder / "test_few.py").write_text(TESTS, encoding="utf-8")
    root = TOOL.parents[1]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    command += ["-c", str(root / "pyproject.toml"), "-p", "tests.conftest", f"--rootdir={root}"]
    command += [f"--junit-xml={folder / 'results.xml'}", str(folder / "test_few.py")]
    subprocess.run(command, cwd=root, capture_output=True, check=False)
    return folder / "results.xml"


def test_only_tests_that_passed_count(count: ModuleType, results: Path) -> None:
    """By the door at which each looks."""
    seen = count.proven([results])
    assert seen.api == {"W1", "W2"}
    assert seen.browser == {"W1"}


def test_what_lacks_is_named(
    count: ModuleType, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the count fails; where everything is proven it passes."""
    rows = {"W1": "browser", "W2": "browser", "W4": "api"}
    assert count.lacking(rows, count.proven([results])) == (["W4"], ["W2"])
    assert count.main([str(results)]) == 1
    said = capsys.readouterr().out
    assert "2 of 116 with a passing test" in said
    assert "without a test: W3 W4" in said
    assert count.main([str(results.with_name("none.xml"))]) == 2


def test_every_row_wants_a_test(count: ModuleType, tmp_path: Path) -> None:
    """A line that says nothing of a door, and a row said twice, are refused."""
    assert len(count.wanted()) == 116
    for text in ("W1\n", "W1 api\nW1 browser\n"):
        (tmp_path / "rows.txt").write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match="W1"):
            count.wanted(tmp_path / "rows.txt")


def test_a_test_behind_the_doors_proves_nothing_at_them(count: ModuleType, tmp_path: Path) -> None:
    """What a row promises is promised to who stands outside."""
    said = '<properties><property name="promise" value="{}"/></properties>'
    case = f'<testcase classname="{{}}">{said}</testcase>'
    inside, outside = case.format("tests.integration.x", "W1"), case.format("tests.http.y", "W2")
    cases = inside + outside
    (tmp_path / "results.xml").write_text(f"<testsuite>{cases}</testsuite>", encoding="utf-8")
    assert count.proven([tmp_path / "results.xml"]).api == {"W2"}
