"""Count the examples' reports: ``python tools/examples_report.py [--write] RESULTS.xml ...``.

The results are pytest's own (``--junit-xml``). At the end of its story each example's tests note
how every promise stands, and each test that breaks one on purpose says which, and what finds it
(``tests/conftest.py``). Of tests that passed alone. ``--write`` puts the counts into
``examples/README.md``; without it they are printed. Ends with 1 where an example has no report.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from defusedxml.ElementTree import parse

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "examples" / "README.md"
EXAMPLES: Final = ("services_app", "ordering", "store", "classifieds", "scheduling")
BEGINS: Final = "<!-- counted by `make examples-report` from here -->"
ENDS: Final = "<!-- to here -->"
LEVELS: Final = ("enforced", "observed", "attested")
_NOT_PASSED: Final = ("failure", "error", "skipped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the tests of one example noted."""

    states: Mapping[str, Mapping[str, Any]]
    """By promise: ``state``, ``level``, and ``why`` it is unproven."""
    broken: Sequence[Mapping[str, Any]]
    """Each sabotage: ``what``, which promises it ``breaks``, ``found_by`` what, and ``found``."""


def noted(files: Sequence[Path]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Read the notes of all tests; a sabotage is found where its test passed."""
    for file in files:
        for case in parse(file).iter("testcase"):
            passed = all(case.find(name) is None for name in _NOT_PASSED)
            for each in case.iter("property"):
                name, value = each.get("name"), each.get("value")
                if value and name == "sabotage":
                    yield name, {**json.loads(value), "found": passed}
                elif value and name == "stands" and passed:
                    yield name, json.loads(value)


def counted(files: Sequence[Path]) -> dict[str, Counted]:
    """Return what was noted, by example."""
    states: dict[str, dict[str, Mapping[str, Any]]] = {name: {} for name in EXAMPLES}
    broken: dict[str, dict[str, Mapping[str, Any]]] = {name: {} for name in EXAMPLES}
    for kind, it in noted(files):
        if kind == "stands":
            states[it["example"]][it["promise"]] = it
        else:
            broken[it["example"]][it["what"]] = it
    return {
        name: Counted(states=states[name], broken=tuple(broken[name].values())) for name in EXAMPLES
    }


def table(seen: Mapping[str, Counted]) -> str:
    """Return the counts as a part of a page."""
    told = {name: it for name, it in seen.items() if it.states}
    broken = {name: it for name, it in seen.items() if it.broken}
    lacking = sorted(set(seen) - (set(told) & set(broken)))
    said = [f"Not counted in whole, for their tests did not pass: {', '.join(lacking)}.", ""]
    shown = (*(said if lacking else ()), *_after_stories(told), "", *_after_sabotage(broken))
    return "\n".join((BEGINS, "", *shown, "", ENDS))


def _after_stories(seen: Mapping[str, Counted]) -> Iterator[str]:
    yield "### After the stories"
    yield ""
    levels = " | ".join(f"kept, {level}" for level in LEVELS)
    yield f"| example | promises | {levels} | due | stated | unproven | broken |"
    yield "|---|" + "--:|" * 8
    for name, it in seen.items():
        kept = Counter(each["level"] for each in it.states.values() if each["state"] == "kept")
        state = Counter(each["state"] for each in it.states.values())
        counts = [len(it.states), *(kept[level] for level in LEVELS)]
        counts += [state[each] for each in ("due", "stated", "unproven", "broken")]
        yield f"| {name} | " + " | ".join(map(str, counts)) + " |"
    yield ""
    yield "Unproven, and why:"
    yield ""
    for name, it in seen.items():
        reasons: dict[str, list[str]] = {}
        for promise, each in it.states.items():
            if each["state"] == "unproven":
                reasons.setdefault(each["why"], []).append(promise)
        for why, promises in reasons.items():
            yield f"- {name}, {', '.join(sorted(promises))}: {why}."


def _after_sabotage(seen: Mapping[str, Counted]) -> Iterator[str]:
    yield "### After the sabotage"
    yield ""
    yield "| example | broken on purpose | found | promises that it broke |"
    yield "|---|--:|--:|---|"
    for name, it in seen.items():
        broken = sorted({promise for each in it.broken for promise in each["breaks"]})
        found = sum(each["found"] for each in it.broken)
        yield f"| {name} | {len(it.broken)} | {found} | {', '.join(broken)} |"
    yield ""
    yield "| example | what was done behind Amana's back | promises | found by |"
    yield "|---|---|---|---|"
    for name, it in seen.items():
        for each in sorted(it.broken, key=lambda one: str(one["what"])):
            by = each["found_by"] if each["found"] else "**nothing**"
            yield f"| {name} | {each['what']} | {', '.join(each['breaks'])} | {by} |"


def main(arguments: Sequence[str]) -> int:
    """Print or write the counts; return 1 where an example told no story or was not broken."""
    files = [Path(each) for each in arguments if each != "--write"]
    if not files or not all(file.is_file() for file in files):
        _say("examples-report: needs result files of pytest: run `make test` first")
        return 2
    seen = counted(files)
    lacking = [name for name, it in seen.items() if not it.states or not it.broken]
    if "--write" in arguments:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.partition(BEGINS)[0], page.partition(ENDS)[2]
        PAGE.write_text(f"{before}{table(seen)}{after}", encoding="utf-8")
    else:
        _say(table(seen))
    if lacking:
        _say(f"examples-report: no whole report of {' '.join(lacking)}")
    return 1 if lacking else 0


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a program for the terminal


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
