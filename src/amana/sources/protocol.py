"""What every source can do, whatever kind of database it is."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol, TypeAlias, runtime_checkable

from amana.domain.retention.due import Condition
from amana.domain.retention.ended import After, Before, Past
from amana.domain.source.outcome import (
    CopiedRow,
    Correction,
    Erased,
    Marked,
    Sought,
    TableCount,
)
from amana.domain.source.structure import Structure

Foresee: TypeAlias = Callable[[Erased], None]
"""Hears what an erasure is about to commit: what it did to each table, and what will stay."""


def nobody_is_told(_erased: Erased) -> None:
    """Let go of what will be committed: it is in what the erasure returns."""


class Source(Protocol):
    """A source with its map. Many persons go through it in one pass.

    Every method raises ``MapUnfit`` where map and database differ, ``SourceUnreachable``,
    ``SourceTooSlow`` and ``SourceFailed``; those that change something raise ``NotApproved`` where
    nobody has approved the map, and change everything or nothing.
    """

    def structure(self) -> Structure:
        """Return how the database is laid out."""

    def find(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return how many rows of each table are theirs, and change nothing: the dry run.

        Raises ``RowsStranded`` where an erasure would leave rows that lead to deleted ones.
        """

    def copy(self, persons: Sequence[Sought]) -> Iterator[CopiedRow]:
        """Yield each of their rows, a bounded number held at once."""

    def correct(self, person: Sought, corrections: Sequence[Correction]) -> int:
        """Set columns in all rows that are the person's own; return how many changes there were.

        Raises ``ColumnNotMapped`` and ``ValueUnfit``.
        """

    def restrict(self, persons: Sequence[Sought], *, on: bool = True) -> Marked:
        """Mark their own rows as only to be kept, or take the marks off, and look at them again.

        Raises ``CannotRestrict`` where a table with such rows has no column for it, and they are to
        be marked; ``NotMarked``
        where the database says that it has done what it has not, ``MarksChanged`` where a mark
        was otherwise once it was committed, ``NotSeenAgain`` where it could not be asked then.
        """

    def erase(self, persons: Sequence[Sought], *, foresee: Foresee = nobody_is_told) -> Erased:
        """Erase them in one transaction, looked at again before and after it is committed.

        ``foresee`` is told what will be done, and what will stay, before it is committed: asked
        again after a kill, a source finds nothing any more to do, and may lead nowhere to rows
        that stay. A source that answers by itself the same for ever does not call it.

        Raises ``RowsStranded``, ``NotErased`` where the database says that it has done what it has
        not, and ``RowsCameBack`` where it did so at the commit, or somebody wrote rows back;
        ``NotSeenAgain`` where it could not be asked after the commit.
        """

    def left(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return what still bears their identifiers, reached or not; no entry where nothing does.

        ``found`` counts rows with an identifier in a column of its type, in any mapped table.
        """


@runtime_checkable
class ErasesInPart(Protocol):
    """A source that knows itself what is of which category, so that no map of ours says it."""

    def of_categories(self, categories: Collection[str]) -> Source:
        """Return the source as one that finds and erases what is of these categories alone."""


@runtime_checkable
class Ages(Protocol):
    """A source that can end rows by their age; its map says which columns hold the moments."""

    def end_due(  # noqa: PLR0913 - one pass, with all that it goes by
        self,
        table: str,
        condition: Condition,
        *,
        held: Sequence[Sought],
        at_once: int,
        before: Before,
        after: After,
    ) -> Past:
        """End what is due in a table in sets, each committed by itself; return what is left.

        Rows of those who are ``held`` stay, and what hangs on them. ``before`` hears of a set
        before it is committed and can stop it by raising; ``after`` once it is read back.

        Raises ``NoClock`` where no column says when a moment came that the condition asks for,
        ``ClockUnfit``, and what ``Source.erase`` raises.
        """

    def past_due(self, table: str, condition: Condition, *, held: Sequence[Sought]) -> Past:
        """Return what is due in a table and there, and change nothing."""
