"""The sentences to learn from: shared corpora that stay outside, and our own words.

The shared folder holds ``saudi/clauses.csv`` (label, text) and ``appsi139/sentences.jsonl``; its
labels are broader than our kinds. A row is given the kind among those that its label allows for
which the word rules find most; where they find nothing, the first.
"""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tools.model.documents import Pair, aside, marked, pairs

from amana.domain.policy.proposal import HEADING_KIND, Proposal, Role
from amana.domain.words import ARABIC, ENGLISH, LANGUAGES, Language
from amana.reading.document import as_judged
from amana.reading.features import Features
from amana.reading.kinds.rules import word_rules

HERE: Final = Path(__file__).parent
TESTS: Final = HERE.parents[1] / "tests"
SAUDI: Final[Mapping[str, tuple[str, ...]]] = {
    "1": ("change", "accept"),
    "2": ("collect", "use", "cookie"),
    "3": ("retain",),
    "4": ("protect", "only"),
    "5": ("share", "only", "never"),
    "6": ("right", "choice"),
    "7": ("message", "choice", "cookie", "use"),
    "9": ("scope", "protect"),
    "10": ("contact", "children", "scope"),
}
"""Label 8 is a template on misuse in most rows, and teaches nothing on breaches."""
APPSI: Final[Mapping[str, tuple[str, ...]]] = {
    "First Party Collection": ("collect", "cookie"),
    "Usage": ("use", "message", "cookie"),
    "Third Party Sharing": ("share", "only", "never", "publish", "scope"),
    "Data Retention": ("retain", "locate"),
    "Data Security": ("protect", "only", "breach", "locate"),
    "Edit/Control": ("right", "choice", "message", "verify"),
    "Contact Information": ("contact",),
    "Policy Change": ("change", "accept"),
    "Specific Audiences": ("children", "law", "right", "scope"),
    "Permission Acquisition": ("choice", "collect"),
}
_LONGEST: Final = 6_000
_IN_CONTEXT: Final = 4.0
_IN_LINES: Final = 3.0
_MAPPED: Final[Mapping[Language, float]] = {ARABIC: 1.0, ENGLISH: 0.5}
"""The English corpus has broad labels and many rows: at half weight other hands are read better."""
_EVERY: Final = 3
"""Of the English rows every third is learned from: more changed nothing for other hands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text of a corpus, and its labels there."""

    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a model learns from: a piece, its kinds, and how much it counts."""

    piece: Features
    kinds: tuple[str, ...]
    weight: float
    author: str = "own"
    """Whose hand it is from, for measuring one hand by what the others taught."""
    document: str = ""
    """Which document it is a passage of; those of a document follow one another."""
    main: frozenset[str] = frozenset()
    """Kinds that are right as the main one, where it is a passage of a document."""
    slots: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Its values, where it is a passage of a document whose slots were labelled."""


def shown(text: str) -> Features:
    """Return what a text shows when it stands alone."""
    return as_judged(text[:_LONGEST], role=Role.SENTENCE, heading=None, lead_in=None)


def saudi(folder: Path) -> list[Row]:
    """Return the Arabic clauses, in the order of the file."""
    with (folder / "saudi/clauses.csv").open(encoding="utf-8", newline="") as file:
        return [Row(text=text, labels=(label,)) for label, text in csv.reader(file)]


def appsi(folder: Path) -> list[Row]:
    """Return the English sentences without the one label that a single row has."""
    rows = []
    for line in (folder / "appsi139/sentences.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        labels = tuple(label for label in row["labels"] if label in APPSI)
        if labels:
            rows.append(Row(text=row["text"], labels=labels))
    return rows


def examples(folder: Path, language: Language) -> list[Example]:
    """Return everything to learn from in one language."""
    shared = (saudi(folder), SAUDI) if language == ARABIC else (appsi(folder)[::_EVERY], APPSI)
    mapped = _mapped(*shared, weight=_MAPPED[language])
    return [*mapped, *own(language), *lines(language), *in_context(language)]


def in_context(language: Language) -> Iterator[Example]:
    """Yield the passages of whole documents, each with what stands above it there."""
    for document in (*aside(HERE / "written"), *marked(TESTS / "documents/seen")):
        for pair in pairs(document):
            if pair.language == language and is_promise(pair):
                piece = as_read(pair.proposal)
                kinds = pair.passage.kinds
                yield Example(
                    piece=piece,
                    kinds=kinds,
                    weight=_IN_CONTEXT,
                    author=document.author,
                    document=f"{document.author} {document.name}",
                    main=pair.passage.main,
                    slots=pair.passage.slots or {},
                )


def is_promise(pair: Pair) -> bool:
    """Tell whether a passage is no heading, neither to its reader nor to the program."""
    labelled = HEADING_KIND in {*pair.passage.kinds, *pair.passage.main}
    return not labelled and pair.proposal.role is not Role.HEADING


def as_read(proposal: Proposal) -> Features:
    """Return what a proposal's piece showed."""
    return as_judged(
        proposal.text, role=proposal.role, heading=proposal.heading, lead_in=proposal.lead_in
    )


def _mapped(
    rows: list[Row], kinds: Mapping[str, tuple[str, ...]], *, weight: float
) -> Iterator[Example]:
    """Give each row the kinds that its labels and the rules agree on."""
    for row in rows:
        allowed = [kinds[label] for label in row.labels if label in kinds]
        if allowed:
            piece = shown(row.text)
            found = word_rules().score(piece)
            odds = {kind: evidence.weight for kind, evidence in found.items()}
            best = [max(each, key=lambda kind: max(0.0, odds.get(kind, 0))) for each in allowed]
            yield Example(
                piece=piece, kinds=tuple(dict.fromkeys(best)), weight=weight, author="corpus"
            )


def own(language: Language) -> Iterator[Example]:
    """Yield the sentences in our own words: those beside this file, and those of the tests."""
    for path in sorted((HERE / "own").glob("*.toml")):
        listed = tomllib.loads(path.read_text("utf-8"))
        for line in listed.get(language, "").strip().splitlines():
            yield Example(piece=shown(line), kinds=(listed["kind"],), weight=3.0)
    for name in ("sentences", "services"):
        tables = tomllib.loads((TESTS / f"unit/reading/{name}.toml").read_text("utf-8"))
        for kind, lines in tables.get(language, {}).items():
            for line in lines:
                yield Example(piece=shown(line), kinds=(kind,), weight=3.0)


def lines(language: Language) -> Iterator[Example]:
    """Yield the passages of ``lines``: kinds joined by ``+``, a bar, and the passage.

    ``#`` begins a heading; ``>`` a lead-in, under which passages that begin with ``-`` are items.
    """
    for path in sorted((HERE / "lines").glob(f"{language}_*.txt")):
        heading = lead_in = None
        for line in filter(None, path.read_text("utf-8").splitlines()):
            if line.startswith("# "):
                heading, lead_in = line.removeprefix("# "), None
            elif line.startswith("> "):
                lead_in = line.removeprefix("> ")
            else:
                named, _, text = line.partition(" | ")
                item = text.startswith("- ")
                piece = as_judged(
                    text.removeprefix("- "),
                    role=Role.ITEM if item else Role.SENTENCE,
                    heading=heading,
                    lead_in=lead_in if item else None,
                )
                yield Example(piece=piece, kinds=tuple(named.split("+")), weight=_IN_LINES)


def counts() -> dict[Language, dict[str, int]]:
    """Return how many sentences in our own words each kind has, by language."""
    found: dict[Language, dict[str, int]] = {ARABIC: {}, ENGLISH: {}}
    for language in LANGUAGES:
        for example in own(language):
            (kind,) = example.kinds
            found[language][kind] = found[language].get(kind, 0) + 1
    return found
