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
    assert "skipped (not here): a test of W4\n" in said
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


CASE = """<testcase classname="tests.http.y"><properties>
<property name="promise" value="{row}"/>{browser}</properties>{came}</testcase>"""
AT_BROWSER = '<property name="browser" value="yes"/>'
SKIPPED = '<skipped message="Chromium is not installed"/>'


def _file(folder: Path, name: str, *cases: str) -> Path:
    """Write a result file of these cases."""
    path = folder / f"tests-{name}.xml"
    path.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>", "utf-8")
    return path


def _everything(count: ModuleType, *, browser: str = "") -> list[str]:
    """Return a case at the doors for every row, and one in a browser where it is wanted."""
    made = [CASE.format(row=row, browser="", came="") for row in count.wanted()]
    rows = [row for row, door in count.wanted().items() if door == "browser"]
    return made + [CASE.format(row=row, browser=AT_BROWSER, came=browser) for row in rows]


def test_the_run_passes_where_every_row_is_proven_in_some_file(
    count: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One story's file may prove what another one skipped."""
    whole, last = _everything(count)[:-1], _everything(count)[-1]
    skips = [each.replace("</testcase>", f"{SKIPPED}</testcase>") for each in whole]
    files = [_file(tmp_path, "slow", *skips), _file(tmp_path, "store", *whole)]
    assert count.main([str(each) for each in files]) == 1
    files.append(_file(tmp_path, "system", last))
    capsys.readouterr()
    assert count.main([str(each) for each in files]) == 0
    assert "without" not in capsys.readouterr().out


def test_a_browser_that_is_not_here_fails_the_run_and_is_named(
    count: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no browser saw is not proven; why nobody looked is said, and of a failure it is not."""
    file = _file(tmp_path, "all", *_everything(count, browser=SKIPPED))
    assert count.main([str(file)]) == 1
    said = capsys.readouterr().out
    assert "116 of 116 with a passing test" in said
    assert "skipped (Chromium is not installed): a browser test of W1 " in said
    file = _file(tmp_path, "all", *_everything(count, browser="<failure/>"))
    assert count.main([str(file)]) == 1
    said = capsys.readouterr().out
    assert "without a browser test: W1 " in said
    assert "skipped" not in said


def test_the_full_run_ends_with_the_count() -> None:
    """After all that writes a result file, and with its exit code."""
    run = (TOOL.parents[1] / ".ci" / "run").read_text(encoding="utf-8")
    lines = [line for line in run.splitlines() if line.startswith("make ")]
    assert lines[-1].startswith("make promises ")
    assert all(line.endswith("|| status=$?") for line in lines)
    assert len(lines) == 4
