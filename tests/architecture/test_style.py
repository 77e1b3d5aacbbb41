"""The tools that read the code agree with it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = [f for f in ("src", "tests", "examples", "bench", "tools") if (ROOT / f).is_dir()]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment on the tree and return what it said."""
    tool = str(Path(sys.executable).with_name(command[0]))
    return subprocess.run(
        [tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet")],
    ids=["rules", "format"],
)
def test_ruff_finds_nothing(command: tuple[str, ...]) -> None:
    """Every rule of ruff holds, but the exceptions that carry their reason."""
    run = _run(*command, *FOLDERS)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.timeout(400)
def test_every_type_is_right() -> None:
    """The whole tree, tests included, is typed strictly."""
    run = _run("mypy", *(folder for folder in FOLDERS if any((ROOT / folder).rglob("*.py"))))
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_test_says_what_it_shows() -> None:
    """Each test, and each module of tests, has its sentence."""
    run = _run("interrogate", "-vv", "tests")
    assert run.returncode == 0, run.stdout
