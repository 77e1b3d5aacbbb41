"""A source in a database that SQLAlchemy speaks to: PostgreSQL, MariaDB, SQLite, and others."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from amana.domain.retention.due import Condition
from amana.domain.retention.ended import After, Batch, Before, Past
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import (
    CopiedRow,
    Correction,
    Erased,
    Marked,
    Sought,
    TableCount,
)
from amana.domain.source.structure import Structure
from amana.sources.ageing import (
    Ageing,
    find_set,
    forget_set,
    held_within,
    list_due,
    over_by,
    past,
    refuse_races,
    tree_of,
    unclocked,
    waits_of,
)
from amana.sources.ageing_plain import (
    Range,
    batch_of,
    delete_range,
    is_plain,
    look_again,
    next_range,
)
from amana.sources.cells import Cell, cells_of
from amana.sources.copying import rows_of
from amana.sources.correcting import correct_column, look_at_marks, mark_restricted
from amana.sources.erasing import check_stranded, erase
from amana.sources.errors import (
    MarksChanged,
    NoClock,
    NotApproved,
    NotErased,
    NotMarked,
    NotSeenAgain,
    RowsCameBack,
)
from amana.sources.failing import failures
from amana.sources.finding import count, find, kept_of
from amana.sources.fingerprint import Fingerprint, fingerprint_of
from amana.sources.ground import Ground, drawn, grounds
from amana.sources.kept_structures import kept_structure
from amana.sources.leftovers import left_of, leftovers
from amana.sources.opening import WRITES, Limits, engine_of
from amana.sources.protocol import Foresee, nobody_is_told
from amana.sources.proving import read_back

LIMITS: Final = Limits()


class Step(StrEnum):
    """What has just been done of an erasure, or of marks."""

    STRUCTURE = "structure"
    """The structure was read, and fits the map."""
    FOUND = "found"
    CHANGED = "changed"
    """All is changed and deleted, and nothing of it committed."""
    READ_BACK = "read_back"
    COMMITTED = "committed"
    READ_AGAIN = "read_again"


def unheard(_step: Step) -> None:
    """Hear a step, and tell nobody."""


class SqlSource:
    """One database with its map; see :class:`~amana.sources.protocol.Source`.

    Each call opens a session of its own and closes it; between calls nothing is held but the
    structure, which is read again as soon as it changes.
    """

    def __init__(
        self,
        url: str,
        mapping: SourceMap,
        limits: Limits = LIMITS,
        *,
        on_step: Callable[[Step], None] = unheard,
    ) -> None:
        """Keep the way in; ``on_step`` hears how far an erasure is.

        Raises ``UrlUnfit``, ``DriverMissing``, ``SourceUnreachable``.
        """
        self._engine = engine_of(url, limits)
        self._map = mapping
        self._limits = limits
        self._on_step = on_step
        self._word = drawn()
        self._known: tuple[Fingerprint, Mapping[str, Ground]] | None = None

    def structure(self) -> Structure:
        """Return how the database is laid out."""
        with failures(), self._engine.connect() as connection:
            return kept_structure(connection, fingerprint_of(connection))

    def find(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return how many rows of each table are theirs; the transaction is taken back."""
        with self._found(persons) as (connection, tables):
            check_stranded(connection, tables)
            return count(connection, tables)

    def copy(self, persons: Sequence[Sought]) -> Iterator[CopiedRow]:
        """Yield each of their rows, with a cursor that stays in the database."""
        batch = self._limits.rows_at_once
        with self._session() as (connection, tables):
            made = find(connection, tables, persons, batch)
            for name, ground in tables.items():
                yield from rows_of(connection, ground, persons, batch, most=made[name])

    def correct(self, person: Sought, corrections: Sequence[Correction]) -> int:
        """Set columns in all rows that are the person's own."""
        self._check_approved()
        done = 0
        with self._found([person], writes=True) as (connection, tables):
            for correction in corrections:
                done += correct_column(connection, tables, correction)
            connection.commit()
        return done

    def restrict(self, persons: Sequence[Sought], *, on: bool = True) -> Marked:
        """Mark their own rows as only to be kept, or take the marks off, and look at them again."""
        self._check_approved()
        with self._found(persons, writes=True) as (connection, tables):
            done = mark_restricted(connection, tables, on=on)
            look_at_marks(connection, tables, on=on)
            connection.commit()
            self._on_step(Step.COMMITTED)
            return Marked(rows=done, read_back=_marks_committed(connection, tables, on=on))

    def erase(self, persons: Sequence[Sought], *, foresee: Foresee = nobody_is_told) -> Erased:
        """Erase them in one transaction, looked at again before and after it is committed."""
        self._check_approved()
        with self._found(persons, writes=True) as (connection, tables):
            check_stranded(connection, tables)
            done = erase(connection, tables, self._map, persons, self._limits.rows_at_once)
            kept = kept_of(connection, tables, persons)
            self._on_step(Step.CHANGED)
            read_back(connection, tables)
            self._on_step(Step.READ_BACK)
            foresee(Erased(tables=done, read_back=0, kept_of=kept))
            connection.commit()
            self._on_step(Step.COMMITTED)
            looks = _read_committed(connection, tables)
            left = self._left_of(connection, tables, persons)
            self._on_step(Step.READ_AGAIN)
            return Erased(tables=done, read_back=looks, kept_of=kept, left_of=left)

    def left(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return what still bears their identifiers, reached or not."""
        with self._found(persons) as (connection, tables):
            return leftovers(connection, tables, persons, self._limits.rows_at_once)

    def _left_of(
        self,
        connection: sa.Connection,
        tables: Mapping[str, Ground],
        persons: Sequence[Sought],
    ) -> Mapping[str, Mapping[str, int]]:
        """Return by person what still bears them, once it is committed. Raises ``NotSeenAgain``."""
        try:
            return left_of(connection, tables, persons, self._limits.rows_at_once)
        except sa.exc.SQLAlchemyError:
            raise NotSeenAgain from None

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
        """End what is due in a table in sets, each committed by itself; return what is left."""
        self._check_approved()
        with self._ageing(table, condition, held, writes=True) as (connection, ageing):
            stay = 0
            if is_plain(ageing):
                self._end_plain(connection, ageing, at_once, before, after)
            else:
                listed = list_due(connection, ageing)
                connection.commit()
                for first in range(0, listed, at_once):
                    some = min(at_once, listed - first)
                    stay += self._end_set(connection, ageing, first, some, before, after)
            count, longest = past(connection, ageing)
            count = max(0, count - stay)
            return Past(count=count, longest=longest if count else None, held=stay)

    def past_due(self, table: str, condition: Condition, *, held: Sequence[Sought]) -> Past:
        """Return what is due in a table and there; the transaction is taken back."""
        with self._ageing(table, condition, held) as (connection, ageing):
            count, longest = past(connection, ageing)
            return Past(count=count, longest=longest)

    def _end_plain(
        self,
        connection: sa.Connection,
        ageing: Ageing,
        count: int,
        before: Before,
        after: After,
    ) -> None:
        """End range after range of rows that go alone; each is looked for again once committed."""
        some: Range | None = None
        while (some := next_range(connection, ageing, count, some)) is not None:
            ended = delete_range(connection, ageing, some)
            look_again(connection, ageing, some)
            self._on_step(Step.CHANGED)
            before(ended)
            connection.commit()
            self._on_step(Step.COMMITTED)
            looks = look_again(connection, ageing, some)
            after(batch_of(ended, some, 1 + looks))

    def _end_set(  # noqa: PLR0913, PLR0917 - one step of a pass, with all that it goes by
        self,
        connection: sa.Connection,
        ageing: Ageing,
        first: int,
        count: int,
        before: Before,
        after: After,
    ) -> int:
        """End one set: found again, changed, read back, committed, and looked at again.

        Where a hold keeps something of it, its halves are sets of their own, down to the single
        rows that stay; return how many these are.
        """
        found = find_set(connection, ageing, first, count)
        if found and held_within(connection, ageing):
            forget_set(connection, ageing)
            connection.commit()
            if count == 1:
                return 1
            half = count // 2
            kept = self._end_set(connection, ageing, first, half, before, after)
            rest = count - half
            return kept + self._end_set(connection, ageing, first + half, rest, before, after)
        if found:
            longest = over_by(connection, ageing)
            check_stranded(connection, ageing.tables)
            nobody = Sought(person="", identifiers={}, pseudonym=drawn() * 2)
            tree = {name: ground.table for name, ground in ageing.tables.items()}
            mapping = replace(self._map, tables=tree)
            done = erase(connection, ageing.tables, mapping, [nobody], self._limits.rows_at_once)
            self._on_step(Step.CHANGED)
            read_back(connection, ageing.tables)
            before(found)
            connection.commit()
            self._on_step(Step.COMMITTED)
            looks = _read_committed(connection, ageing.tables)
            along = sum(each.deleted + each.changed for each in done) - found
            after(Batch(ended=found, along=max(0, along), longest=longest, read_back=looks))
        forget_set(connection, ageing)
        connection.commit()
        return 0

    @contextmanager
    def _ageing(
        self,
        table: str,
        condition: Condition,
        held: Sequence[Sought],
        *,
        writes: bool = False,
    ) -> Iterator[tuple[sa.Connection, Ageing]]:
        """Give a session with the table whose rows end, and the rows found of those held."""
        with self._session(writes=writes) as (connection, tables):
            theirs = self._grounds_anew(connection) if held else None
            if theirs is not None:
                find(connection, theirs, held, self._limits.rows_at_once)
            tree, dialect = tree_of(tables, table), connection.dialect.name
            refuse_races(tables, table, dialect)
            ageing = Ageing(
                root=tree[table],
                tables=tree,
                condition=condition,
                dialect=dialect,
                waits=waits_of(tables, table),
                held=theirs,
            )
            if unclocked(ageing):
                raise NoClock(table=ageing.root.table.name)
            yield connection, ageing

    def cells(self, kinds: Collection[str]) -> Iterator[Cell]:
        """Yield every identifier of these kinds that stands here, whoever's it is."""
        with failures(), self._engine.connect() as connection:
            tables = self._tables(connection)
            yield from cells_of(connection, tables, kinds, self._limits.rows_at_once)

    def _check_approved(self) -> None:
        if not self._map.approved:
            raise NotApproved(source=self._map.source)

    def _grounds_anew(self, connection: sa.Connection) -> Mapping[str, Ground]:
        """Return the tables under other names of temporary ones."""
        structure = kept_structure(connection, fingerprint_of(connection))
        return grounds(self._map, structure, drawn())

    def _tables(self, connection: sa.Connection) -> Mapping[str, Ground]:
        """Return the map's tables on the ground of the database as it is laid out now."""
        mark, known = fingerprint_of(connection), self._known
        if known is not None and known[0] == mark:
            return known[1]
        tables = grounds(self._map, kept_structure(connection, mark), self._word)
        self._known = None if mark is None else (mark, tables)
        return tables

    @contextmanager
    def _session(
        self, *, writes: bool = False
    ) -> Iterator[tuple[sa.Connection, Mapping[str, Ground]]]:
        """Give a session, and the tables as they are; what is not committed is taken back."""
        with failures(), self._engine.connect() as connection:
            tables = self._tables(connection)
            connection.rollback()  # ends the reading of the structure
            self._on_step(Step.STRUCTURE)
            connection.execution_options(**{WRITES: writes})
            yield connection, tables

    @contextmanager
    def _found(
        self, persons: Sequence[Sought], *, writes: bool = False
    ) -> Iterator[tuple[sa.Connection, Mapping[str, Ground]]]:
        """Give a session in which their rows are found."""
        with self._session(writes=writes) as (connection, tables):
            find(connection, tables, persons, self._limits.rows_at_once)
            self._on_step(Step.FOUND)
            yield connection, tables


def _marks_committed(connection: sa.Connection, tables: Mapping[str, Ground], *, on: bool) -> int:
    """Look again at marks that are committed. Raises ``MarksChanged`` and ``NotSeenAgain``."""
    try:
        return look_at_marks(connection, tables, on=on)
    except NotMarked as error:
        raise MarksChanged(**error.fields) from None
    except sa.exc.SQLAlchemyError:
        raise NotSeenAgain from None


def _read_committed(connection: sa.Connection, tables: Mapping[str, Ground]) -> int:
    """Look again at what is committed, and can no more be taken back.

    Raises ``RowsCameBack`` and ``NotSeenAgain``: other errors say that nothing was changed.
    """
    try:
        return read_back(connection, tables)
    except NotErased as error:
        raise RowsCameBack(**error.fields) from None
    except sa.exc.SQLAlchemyError:
        raise NotSeenAgain from None
