"""Rows of a table: their cells, and what each column holds by the words that head it.

A bar parts the cells of a table that has mark-up. Pasted ones part them by a tab, a dash or a
semicolon, of which one alone says nothing.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from amana.reading.folding import tokens

LONGEST_HEADER: Final = 1_000
"""Characters of a row that names columns: it is looked at again for each row under it."""
_BAR: Final = "|"
_MARKS: Final = ("\t", " — ", " – ", "; ", "؛ ")
_FEWEST_MARKS: Final = 2
_MOST_WORDS: Final = 6
"""Words of a cell that names a column."""
_ALL: Final = re.compile(
    r"(?:(?:all|any|the|of|your|other) )*(?:personal )?(?:data|information)(?: about you)?"
    r"|(?:(?:جميع|كل|كافه|ساير) )?(?:ال)?(?:بيانات|معلومات)(?:ك|كم)?(?: (?:ال)?شخصيه)?"
)
_ENDED: Final = re.compile(r"[.!;؛،,…]\s*$")
_DIGIT: Final = re.compile(r"\d")


class Column(StrEnum):
    """What the cells of a column hold."""

    DATA = "data"
    PERIOD = "period"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    SOURCE = "source"
    REASON = "reason"


def cells(row: str) -> tuple[str, ...]:
    """Return the cells of a row, empty ones too; none if it is not parted into any."""
    mark = _mark(row)
    return () if mark is None else tuple(cell.strip() for cell in row.split(mark))


def names_columns(row: str, following: str) -> bool:
    """Tell whether the first of two rows heads a table: each of its cells names a column."""
    named = cells(row)
    if not _parted_alike(row, following) or len(cells(following)) > len(named):
        return False
    held = [_held(cell) for cell in named if cell]
    return len(held) > 1 and None not in held and Column.DATA in held


def columns(header: str | None, row: str) -> Mapping[Column, str]:
    """Return a row's cells by what they hold; none where no header names it.

    What no word tells is the data in the first column. A reason is what data is used for, unless
    another column says that, or the reason is one for keeping it so long.
    """
    if header is None or len(header) > LONGEST_HEADER or not _parted_alike(header, row):
        return {}
    held, found = list(_held_in(header)), cells(row)
    if len(found) > len(held):
        return {}
    if Column.DATA not in held and held[0] is None:
        held[0] = Column.DATA
    if Column.DATA not in held or not set(held) - {Column.DATA, None}:
        return {}
    if not {Column.PERIOD, Column.PURPOSE} & set(held):
        held = [Column.PURPOSE if each is Column.REASON else each for each in held]
    by_column: dict[Column, str] = {}
    for each, cell in zip(held, found, strict=False):
        if each is not None and tokens(cell):
            by_column.setdefault(each, cell)
    return by_column


def _parted_alike(one: str, other: str) -> bool:
    """Tell whether the same mark parts both rows."""
    return _mark(one) is not None and _mark(one) == _mark(other)


@lru_cache(maxsize=256)
def _held_in(header: str) -> tuple[Column | None, ...]:
    """Return what each column holds; remembered, since every row of the table asks for it."""
    return tuple(_held(head) for head in cells(header))


def _mark(row: str) -> str | None:
    """Return what parts the cells of a row."""
    if _BAR in row:
        return _BAR
    return next((mark for mark in _MARKS if row.count(mark) >= _FEWEST_MARKS), None)


def _held(head: str) -> Column | None:
    """Return what the column under these words holds, if they are a heading that tells it."""
    words = tokens(head)
    if not 0 < len(words) <= _MOST_WORDS or _DIGIT.search(head) or _ENDED.search(head):
        return None
    folded = " ".join(token.word for token in words)
    return next((holds for holds, pattern in _heads() if pattern.search(folded)), None)


def data_cell(header: str | None, row: str) -> str | None:
    """Return the cell that says which data a row is about; none of what is no row."""
    by_column = columns(header, row)
    return by_column.get(Column.DATA, "") if by_column else None


def means_all(cell: str) -> bool:
    """Tell whether a cell speaks of all data of a person, and not of some kind of it."""
    return _ALL.fullmatch(" ".join(token.word for token in tokens(cell))) is not None


@cache
def _heads() -> Sequence[tuple[Column, re.Pattern[str]]]:
    """Return the words of each column, read once."""
    file = resources.files("amana.reading").joinpath("lists", "columns.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["column"]
    return [(Column(row["holds"]), re.compile("|".join(row["words"]))) for row in rows]
