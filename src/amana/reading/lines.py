"""Lines of a text or Markdown document: where each stands, and which mark it begins with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

_BULLET: Final = re.compile(r"[•▪◦●○■□–—\-*+·‣⁃➢➤✓✔]\s{1,8}(?=\S)")
_NUMBER: Final = re.compile(
    r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,4}|[اأإبتثجحخدهـوزطي]{1,2})[.)\]\-–:]{1,2}"
    r"\s{1,8}(?=\S)|\d{1,3}(?:\.\d{1,3}){1,3}\s{1,8}(?=\S)"
    r"|(?:(?:ال)?(?:[أا]ول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)(?:\u064b?[اةى]\u064b?)?"
    r"(?:\sعشر(?:\u064b?[اة]?\u064b?)?)?"
    r"|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth)"
    r"(?:ly)?|(?:[Ss]ection|[Aa]rticle|[Pp]art|المادة|البند|الفقرة|القسم)\s(?:\d{1,3}|\(\d{1,3}\)))"
    r"\s?[:.)\-–]\s{1,8}(?=\S)",
)
_HASHES: Final = re.compile(r"(#{1,6})\s{1,8}(?=\S)")
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,120})\1:?")
_QUOTE: Final = re.compile(r"(?:>\s{0,3}){1,8}")
_DELIMITER: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
"""The line under the names of a table's columns."""
_HAS_WORD: Final = re.compile(r"[^\W_]")
_EDGES: Final = " \t\u00a0\u200b-\u200f\ufeff\u202a-\u202e\u2066-\u2069"
_LEFT: Final = re.compile(rf"[\s{_EDGES}]*")


class Mark(StrEnum):
    """What a line begins with."""

    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"
    HASHES = "hashes"
    BOLD = "bold"
    ROW = "row"
    UNDERLINED = "underlined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds a word. ``start`` to ``end`` is its text without the mark."""

    start: int
    end: int
    mark: Mark
    level: int
    """Of a heading, 1 to 6; of an item, the columns that it is indented by."""
    after_blank: bool
    width: int
    """Of the whole line, in characters."""
    alone: bool = False
    """Whether a symbol parts it from the next line, as a rule across the page does."""
    header: bool = False
    """Whether it is a row that names the columns under it."""


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines that hold a word, with their marks; numbers stay part of the text."""
    found: list[Line] = []
    blank = True
    for start, raw in _raw_lines(text):
        if not _HAS_WORD.search(raw):
            if found and found[-1].mark is Mark.ROW and _DELIMITER.fullmatch(raw.strip()):
                found[-1] = replace(found[-1], header=True)
            underline = _underlines(raw) and found and not blank
            if underline and found[-1].mark in (Mark.NONE, Mark.NUMBER):
                found[-1] = _underlined(found[-1], raw)
            blank = True
            continue
        found.append(_line(raw, start, after_blank=blank))
        blank = False
    return tuple(found)


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with where it starts."""
    start = 0
    for raw in text.splitlines(keepends=True):
        yield start, raw
        start += len(raw)


def _underlines(raw: str) -> bool:
    """Tell whether a line without words underlines the one above."""
    plain = raw.strip()
    return len(plain) >= 2 and set(plain) in ({"="}, {"-"})  # noqa: PLR2004 - one is a bullet


def _underlined(line: Line, raw: str) -> Line:
    """Turn the line above an underline into a heading."""
    level = 1 if "=" in raw else 2
    return Line(
        start=line.start,
        end=line.end,
        mark=Mark.UNDERLINED,
        level=level,
        after_blank=line.after_blank,
        width=line.width,
    )


def _line(raw: str, start: int, *, after_blank: bool) -> Line:
    """Find the mark of one line, and its text."""
    stripped = raw.rstrip()
    left = _LEFT.match(stripped)
    indent = left.end() if left else 0
    quote = _QUOTE.match(stripped, indent)
    at = quote.end() if quote else indent
    mark, level, begin, end = _mark(stripped, at, indent)
    return Line(
        start=start + begin,
        end=start + end,
        mark=mark,
        level=level,
        after_blank=after_blank,
        width=len(stripped),
    )


def _mark(line: str, at: int, indent: int) -> tuple[Mark, int, int, int]:
    """Return mark, level, and the span of the text in the line."""
    if hashes := _HASHES.match(line, at):
        end = len(line.rstrip("# \t"))
        return Mark.HASHES, len(hashes[1]), hashes.end(), max(end, hashes.end() + 1)
    if bold := _BOLD.fullmatch(line, at):
        return Mark.BOLD, 3, bold.start(2), bold.end(2)
    if bullet := _BULLET.match(line, at):
        return Mark.BULLET, indent, bullet.end(), len(line)
    if _NUMBER.match(line, at):
        return Mark.NUMBER, indent, at, len(line)
    if line.startswith("|", at) and line.count("|") > 1:
        return Mark.ROW, indent, *_inside_pipes(line, at)
    return Mark.NONE, indent, at, len(line)


def _inside_pipes(line: str, at: int) -> tuple[int, int]:
    """Return the span of a table row between its outer pipes; an empty first cell keeps its bar."""
    begin = at + 1
    while line[begin] in " \t":
        begin += 1
    return begin, len(line.rstrip("| \t"))
