"""Run the tests and hold the coverage: ``python tools/coverage_gate.py --pytest ARGUMENTS``.

Every line and every branch of ``amana.domain`` is run by a test. Elsewhere the files that are
not there yet stand in ``tools/not_covered_yet.txt``; a file that is not in the list must be run
wholly too. The list only ever shrinks: with ``--strict``, a file in it that is wholly run (or
gone) fails as well. ``--write`` makes the list anew, for a maintainer's eyes.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from coverage import CoverageData

ROOT: Final = Path(__file__).parents[1]
LIST: Final = ROOT / "tools" / "not_covered_yet.txt"
HEAD: Final = (
    "# Files whose lines and branches are not all run by tests yet. This list only shrinks.\n"
)
OPTIONAL: Final = ("chromium", "mariadbd", "nginx", "caddy", "go")
POSTGRESQL: Final = Path("/usr/lib/postgresql")
"""Without them tests are skipped, and what only they run is not run."""
ALWAYS_WHOLE: Final = "src/amana/domain/"


def main(arguments: Sequence[str]) -> int:
    """Run the tests if asked to, then compare; the tests' own failure comes first."""
    if "--pytest" in arguments:
        after = list(arguments[list(arguments).index("--pytest") + 1 :])
        failed = _tests(after)
        if failed:
            return failed
    incomplete = _incomplete()
    if "--write" in arguments:
        elsewhere = [file for file in incomplete if not file.startswith(ALWAYS_WHOLE)]
        LIST.write_text(HEAD + "".join(f"{file}\n" for file in elsewhere), encoding="utf-8")
    here = all(map(shutil.which, OPTIONAL)) and POSTGRESQL.is_dir()
    if not here:
        _say("coverage: optional parts are missing here, so that only the domain is held")
    return verdict(incomplete, _listed(), strict="--strict" in arguments, whole_machine=here)


def _tests(arguments: Sequence[str]) -> int:
    """Run pytest and count what it runs, in its worker processes too."""
    _coverage("erase")
    ran = _coverage("run", "-m", "pytest", *arguments)
    _coverage("combine", "--quiet")
    touch_all(ROOT, ROOT / ".coverage")
    return ran


def touch_all(root: Path, counted: Path) -> None:
    """Add the files that no process imported, once: they are not run, and in no process's count."""
    data = CoverageData(str(counted))
    data.read()
    if data.measured_files():
        sources = (root / "src" / "amana").rglob("*.py")
        data.touch_files(sorted(str(path.relative_to(root)) for path in sources))
    data.close()


def _coverage(*arguments: str) -> int:
    command = [sys.executable, "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own tools


def _incomplete() -> dict[str, str]:
    """Return the files that are not wholly run, each with what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        if _coverage("json", "--quiet", "-o", str(report)) != 0:
            raise SystemExit(2)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    missing = {
        str(name): f"lines {found['missing_lines']}, branches {found['missing_branches']}"
        for name, found in files.items()
        if found["missing_lines"] or found["missing_branches"]
    }
    return dict(sorted(missing.items()))


def _listed() -> set[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else []
    return {line for line in lines if line and not line.startswith("#")}


def verdict(
    incomplete: dict[str, str], listed: set[str], *, strict: bool, whole_machine: bool = True
) -> int:
    """Say what breaks the gate, and return 1 if anything does."""
    forbidden = sorted(file for file in listed if file.startswith(ALWAYS_WHOLE))
    new = {
        file: what
        for file, what in incomplete.items()
        if file not in listed and (whole_machine or file.startswith(ALWAYS_WHOLE))
    }
    done = sorted(listed - set(incomplete))
    for file in forbidden:
        _say(f"coverage: {file} may not stand in the list")
    for file, what in new.items():
        _say(f"coverage: {file} is not wholly run: {what}")
    for file in done if strict else ():
        _say(f"coverage: {file} is wholly run or gone: strike it off the list")
    _say(f"coverage: {len(incomplete)} files not wholly run, {len(listed)} listed")
    return 1 if forbidden or new or (strict and done) else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - a program for the terminal


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
