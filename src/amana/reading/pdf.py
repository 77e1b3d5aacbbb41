"""The text of a PDF document: paragraphs and headings, without what repeats on every page.

The file is read by another process (:mod:`amana.reading.pdf_child`) within bounds; what comes back
are lines with their places and sizes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from amana.reading.blocks import Block, blocks
from amana.reading.bounded import ask
from amana.reading.errors import Scanned
from amana.reading.pdf_lines import PageLine
from amana.reading.titles import ends_sentence

_EDGE: Final = 2
"""Lines at the head and foot of a page among which a running one is looked for."""
_OFTEN: Final = 0.5
_LARGER: Final = 1.12
_APART: Final = 1.35
_INDENT: Final = 1.2
"""Of the usual size: what begins further in is an item."""
_SHORT: Final = 0.86
_LONGEST_HEADING: Final = 140
_NUMBER: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|صفحة|ص)\W*)?\d{1,4}(?:\s*(?:/|of|من|-)\s*\d{1,4})?\W*", re.IGNORECASE
)
_HYPHEN: Final = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_MARKED: Final = re.compile(r"(?:[•▪◦●○■□–\-*·‣⁃➢➤✓✔]|[(]?\w{1,3}[.)])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page's lines in order."""

    height: float
    lines: tuple[PageLine, ...]


def extract(data: bytes) -> tuple[str, tuple[Block, ...]]:
    """Return the document's text and its blocks.

    Raises ``Damaged``, ``Locked``, ``Endless`` or ``Scanned``.
    """
    pages = _without_running(list(_pages(data)))
    lines = [line for page in pages for line in page.lines]
    if not lines:
        raise Scanned(format="PDF")
    text = "\n\n".join(_paragraphs(lines))
    return text, blocks(text, markdown=False)


def _pages(data: bytes) -> Iterator[_Page]:
    """Yield the pages as the other process read them."""
    for row in ask("amana.reading.pdf_child", data, form="PDF"):
        names = ("text", "left", "right", "base", "size", "rtl")
        lines = (PageLine(**dict(zip(names, line, strict=True))) for line in row["lines"])
        yield _Page(height=row["height"], lines=tuple(lines))


def _without_running(pages: Sequence[_Page]) -> list[_Page]:
    """Leave out lines that stand at the head or foot of most pages, and page numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in _edges(page)})
    often = {shape for shape, count in seen.items() if count > max(1, _OFTEN * len(pages))}
    return [_without(page, often) for page in pages]


def _without(page: _Page, often: set[str]) -> _Page:
    """Return a page without its running lines."""
    edges = {id(line) for line in _edges(page)}
    kept = tuple(
        line
        for line in page.lines
        if id(line) not in edges
        or not (_shape(line.text) in often or _PAGE_NUMBER.fullmatch(line.text))
    )
    return _Page(height=page.height, lines=kept)


def _edges(page: _Page) -> list[PageLine]:
    """Return the highest and the lowest lines of a page."""
    ordered = sorted(page.lines, key=lambda line: -line.base)
    return ordered[:_EDGE] + ordered[-_EDGE:]


def _shape(text: str) -> str:
    """Return a line with each number as one mark: page numbers differ."""
    return _NUMBER.sub("#", text).casefold()


def _paragraphs(lines: Sequence[PageLine]) -> Iterator[str]:
    """Yield headings with their marks, and paragraphs each in one line."""
    usual = _usual_size(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    gap = _usual_gap(lines)
    group: list[PageLine] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, usual=usual, gap=gap, edges=(left, right)):
            yield _joined(group, usual, edges=(left, right))
            group = []
        group.append(line)
    yield _joined(group, usual, edges=(left, right))


def _usual_size(lines: Sequence[PageLine]) -> float:
    """Return the size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _usual_gap(lines: Sequence[PageLine]) -> float:
    """Return the usual distance of a line from the one before."""
    gaps = [
        before.base - line.base
        for before, line in pairwise(lines)
        if 0 < before.base - line.base < 3 * max(line.size, 1)
    ]
    return median(gaps) if gaps else 0.0


def _goes_on(
    before: PageLine, line: PageLine, *, usual: float, gap: float, edges: tuple[float, float]
) -> bool:
    """Tell whether a line continues the paragraph of the one before it."""
    if _is_large(before, usual) or _is_large(line, usual):
        return _is_large(before, usual) and abs(before.size - line.size) < 1 and _near(before, line)
    if _MARKED.match(line.text) or _PAGE_NUMBER.fullmatch(before.text):
        return False
    distance = before.base - line.base
    if distance > _APART * gap:
        return False
    if not ends_sentence(before.text) and (distance < 0 or line.text[:1].islower()):
        return True
    return distance > 0 and _is_full(before, edges)


def _near(before: PageLine, line: PageLine) -> bool:
    """Tell whether a line of a heading stands right under the one before."""
    return 0 < before.base - line.base < 2 * line.size


def _is_large(line: PageLine, usual: float) -> bool:
    """Tell whether a line is set larger than the text."""
    return line.size > _LARGER * usual


def _is_full(line: PageLine, edges: tuple[float, float]) -> bool:
    """Tell whether a line reaches so far that the next word had no room."""
    left, right = edges
    reached = (right - line.left) if line.rtl else (line.right - left)
    return reached > _SHORT * (right - left)


def _joined(group: Sequence[PageLine], usual: float, *, edges: tuple[float, float]) -> str:
    """Return a paragraph in one line, a heading with hashes, an item with a bullet.

    Words that were broken for width are whole again.
    """
    text = ""
    for line in group:
        if _HYPHEN.search(text) and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}".strip()
    if _is_large(group[0], usual) and len(text) <= _LONGEST_HEADING:
        return f"## {text}"
    return f"• {text}" if _is_indented(group, usual, edges) else text


def _is_indented(group: Sequence[PageLine], usual: float, edges: tuple[float, float]) -> bool:
    """Tell whether all lines begin further in than the text does: bullets may be drawings."""
    left, right = edges
    begins = min((right - line.right) if line.rtl else (line.left - left) for line in group)
    ends = min((line.left - left) if line.rtl else (right - line.right) for line in group)
    centred = abs(begins - ends) < usual
    return begins > _INDENT * usual and not centred and not _MARKED.match(group[0].text)
