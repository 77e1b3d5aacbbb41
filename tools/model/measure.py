"""Measure how well policies are read: ``make measure-reading DATA=folder``.

Writes ``bench/results/reading.json``: F1 on the shared corpora by folds; F1 of kinds and slots,
splitting, negation and calibration on documents labelled by hand; and pages a second.
"""

import argparse
import json
import platform
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from tools.model.corpora import TESTS
from tools.model.documents import (
    LISTED,
    SINGLE,
    Document,
    Pair,
    Passage,
    aside,
    marked,
    pairs,
    split_counts,
)
from tools.model.folds import on_folds

from amana.domain.policy.proposal import HEADING_KIND, Proposal
from amana.domain.words import LANGUAGES, Language
from amana.reading import read

HERE: Final = Path(__file__).parents[2]
RESULTS: Final = HERE / "bench/results/reading.json"
_PAGE: Final = 2_000
_BINS: Final = 5
_ROUNDS: Final = 5
_WEEKS: Final = re.compile(r"P(\d+)W")
_HOURS: Final = re.compile(r"PT(\d+)H")


def f1(right: int, found: int, wanted: int) -> float:
    """Return the F1 of so many right among those found and those wanted; 1 where none is."""
    return round(2 * right / (found + wanted), 4) if found + wanted else 1.0


def kinds(rows: Sequence[Pair]) -> dict[str, Any]:
    """Return F1 over the sets of kinds of what is no heading, and how often the main one fits."""
    tallies: dict[str, Counter[str]] = {}
    for row in rows:
        found, wanted = set(row.proposal.kinds), set(row.passage.kinds)
        if row.proposal.kinds[0] in row.passage.main:
            wanted |= {row.proposal.kinds[0]}
            wanted -= row.passage.main - {row.proposal.kinds[0]} - set(row.passage.kinds[1:])
        for kind in found | wanted:
            tally = tallies.setdefault(kind, Counter())
            tally.update(right=kind in found & wanted, found=kind in found, wanted=kind in wanted)
    by_kind = {
        kind: f1(tally["right"], tally["found"], tally["wanted"])
        for kind, tally in sorted(tallies.items())
    }
    total = sum(tallies.values(), Counter())
    wanted_kinds = [kind for kind, tally in tallies.items() if tally["wanted"]]
    macro = sum(by_kind[kind] for kind in wanted_kinds)
    main = sum(row.proposal.kinds[0] in row.passage.main for row in rows)
    return {
        "passages": len(rows),
        "micro_f1": f1(total["right"], total["found"], total["wanted"]),
        "macro_f1": round(macro / max(1, len(wanted_kinds)), 4),
        "main_right": round(main / max(1, len(rows)), 4),
        "by_kind": by_kind,
        "counts": {kind: dict(sorted(tally.items())) for kind, tally in sorted(tallies.items())},
    }


def slots(rows: Iterable[Pair]) -> dict[str, Any]:
    """Return F1 over the values of all slots, by slot and together; empty where nobody said.

    ``counts`` says by slot how many values are right, found and wanted: words that are too broad
    are found and not right, words that lack are wanted and not found.
    """
    tallies: dict[str, Counter[str]] = {}
    for row in rows:
        if row.passage.slots is None:
            continue
        for name in (*LISTED, *SINGLE):
            found, wanted = _values(row.proposal, name), row.passage.slots[name]
            if name == "period":
                found, wanted = _as_long(found), _as_long(wanted)
            tally = tallies.setdefault(name, Counter())
            tally.update(right=len(found & wanted), found=len(found), wanted=len(wanted))
    if not tallies:
        return {}
    total = sum(tallies.values(), Counter())
    each = {name: f1(t["right"], t["found"], t["wanted"]) for name, t in tallies.items()}
    return {
        "micro_f1": f1(total["right"], total["found"], total["wanted"]),
        "by_slot": each,
        "counts": {name: dict(sorted(tally.items())) for name, tally in tallies.items()},
    }


def _values(proposal: Proposal, name: str) -> frozenset[str]:
    """Return the values of one slot."""
    value = getattr(proposal.slots, name)
    if isinstance(value, tuple):
        return frozenset(value)
    return frozenset() if value is None else frozenset({value})


def _as_long(values: frozenset[str]) -> frozenset[str]:
    """Return lengths in days where they are whole weeks or days: *P2W* is as long as *P14D*."""
    return frozenset(map(_in_days, values))


def _in_days(value: str) -> str:
    """Return one length so."""
    weeks, hours = _WEEKS.fullmatch(value), _HOURS.fullmatch(value)
    if weeks:
        return f"P{7 * int(weeks[1])}D"
    return f"P{int(hours[1]) // 24}D" if hours and int(hours[1]) % 24 == 0 else value


def negation(rows: Iterable[Pair]) -> dict[str, Any]:
    """Return how many of the negated are found so, and how many others are taken for such."""
    counted = Counter((row.passage.negated, row.proposal.slots.negated) for row in rows)
    negated = counted[True, True] + counted[True, False]
    return {
        "negated": negated,
        "found": counted[True, True],
        "taken_wrongly": counted[False, True],
        "right": round(counted[True, True] / negated, 4) if negated else None,
    }


def calibration(rows: Sequence[Pair]) -> dict[str, Any]:
    """Return the expected calibration error of the main kind's confidence, and its bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for row in rows:
        sure = row.proposal.confidence
        right = row.proposal.kinds[0] in row.passage.main
        bins[min(_BINS - 1, int(sure * _BINS))].append((sure, right))
    error, listed = 0.0, []
    for each in bins:
        if each:
            sure = sum(chance for chance, _ in each) / len(each)
            right_share = sum(right for _, right in each) / len(each)
            error += abs(sure - right_share) * len(each) / max(1, len(rows))
            listed.append({"n": len(each), "said": round(sure, 3), "right": round(right_share, 3)})
    return {"expected_error": round(error, 4), "bins": listed}


def on_documents(documents: Sequence[Document]) -> dict[str, Any]:
    """Return every figure on labelled documents, by language."""
    found: dict[str, Any] = {"documents": len(documents)}
    if not documents:
        return found
    everything = [pair for document in documents for pair in pairs(document)]
    for language in LANGUAGES:
        rows = [pair for pair in everything if _counts(pair.passage) and pair.language == language]
        found[language] = {
            **kinds(rows),
            "slots": slots(rows),
            "negation": negation(rows),
            "calibration": calibration(rows),
        }
    counted = [split_counts(document) for document in documents]
    right, read_spans, wanted = (sum(each[n] for each in counted) for n in range(3))
    found["splitting_f1"] = f1(right, read_spans, wanted)
    return found


def _counts(passage: Passage) -> bool:
    """Tell whether a passage counts: headings do not, they would flatter."""
    return HEADING_KIND not in passage.kinds


def speed(documents: Sequence[Document]) -> dict[str, Any]:
    """Return pages of 2,000 characters a second of processor time, once all is loaded."""
    pages = sum(len(document.data.decode()) for document in documents) / _PAGE
    best = 0.0
    for _ in range(_ROUNDS):
        begin = time.process_time()
        for document in documents:
            read(document.data, name=document.name)
        best = max(best, pages / (time.process_time() - begin))
    return {"pages_a_second": round(best), "pages": round(pages, 1)}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of shared corpora")
    parser.add_argument("--skip-folds", action="store_true", help="keep the last figures on folds")
    given = parser.parse_args()
    languages: tuple[Language, ...] = () if given.skip_folds else LANGUAGES
    known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    figures = {
        "command": "make measure-reading DATA=folder",
        "machine": {"python": platform.python_version(), "processor": platform.machine()},
        "folds": {
            **known.get("folds", {}),
            **{each: on_folds(given.data, each) for each in languages},
        },
        "documents_in_view": on_documents(marked(TESTS / "documents/seen")),
        "documents_not_in_view": on_documents(marked(TESTS / "documents/aside")),
        "aside": on_documents(aside(HERE / "bench/reading/aside")),
        "aside_by_guide": on_documents(aside(HERE / "bench/reading/by_guide")),
        "speed": speed(marked(TESTS / "documents/seen")),
    }
    RESULTS.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(RESULTS.read_text("utf-8"))


if __name__ == "__main__":
    main()
