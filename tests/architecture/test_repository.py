"""What is kept in the repository belongs to the project, and to no machine."""

import re
import subprocess
from pathlib import Path

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


def test_no_file_names_a_path_of_a_machine() -> None:
    """The project runs wherever it is put."""
    found = {
        str(file.relative_to(ROOT)): [
            *PATH_OF_A_MACHINE.findall(text),
            *THIS_CHECKOUT.findall(text),
            *FOREIGN_INDEX.findall(text),
        ]
        for file in TEXTS
        for text in [file.read_text(encoding="utf-8", errors="replace")]
    }
    assert not {name: paths for name, paths in found.items() if paths}


def test_nothing_large_is_kept() -> None:
    """A repository that everyone can fetch: no file above two megabytes."""
    assert not [str(f.relative_to(ROOT)) for f in KEPT if f.stat().st_size > 2_000_000]


TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def test_a_test_is_named_for_what_holds() -> None:
    """A name is words, at least three of them, and holds no address, number or person."""
    named = {
        str(module.relative_to(ROOT)): re.findall(
            r"^\s*(?:async )?def (test_\w+)", module.read_text(encoding="utf-8"), re.MULTILINE
        )
        for module in TESTS
    }
    assert not [module for module, names in named.items() if not names]
    every = [name for names in named.values() for name in names]
    assert not [name for name in every if name.count("_") < 3 or re.search(r"\d{6}", name)]
