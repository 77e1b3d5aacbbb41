"""Headings, paragraphs and list items: what a document is made of before its sentences.

Plain text says by layout what Markdown says by marks, so both are read the same way: a short
line without a final stop that something follows is a heading; a line that was broken because
it was full goes on in the next one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from amana.domain.policy.proposal import Role
from amana.reading.lines import Line, Mark, lines
from amana.reading.titles import capitalised, ends_sentence, is_title

_WIDEST_WRAPPED: Final = 130
_FULL: Final = 0.8
_MOSTLY: Final = 0.5
_NEVER_FULL: Final = 10**9
_ITEMS: Final = frozenset({Mark.BULLET, Mark.NUMBER, Mark.ROW})
_HEADINGS: Final = frozenset({Mark.HASHES, Mark.BOLD, Mark.UNDERLINED})
_GOES_ON: Final = (",", "،")
_CELLS: Final = ("\t", " | ", " — ", " – ", "; ", "؛ ")
"""What parts the cells of a row that has no frame."""
_BROKEN_OFF: Final = (",", "،", ";", "؛", "-", "–", "—")
_FEWEST_MARKS: Final = 2
_FIRST_WORD: Final = re.compile(r"\S{1,60}")
_NUMBERING: Final = re.compile(
    r"(?:(?:Section|Article|Part|المادة|البند|الفقرة|القسم)\s)?\S{1,12}\s+"
)
_ORDERS: Final = (
    tuple("abcdefghijklmnopqrstuvwxyz"),
    tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    tuple("أبجدهوزحطي"),
    tuple("أبتثجحخدذر"),
)
"""What counts items beside numbers."""
_FILLED: Final = 72
"""Characters from which on a line may have been broken for its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph or list item: ``text[start:end]``, without its mark."""

    role: Role
    start: int
    end: int
    level: int = 0
    """Of a heading from 1; of an item its depth."""
    header: bool = False
    """Whether it is a row of a table that names its columns, by its mark-up."""


def blocks(text: str, *, markdown: bool) -> tuple[Block, ...]:
    """Return the blocks of a text in order; every word of it stands in exactly one."""
    grouped = _group(text, lines(text), markdown=markdown)
    return tuple(_block(text, grouped, index) for index in range(len(grouped)))


def _group(text: str, found: Sequence[Line], *, markdown: bool) -> list[list[Line]]:
    """Put lines together that were broken for width only."""
    widest = max((line.width for line in found), default=0)
    if not _is_wrapped(text, found, widest):
        widest = _NEVER_FULL
    groups: list[list[Line]] = []
    for line in found:
        if groups and _goes_on(text, groups[-1][-1], line, widest, markdown=markdown):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_wrapped(text: str, found: Sequence[Line], widest: int) -> bool:
    """Tell whether lines were broken for width: most that go on at once are full then."""
    pairs = [
        (before, line)
        for before, line in pairwise(found)
        if not line.after_blank and line.mark is before.mark is Mark.NONE
    ]
    full = sum(_was_full(text, before, line, widest) for before, line in pairs)
    return full > _MOSTLY * len(pairs)


def _goes_on(text: str, before: Line, line: Line, widest: int, *, markdown: bool) -> bool:
    """Tell whether a line continues the one before it."""
    if line.mark is not Mark.NONE or before.mark in _HEADINGS:
        return False
    first = text[line.start]
    broken_off = not ends_sentence(text[before.start : before.end])
    runs_on = broken_off and (
        (first.islower() and first.isascii() and 2 * before.width > line.width)
        or text[before.end - 1] in _GOES_ON
    )
    if _are_rows(text[before.start : before.end], text[line.start : line.end]):
        return False
    if line.after_blank:
        whole = text[before.start : before.end]
        return runs_on and before.mark is Mark.NONE and whole[-1] != ":" and not is_title(whole)
    if runs_on or markdown:
        return runs_on or not _ended_by_its_line(text, before, line)
    if not broken_off and 2 * line.width < widest and is_title(text[line.start : line.end]):
        return False
    return widest <= _WIDEST_WRAPPED and _was_full(text, before, line, widest)


def _ended_by_its_line(text: str, before: Line, line: Line) -> bool:
    """Tell whether an item or a numbered heading ends where its short line does.

    Markdown would let the next line go on in it; who writes so indents that line, or fills the
    one before.
    """
    if before.mark not in _ITEMS or before.width > _FILLED or line.level > before.level:
        return False
    if before.mark is Mark.NUMBER:
        whole = text[before.start : before.end]
        closed = ends_sentence(whole) and ends_sentence(text[line.start : line.end])
        return closed or is_title(_unnumbered(whole))
    return ends_sentence(text[line.start : line.end])


def _unnumbered(content: str) -> str:
    """Return a numbered line without its number."""
    numbering = _NUMBERING.match(content)
    return content[numbering.end() :] if numbering else content


def _are_rows(before: str, line: str) -> bool:
    """Tell whether two lines are rows of a table without frame: as many cells, three at least."""
    if before.endswith(_BROKEN_OFF):
        return False
    counts = ((before.count(mark), line.count(mark)) for mark in _CELLS)
    return any(one == other >= _FEWEST_MARKS for one, other in counts)


def _has_cells(line: str) -> bool:
    """Tell whether a line that is not set as a title is parted into cells, as a row is."""
    return not capitalised(line) and any(line.count(mark) >= _FEWEST_MARKS for mark in _CELLS)


def _was_full(text: str, before: Line, line: Line, widest: int) -> bool:
    """Tell whether the next word had no room any more, so that the line had to be broken."""
    word = _FIRST_WORD.match(text, line.start)
    length = len(word.group()) if word else 0
    return before.width + 1 + length > _FULL * widest and before.width > widest // 2


def _block(text: str, groups: Sequence[Sequence[Line]], index: int) -> Block:
    """Decide what a group of lines is, by its mark or else by what surrounds it."""
    group = groups[index]
    first, end = group[0], group[-1].end
    if first.mark in _HEADINGS or _is_bare_heading(text, groups, index):
        level = first.level if first.mark in _HEADINGS else 2
        return Block(role=Role.HEADING, start=first.start, end=end, level=level)
    role = Role.ITEM if first.mark in _ITEMS else Role.SENTENCE
    return Block(role=role, start=first.start, end=end, level=first.level, header=first.header)


def _number(text: str, line: Line) -> str:
    """Return the number that a line counts with, without the stop after it."""
    found = _NUMBERING.match(text, line.start, line.end)
    return found.group().strip(" \t()[].:-–") if found else "-"


def _ends_list(text: str, groups: Sequence[Sequence[Line]], index: int) -> bool:
    """Tell whether a numbered line goes on counting a list whose items stand above it.

    A numbered heading has a body between itself and the number before; a list's first item has
    what leads in to it.
    """
    line, before = groups[index][0], groups[index - 1][0] if index else None
    if before is None or before.mark is not Mark.NUMBER or before.level != line.level:
        return False
    return _follows(_number(text, before), _number(text, line))


def _follows(one: str, other: str) -> bool:
    """Tell whether two numbers or letters count on: ``2`` and ``3``, ``b`` and ``c``."""
    if one.isdecimal() and other.isdecimal():
        return int(other) == int(one) + 1
    for order in _ORDERS:
        if one in order and other in order:
            return order.index(other) == order.index(one) + 1
    return False


def _counts_below(number: str, text: str, following: Line) -> bool:
    """Tell whether the next line counts within this one: ``1`` and ``1.1``, ``1`` and ``a``."""
    if text[following.start : following.end].startswith(number + "."):
        return True
    first = _number(text, following)
    return number.isdecimal() and any(first == order[0] for order in _ORDERS)


def _is_bare_heading(text: str, groups: Sequence[Sequence[Line]], index: int) -> bool:
    """Tell whether a short line without mark-up is a heading: a body must follow it."""
    group = groups[index]
    line = group[0]
    if len(group) > 1 or line.mark in (Mark.BULLET, Mark.ROW) or index + 1 == len(groups):
        return False
    content = text[line.start : line.end]
    following = groups[index + 1][0]
    if _are_rows(content, text[following.start : following.end]) or (index and _has_cells(content)):
        return False
    if line.mark is Mark.NUMBER:
        content = _unnumbered(content)
        deeper = _counts_below(_number(text, line), text, following)
        if following.mark is Mark.NUMBER and following.level <= line.level and not deeper:
            return False
        if not line.after_blank and following.mark is not Mark.NONE:
            return False
        if _ends_list(text, groups, index):
            return False
    stands_apart = line.after_blank or following.after_blank or following.width > 2 * line.width
    return stands_apart and is_title(content)
