"""What a source says of rows whose time is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One set of rows of a table that ended, with what hung on them; it is committed."""

    ended: int
    """Rows of the table itself."""
    along: int
    """Rows of other tables that went or changed with them."""
    longest: timedelta
    """By how much the oldest was over, at most."""
    read_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is past its time in a table, holds aside."""

    count: int
    longest: timedelta | None
    held: int = 0
    """Rows that stay because of a hold on what would go with them; not in the count."""


Before: TypeAlias = Callable[[int], None]
"""Hears how many rows are about to end, before anything of them is committed."""
After: TypeAlias = Callable[[Batch], None]
"""Hears of a set once it is committed and read back."""
