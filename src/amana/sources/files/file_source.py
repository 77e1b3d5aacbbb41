"""A source in files: a folder with one file a table, in CSV or JSON Lines."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from errno import errorcode
from pathlib import Path
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
    tree_of,
    unclocked,
    waits_of,
)
from amana.sources.cells import Cell, cells_of
from amana.sources.copying import rows_of
from amana.sources.correcting import correct_column, look_at_marks, mark_restricted
from amana.sources.erasing import check_stranded, erase
from amana.sources.errors import NoClock, NotApproved, RowsCameBack, SourceFailed
from amana.sources.failing import failures
from amana.sources.files.ageing import clocked, lay_clocks
from amana.sources.files.folder import Folder, opened
from amana.sources.files.journal import discard
from amana.sources.files.journal import replace as put_in_place
from amana.sources.files.lines import LIMITS as FILE_LIMITS
from amana.sources.files.lines import FileLimits
from amana.sources.files.loading import Loaded, Read, database, load
from amana.sources.files.writing import differences, write
from amana.sources.finding import count, find, kept_of
from amana.sources.ground import Ground, drawn, grounds
from amana.sources.leftovers import left_of, leftovers
from amana.sources.opening import Limits
from amana.sources.protocol import Foresee, nobody_is_told
from amana.sources.proving import read_back

DIALECT: Final = "files"
LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """The files of a source, loaded, with the rows that are the persons'."""

    folder: Folder
    files: tuple[Loaded, ...]
    connection: sa.Connection
    tables: Mapping[str, Ground]


class FileSource:
    """A folder of files with its map; see :class:`~amana.sources.protocol.Source`.

    Every call locks the folder, loads what the map names into a nameless database, and asks and
    changes there what would be asked and changed in any other. What was changed is then written
    beside and takes its places, all files or none. A program that writes these files takes the
    folder's lock (``flock``) as well.
    """

    def __init__(
        self,
        path: Path | str,
        mapping: SourceMap,
        limits: Limits = LIMITS,
        *,
        encoding: str = "utf-8",
        file_limits: FileLimits = FILE_LIMITS,
    ) -> None:
        """Keep where the files are; ``encoding`` is theirs where no byte order mark says one."""
        self._path = Path(path)
        # Records are told apart by their places, whatever key the map knows elsewhere.
        bare = {name: replace(table, key=()) for name, table in mapping.tables.items()}
        self._map = replace(mapping, tables=bare)
        self._limits = limits
        self._how = Read(limits=file_limits, encoding=encoding)

    def structure(self) -> Structure:
        """Return the files that the map names, and which columns they have."""
        with self._loaded() as (_, files, _connection):
            return _structure(files)

    def find(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return how many records of each file are theirs."""
        with self._found(persons) as at:
            check_stranded(at.connection, at.tables)
            return count(at.connection, at.tables)

    def copy(self, persons: Sequence[Sought]) -> Iterator[CopiedRow]:
        """Yield each of their records; the folder stays locked until the last."""
        with self._found(persons) as at:
            for ground in at.tables.values():
                yield from rows_of(at.connection, ground, persons, self._limits.rows_at_once)

    def correct(self, person: Sought, corrections: Sequence[Correction]) -> int:
        """Set columns in all records that are the person's own."""
        self._check_approved()
        with self._found([person]) as at:
            done = sum(correct_column(at.connection, at.tables, each) for each in corrections)
            self._write(at)
        return done

    def restrict(self, persons: Sequence[Sought], *, on: bool = True) -> Marked:
        """Mark their own records as only to be kept, or take the marks off; look at them again."""
        self._check_approved()
        with self._found(persons) as at:
            done = mark_restricted(at.connection, at.tables, on=on, mark=_mark)
            looks = look_at_marks(at.connection, at.tables, on=on, mark=_mark)
            return Marked(rows=done, read_back=looks + self._write(at))

    def erase(self, persons: Sequence[Sought], *, foresee: Foresee = nobody_is_told) -> Erased:
        """Erase them from all files or from none; what is in place is read again.

        Raises ``RowsCameBack`` where a file in place is not what was written.
        """
        self._check_approved()
        with self._found(persons) as at:
            check_stranded(at.connection, at.tables)
            batch = self._limits.rows_at_once
            done = erase(at.connection, at.tables, self._map, persons, batch)
            kept = kept_of(at.connection, at.tables, persons)
            looks = read_back(at.connection, at.tables)
            foresee(Erased(tables=done, read_back=0, kept_of=kept))
            looks += self._write(at)
            # What is in place was held against what was written: it is asked for there.
            left = left_of(at.connection, at.tables, persons, batch)
            return Erased(tables=done, read_back=looks, kept_of=kept, left_of=left)

    def left(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return what still bears their identifiers, reached or not."""
        with self._found(persons) as at:
            return leftovers(at.connection, at.tables, persons, self._limits.rows_at_once)

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
        """End what is due in a file; its files are written once, however many records go."""
        self._check_approved()
        del at_once  # a file is put in place whole
        with self._ageing(table, condition, held) as (at, ageing):
            sets, stay = [], 0
            waiting = [(0, list_due(at.connection, ageing))]
            while waiting:
                first, some = waiting.pop()
                if not some:
                    continue
                found = find_set(at.connection, ageing, first, some)
                if found and held_within(at.connection, ageing):
                    half = some // 2
                    stay += some == 1
                    waiting += [(first, half), (first + half, some - half)] if half else []
                elif found:
                    sets.append(self._end_set(at, ageing, found))
                forget_set(at.connection, ageing)
            if sets:
                ended = sum(each.ended for each in sets)
                before(ended)
                looks = self._write(at)
                after(
                    Batch(
                        ended=ended,
                        along=sum(each.along for each in sets),
                        longest=max(each.longest for each in sets),
                        read_back=looks,
                    )
                )
            count, longest = past(at.connection, ageing)
            count = max(0, count - stay)
            return Past(count=count, longest=longest if count else None, held=stay)

    def past_due(self, table: str, condition: Condition, *, held: Sequence[Sought]) -> Past:
        """Return what is due in a file and there."""
        with self._ageing(table, condition, held) as (at, ageing):
            count, longest = past(at.connection, ageing)
            return Past(count=count, longest=longest)

    def _end_set(self, at: _Open, ageing: Ageing, found: int) -> Batch:
        """Change what was found; it is not written to the files yet."""
        longest = over_by(at.connection, ageing)
        check_stranded(at.connection, ageing.tables)
        nobody = Sought(person="", identifiers={}, pseudonym=drawn() * 2)
        batch = self._limits.rows_at_once
        tree = {name: ground.table for name, ground in ageing.tables.items()}
        mapping = replace(self._map, tables=tree)
        done = erase(at.connection, ageing.tables, mapping, [nobody], batch)
        looks = read_back(at.connection, ageing.tables)
        along = sum(each.deleted + each.changed for each in done) - found
        return Batch(ended=found, along=max(0, along), longest=longest, read_back=looks)

    @contextmanager
    def _ageing(
        self, table: str, condition: Condition, held: Sequence[Sought]
    ) -> Iterator[tuple[_Open, Ageing]]:
        """Give the files with the table whose records end, and those found of who is held."""
        with self._loaded() as (folder, files, connection):
            batch = self._limits.rows_at_once
            for each in files:
                lay_clocks(connection, each, batch)
            mapping, laid = clocked(self._map, _structure(files))
            theirs = grounds(mapping, laid, drawn()) if held else None
            if theirs is not None:
                find(connection, theirs, held, batch)
            tables = grounds(mapping, laid, drawn())
            tree = tree_of(tables, table)
            ageing = Ageing(
                root=tree[table],
                tables=tree,
                condition=condition,
                dialect=connection.dialect.name,
                waits=waits_of(tables, table),
                held=theirs,
            )
            if unclocked(ageing):
                raise NoClock(table=ageing.root.table.name)
            open_ = _Open(folder=folder, files=files, connection=connection, tables=tree)
            yield open_, ageing

    def cells(self, kinds: Collection[str]) -> Iterator[Cell]:
        """Yield every identifier of these kinds; the folder stays locked until the last."""
        with self._loaded() as (_, files, connection):
            tables = grounds(self._map, _structure(files), drawn())
            yield from cells_of(connection, tables, kinds, self._limits.rows_at_once)

    def _check_approved(self) -> None:
        if not self._map.approved:
            raise NotApproved(source=self._map.source)

    @contextmanager
    def _found(self, persons: Sequence[Sought]) -> Iterator[_Open]:
        """Give the files with the rows that are the persons'."""
        with self._loaded() as (folder, files, connection):
            tables = grounds(self._map, _structure(files), drawn())
            find(connection, tables, persons, self._limits.rows_at_once)
            yield _Open(folder=folder, files=files, connection=connection, tables=tables)

    @contextmanager
    def _loaded(self) -> Iterator[tuple[Folder, tuple[Loaded, ...], sa.Connection]]:
        """Give the folder, locked, and its files in a database."""
        batch = self._limits.rows_at_once
        with ExitStack() as kept:
            kept.enter_context(_unwritable())
            kept.enter_context(failures())
            connection = kept.enter_context(database())
            waiting = self._limits.lock_seconds
            folder = kept.enter_context(opened(self._path, self._how.limits, waiting))
            found = []
            for table in self._map.tables.values():
                file = None if table.schema else folder.file(table.name)
                if file is not None:
                    found.append(load(connection, file, self._map, table.id, self._how, batch))
            yield folder, tuple(found), connection

    def _write(self, at: _Open) -> int:
        """Put what has changed in place, and look at it; return how many files were looked at."""
        changed = []
        batch = self._limits.rows_at_once
        try:
            for number, each in enumerate(at.files):
                descriptor, replacement = at.folder.beside(each.file, number)
                if write(at.connection, each, self._how, descriptor, batch):
                    changed.append((each, replacement))
            at.folder.check_unchanged([each.file for each in at.files])
            if changed:
                put_in_place(at.folder.descriptor, [replacement for _, replacement in changed])
        finally:
            discard(at.folder.descriptor)
        for each, _ in changed:
            self._look(at, each)
        return len(changed)

    def _look(self, at: _Open, loaded: Loaded) -> None:
        """Hold a file in place against what it is to be. Raises ``RowsCameBack``."""
        file = at.folder.file(loaded.table.name)
        batch = self._limits.rows_at_once
        wrong = 1 if file is None else differences(at.connection, loaded, file, self._how, batch)
        if wrong:
            raise RowsCameBack(table=loaded.table.name, count=wrong)


def _structure(files: Sequence[Loaded]) -> Structure:
    """Return the files as tables."""
    return Structure(dialect=DIALECT, tables={each.laid.full_name: each.laid for each in files})


def _mark(ground: Ground, flag: str, on: bool) -> sa.ColumnElement[str]:  # noqa: FBT001 - it is the value
    """Return a mark as the file writes its marks: by digits where it does, else by words."""
    digits = ground.at.c[flag].in_([sa.literal_column("'0'"), sa.literal_column("'1'")])
    short, long = ("'1'", "'true'") if on else ("'0'", "'false'")
    return sa.case((digits, sa.literal_column(short)), else_=sa.literal_column(long))


@contextmanager
def _unwritable() -> Iterator[None]:
    """Say by its name what the system refuses; nothing was changed, or it is ended later."""
    try:
        yield
    except OSError as error:
        raise SourceFailed(reason=errorcode.get(error.errno or 0, "–")) from None
