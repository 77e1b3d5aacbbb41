"""Documents with what a careful reader takes each passage for.

Two forms are read: those of ``bench/reading/aside`` (a TOML file a document, written by someone who
does not write rules), and those of ``tests/documents`` (marks inside the document).
"""

import html
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal
from amana.domain.promises import KINDS
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.reading import read
from amana.reading.language import language_of

WRITERS: Final = "learn_"
"""What the files begin with that hold policies to learn from: then the hand, then the policy."""
LISTED: Final = ("data", "purposes", "recipients", "who", "channel")
SINGLE: Final = ("source", "period")
_GAP: Final = 40
"""Letters that may stand between two passages: numbers and what counts items."""
_COUNTED: Final = re.compile(
    r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,4}|[أ-ي])[.)\]:-]\s*"
)
_TAG: Final = re.compile(r"\[\[([a-z/-]+)\]\]")
_SHORT: Final = {"h": HEADING_KIND, "n": NO_KIND}
_ALL_KINDS: Final = frozenset({*KINDS, HEADING_KIND, NO_KIND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage and what it is; ``slots`` is ``None`` where nobody has said."""

    text: str
    kinds: tuple[str, ...]
    main: frozenset[str]
    """Kinds that are right as the main one."""
    negated: bool = False
    slots: Mapping[str, frozenset[str]] | None = None

    def __post_init__(self) -> None:
        """Refuse a kind that there is none of: it would count as an error of the program."""
        unknown = {*self.kinds, *self.main} - _ALL_KINDS
        if unknown or not self.kinds:
            msg = f"unknown kinds {sorted(unknown)} of: {self.text[:60]}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as a file holds it, and its passages in order."""

    name: str
    data: bytes
    language: Language
    passages: tuple[Passage, ...]
    author: str = "tests"
    """Whose hand wrote and labelled it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A passage and the proposal that holds its first letter."""

    passage: Passage
    proposal: Proposal
    language: Language = field(default=ENGLISH)


def aside(folder: Path) -> list[Document]:
    """Return the documents of a folder of TOML files, in the order of their names."""
    return [_from_toml(path) for path in sorted(folder.glob("*.toml"))]


def _from_toml(path: Path) -> Document:
    """Read one document in the form of ``bench/reading/aside``."""
    said = tomllib.loads(path.read_text("utf-8"))
    passages = tuple(_passage(row) for row in said["passage"])
    data = str(said["document"]).encode()
    return Document(
        name=said["name"],
        data=data,
        language=said["language"],
        passages=passages,
        author="_".join(path.stem.split("_")[:2]) if path.stem.startswith(WRITERS) else path.stem,
    )


def _passage(row: Mapping[str, Any]) -> Passage:
    """Read one passage."""
    kinds = tuple(row["kinds"])
    slots = {name: frozenset(row.get(name, ())) for name in LISTED}
    slots |= {name: frozenset({row[name]} if name in row else ()) for name in SINGLE}
    return Passage(
        text=row["text"],
        kinds=kinds,
        main=frozenset({kinds[0], *row.get("or", ())}),
        negated=bool(row.get("negated", False)),
        slots=slots,
    )


def marked(folder: Path) -> list[Document]:
    """Return the documents of a folder in the form of ``tests/documents``."""
    return [_from_marks(path) for path in sorted(folder.iterdir())]


def _from_marks(path: Path) -> Document:
    """Take the marks out of a document."""
    parts = _TAG.split(path.read_text("utf-8"))
    passages = []
    for label, words in zip(parts[1::2], parts[2::2], strict=True):
        if label != "x":
            kinds = tuple(_SHORT.get(kind.strip("-"), kind.strip("-")) for kind in label.split("/"))
            text = _seen(words) if path.suffix == ".html" else words
            negated = "never-" in label or label.endswith("-")
            passages.append(
                Passage(text=text, kinds=kinds[:1], main=frozenset(kinds), negated=negated)
            )
    language = ARABIC if ".ar" in path.name else ENGLISH
    data = "".join(parts[0::2]).encode()
    return Document(name=path.name, data=data, language=language, passages=tuple(passages))


def _seen(markup: str) -> str:
    """Return what a reader of a page sees."""
    without_style = re.sub(r"<style.*?</style>", "", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", without_style))


def letters(text: str) -> str:
    """Return the letters and digits of a text: what places are counted in."""
    return "".join(char for char in text if char.isalnum())


def pairs(document: Document) -> Iterator[Pair]:
    """Yield each passage with the proposal that holds its first letter."""
    proposals = read(document.data, name=document.name).proposals
    places = [n for n, proposal in enumerate(proposals) for _ in letters(proposal.text)]
    for passage, (start, _) in zip(document.passages, _placed(document, proposals), strict=True):
        if letters(passage.text) and start < len(places):
            language = language_of(passage.text, otherwise=document.language)
            yield Pair(passage=passage, proposal=proposals[places[start]], language=language)


def _placed(document: Document, proposals: Sequence[Proposal]) -> list[tuple[int, int]]:
    """Return where each passage stands, in letters; numbers of items stand between them."""
    whole = "".join(letters(proposal.text) for proposal in proposals)
    found, at = [], 0
    for passage in document.passages:
        words = letters(passage.text)
        start = whole.find(words, at, at + len(words) + _GAP)
        start = at if start < 0 else start
        at = start + len(words)
        found.append((start, at))
    return found


def split_counts(document: Document) -> tuple[int, int, int]:
    """Return how many spans are in both, how many were read, and how many are right."""
    proposals = read(document.data, name=document.name).proposals
    read_spans, at = set(), 0
    for proposal in proposals:
        end = at + len(letters(proposal.text))
        counted = _COUNTED.match(proposal.text)
        start = at + (len(letters(counted.group())) if counted else 0)
        read_spans.add((start, end))
        read_spans.add((at, end))
        at = end
    right = {span for span in _placed(document, proposals) if span[1] > span[0]}
    return len(read_spans & right), len(proposals), len(right)
