"""Count the promises that passing tests prove: ``python tools/promises.py RESULTS.xml ...``.

The results are pytest's own (``--junit-xml``), as ``make test`` and ``make test-slow`` write them.
Each row of ``tools/promises.txt`` wants a passing test at Amana's doors, and where a person sees
it, one in a browser too. Rows that lack one are named, and the program ends with 1.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

ROWS: Final = Path(__file__).with_name("promises.txt")
API: Final = "api"
BROWSER: Final = "browser"
_INSIDE: Final = ("tests.unit.", "tests.properties.", "tests.integration.", "tests.architecture.")
"""Tests that call what lies behind the doors."""
_NOT_PASSED: Final = ("failure", "error", "skipped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What passing tests prove, by the door at which they look."""

    api: frozenset[str]
    browser: frozenset[str]


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
    found = [each for file in files for each in _passed(file)]
    return Proven(
        api=frozenset(row for row, browser in found if not browser),
        browser=frozenset(row for row, browser in found if browser),
    )


def _at_doors(case: Element) -> bool:
    """Tell whether a test asks from outside: over HTTP, by a command, or through an example."""
    return not str(case.get("classname", "")).startswith(_INSIDE)


def _passed(file: Path) -> Iterator[tuple[str, bool]]:
    """Return the rows of each test that passed, and whether it looked in a browser."""
    for case in parse(file).iter("testcase"):
        if any(case.find(name) is not None for name in _NOT_PASSED):
            continue
        if not _at_doors(case):
            continue
        said = [(each.get("name"), each.get("value")) for each in case.iter("property")]
        browser = (BROWSER, "yes") in said
        for name, value in said:
            if name == "promise" and value:
                yield value, browser


def lacking(rows: Mapping[str, str], seen: Proven) -> tuple[list[str], list[str]]:
    """Return the rows without a test at the doors, and those without one in a browser."""
    return (
        [row for row in rows if row not in seen.api],
        [row for row, door in rows.items() if door == BROWSER and row not in seen.browser],
    )


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
    for name, missing in (("a test", by_api), ("a browser test", by_browser)):
        if missing:
            _say(f"promises: without {name}: {' '.join(missing)}")
    return 1 if by_api or by_browser else 0


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a program for the terminal


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
