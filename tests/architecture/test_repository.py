"""What is kept in the repository belongs to the project, and to no machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BINARY = {".png", ".jpg", ".ico", ".woff2", ".gz", ".bin"}
PATH_OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:root|home/[a-z]\w*|Users/[A-Z]\w*)/")
THIS_CHECKOUT = re.compile(rf"{re.escape(str(ROOT))}(?!\w)")
FOREIGN_INDEX = re.compile(r"registry = \"https?://(?!pypi\.org/simple)")


def _kept() -> list[Path]:
    """Return the files under version control, or all files of a source archive."""
    run = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git of the path
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if run.returncode != 0:
        return [f for f in ROOT.rglob("*") if f.is_file() and ".venv" not in f.parts]
    return [ROOT / name for name in run.stdout.decode("utf-8").split("\0") if name]


KEPT = sorted(file for file in _kept() if file.is_file())
TEXTS = [file for file in KEPT if file.suffix not in BINARY and file != Path(__file__).resolve()]


@pytest.mark.parametrize("file", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_names_no_path_of_a_machine(file: Path) -> None:
    """The project runs wherever it is put."""
    text = file.read_text(encoding="utf-8", errors="replace")
    assert not PATH_OF_A_MACHINE.findall(text)
    assert not THIS_CHECKOUT.findall(text)
    assert not FOREIGN_INDEX.findall(text)


def test_nothing_large_is_kept() -> None:
    """A repository that everyone can fetch: no file above two megabytes."""
    assert not [str(f.relative_to(ROOT)) for f in KEPT if f.stat().st_size > 2_000_000]


TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("module", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_test_is_named_for_what_holds(module: Path) -> None:
    """A name is words, at least three of them, and holds no address, number or person."""
    text = module.read_text(encoding="utf-8")
    names = re.findall(r"^\s*def (test_\w+)", text, re.MULTILINE)
    assert names
    assert not [name for name in names if name.count("_") < 3 or re.search(r"\d{6}", name)]
