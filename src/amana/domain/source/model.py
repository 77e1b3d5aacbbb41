"""A source's map as values: which rows are whose, what they hold, what erasure does to them.

A row is a person's where one of the table's ``person`` columns holds an identifier of theirs, or
where a link of the table leads to a row that is theirs. A link that does not *own* leads to what
people share: there the person is replaced, and the content is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from amana.domain.period import Period
from amana.domain.person.identifiers import OWN_ID
from amana.domain.record.types import ValueType


class RowFate(StrEnum):
    """What erasure does to a row that is the person's own."""

    DELETE = "delete"
    CHANGE = "change"
    """The row stays; each of its columns says what becomes of it."""
    KEEP = "keep"
    """The row stays as it is, for the table's reason."""


class ColumnFate(StrEnum):
    """What erasure does to a column of a row that stays."""

    CLEAR = "clear"
    """It becomes null."""
    CONSTANT = "constant"
    """It becomes a value that is the same for everybody."""
    PSEUDONYM = "pseudonym"
    """It becomes a word that is the same wherever this person stood, and leads nowhere."""
    KEEP = "keep"
    """It stays, for a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Columns that hold the key of a row in another table, or in this one."""

    id: str
    table: str
    """The id of the other table in the map."""
    columns: tuple[str, ...]
    """This table's columns."""
    to: tuple[str, ...]
    """The other table's columns, in the same order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Reference):
    """A reference by which a row is reached: it is the person's whose row it refers to."""

    owns: bool = True
    """False for shared content: the person takes part in it, and it is not theirs to delete."""
    clear: bool = False
    """Whether erasure sets the link's own columns to null in a row that stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumn:
    """A column with data about people."""

    name: str
    category: str
    """The data category, which the policy declares."""
    type: ValueType = ValueType.TEXT
    fate: ColumnFate | None = None
    """``None`` where the row is deleted or kept as a whole."""
    value: str | None = None
    """The constant."""
    reason: str | None = None
    """Why it is kept."""
    until: Period | None = None
    """How long it is kept."""
    of: str | None = None
    """The link whose person the column speaks of; without one, of everybody the row is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """A table with rows about people."""

    id: str
    name: str
    """As the database calls it."""
    fate: RowFate
    schema: str | None = None
    """``None`` is the connection's default."""
    key: tuple[str, ...] = ()
    """The columns that tell rows apart; empty for the table's primary key."""
    person: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a kind of identifier, the columns that hold it: any of them makes a row the person's."""
    fold: tuple[str, ...] = ()
    """The kinds of identifier that are the same in capitals and in small letters.

    An address also with blanks around it, a telephone number however its digits are separated.
    """
    via: tuple[Link, ...] = ()
    unlink: tuple[Reference, ...] = ()
    """References that become null, in anybody's row, where the row that they lead to is deleted."""
    columns: tuple[SourceColumn, ...] = ()
    plain: tuple[str, ...] = ()
    """Columns that hold nothing about a person."""
    restrict: str | None = None
    """The column that is true where a row may only be kept, and used for nothing else."""
    reason: str | None = None
    """Why rows are kept."""
    until: Period | None = None
    """How long they are kept."""
    times: Mapping[str, str] = field(default_factory=dict)
    """Of a moment from which promises count, the column that holds when it came."""
    zone: str = "UTC"
    """The zone of columns that hold a date, or a time without an offset."""
    triggers: tuple[str, ...] = ()
    """Triggers that somebody has read: the database runs them where rows go or change."""
    in_part: bool = False
    """Whether some categories alone are erased here: a column without a fate of its own stays."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return every reference that the map knows of the table."""
        return (*self.via, *self.unlink)

    @property
    def identifying(self) -> tuple[tuple[str, str], ...]:
        """Return every column by which a person is found, after its kind of identifier."""
        return tuple((kind, name) for kind, names in self.person.items() for name in names)

    @property
    def named(self) -> tuple[str, ...]:
        """Return every column that the map names, in a fixed order."""
        links = (name for reference in self.references for name in reference.columns)
        data = (column.name for column in self.columns)
        more = (self.restrict,) if self.restrict else ()
        every = (
            *self.key,
            *(name for _, name in self.identifying),
            *links,
            *data,
            *self.plain,
            *more,
            *self.times.values(),
        )
        return tuple(dict.fromkeys(every))

    def keeps(self, name: str) -> bool:
        """Tell whether erasure leaves a column of the person's own rows as it is.

        For a reason that the map gives, or since it is the number of a row that stays.
        """
        column = self.column(name)
        number = column is None and name in self.person.get(OWN_ID, ())
        kept = number or (column is not None and column.fate is ColumnFate.KEEP)
        return self.fate is RowFate.KEEP or (self.fate is RowFate.CHANGE and kept)

    def stays(self, name: str) -> bool:
        """Tell whether an erasure means to leave a column in rows of theirs as it is.

        Of one in part also what nobody asked to erase; else what :meth:`keeps` says.
        """
        if not self.in_part:
            return self.keeps(name)
        column = self.column(name)
        return column is None or column.fate in {None, ColumnFate.KEEP}

    def column(self, name: str) -> SourceColumn | None:
        """Return the column with data of this name."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """A whole map. ``parse`` makes it, and has checked that each reference leads to a table."""

    service: str
    source: str
    tables: Mapping[str, SourceTable]
    """In the order of the file."""
    approved: bool = False
    """Whether a person has read and approved it: until then nothing is changed by it."""
