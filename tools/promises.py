"""Count the promises that passing tests prove: ``python tools/promises.py RESULTS.xml ...``.

The results are pytest's own (``--junit-xml``), as ``make test`` and ``make test-slow`` write them.
Each row of ``tools/promises.txt`` wants a passing test at Amana's doors, and where a person sees
it, one in a browser too. Rows that lack one are named, and the program ends with 1, also where a
test was skipped since some part is not installed: then it says which, and why.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

ROWS: Final = Path(__file__).with_name("promises.txt")
API: Final = "api"
BROWSER: Final = "browser"
_INSIDE: Final = ("tests.unit.", "tests.properties.", "tests.integration.", "tests.architecture.")
"""Tests that call what lies behind the doors."""
_FAILED: Final = ("failure", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What passing tests prove, by the door at which they look."""

    api: frozenset[str]
    browser: frozenset[str]
    skipped: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By row and door: why a test that looks there was skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    """A test of a row that did not fail."""

    row: str
    door: str
    skipped: str | None
    """Why; ``None`` where it passed."""


def wanted(path: Path = ROWS) -> Mapping[str, str]:
    """Return each row with what it wants. Raises ``ValueError`` for a line that says neither."""
    rows: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            row, _, door = line.partition(" ")
            if door not in {API, BROWSER} or row in rows:
                msg = f"{path.name}: {line}"
                raise ValueError(msg)
            rows[row] = door
    return rows


def proven(files: Sequence[Path]) -> Proven:
    """Read what passed. A test is a browser's where its marker says so."""
    found = [each for file in files for each in _not_failed(file)]
    passed = [(it.row, it.door) for it in found if it.skipped is None]
    return Proven(
        api=frozenset(row for row, door in passed if door == API),
        browser=frozenset(row for row, door in passed if door == BROWSER),
        skipped={(it.row, it.door): it.skipped for it in found if it.skipped is not None},
    )


def _at_doors(case: Element) -> bool:
    """Tell whether a test asks from outside: over HTTP, by a command, or through an example."""
    return not str(case.get("classname", "")).startswith(_INSIDE)


def _not_failed(file: Path) -> Iterator[_Test]:
    """Return the rows of each test that passed or was skipped, by the door at which it looks."""
    for case in parse(file).iter("testcase"):
        if any(case.find(name) is not None for name in _FAILED) or not _at_doors(case):
            continue
        said = [(each.get("name"), each.get("value")) for each in case.iter("property")]
        door = BROWSER if (BROWSER, "yes") in said else API
        left_out = case.find("skipped")
        why = None if left_out is None else str(left_out.get("message"))
        for name, value in said:
            if name == "promise" and value:
                yield _Test(row=value, door=door, skipped=why)


def lacking(rows: Mapping[str, str], seen: Proven) -> tuple[list[str], list[str]]:
    """Return the rows without a test at the doors, and those without one in a browser."""
    return (
        [row for row in rows if row not in seen.api],
        [row for row, door in rows.items() if door == BROWSER and row not in seen.browser],
    )


def _left_out(missing: Sequence[str], door: str, seen: Proven) -> Mapping[str, list[str]]:
    """Return why tests of missing rows were skipped, each with its rows."""
    found = defaultdict[str, list[str]](list)
    for row in missing:
        why = seen.skipped.get((row, door))
        if why is not None:
            found[why].append(row)
    return found


def main(arguments: Sequence[str]) -> int:
    """Say how many rows are proven, name the others, and return 1 if there are any."""
    files = [Path(each) for each in arguments]
    if not files or not all(file.is_file() for file in files):
        _say("promises: needs result files of pytest: run `make test` first")
        return 2
    rows, seen = wanted(), proven(files)
    by_api, by_browser = lacking(rows, seen)
    in_browser = sum(door == BROWSER for door in rows.values())
    _say(f"promises: {len(rows) - len(by_api)} of {len(rows)} with a passing test")
    _say(f"promises: {in_browser - len(by_browser)} of {in_browser} with a passing browser test")
    for name, door, missing in (
        ("a test", API, by_api),
        ("a browser test", BROWSER, by_browser),
    ):
        if missing:
            _say(f"promises: without {name}: {' '.join(missing)}")
        for why, rows_of in _left_out(missing, door, seen).items():
            _say(f"promises: skipped ({why}): {name} of {' '.join(rows_of)}")
    return 1 if by_api or by_browser else 0


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a program for the terminal


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
