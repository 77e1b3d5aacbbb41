"""The structure of a database as it is read: tables, columns and keys, without any value."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column's values are, whatever the database calls the type."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    BYTES = "bytes"
    UUID = "uuid"
    JSON = "json"
    OTHER = "other"


class OnDelete(StrEnum):
    """What the database itself does to a row whose referred row is deleted."""

    REFUSE = "refuse"
    CASCADE = "cascade"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureColumn:
    """One column."""

    name: str
    kind: ColumnKind
    type: str
    """As the database writes it."""
    nullable: bool = True
    length: int | None = None
    """The most characters of a text; ``None`` where there is no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A reference that the database itself keeps."""

    columns: tuple[str, ...]
    table: str
    """The full name of the referred table."""
    to: tuple[str, ...]
    on_delete: OnDelete = OnDelete.REFUSE
    deferrable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureTable:
    """One table."""

    name: str
    schema: str | None
    """``None`` is the connection's default."""
    columns: Mapping[str, StructureColumn]
    """In the table's order."""
    primary_key: tuple[str, ...] = ()
    uniques: tuple[tuple[str, ...], ...] = ()
    """Sets of columns that no two rows have alike, beside the primary key."""
    foreign_keys: tuple[ForeignKey, ...] = ()
    lies_in: str | None = None
    """The schema as statements name it; ``None`` where the database has none or names its own."""
    heirs: tuple[str, ...] = ()
    """Full names of the tables that inherit from it: their rows are seen, and changed, as its own.
    Partitions are none."""
    transactional: bool = True
    """What is done to it can be taken back."""
    versioned: bool = False
    """The database keeps every row that was ever in it."""
    triggers: tuple[str, ...] = ()
    """What the database itself runs where a row is deleted or changed: triggers, and rules."""

    @property
    def full_name(self) -> str:
        """Return the name that tells tables of several schemas apart."""
        return full_name(self.schema, self.name)

    def tells_apart(self, columns: tuple[str, ...]) -> bool:
        """Tell whether no two rows have all of these columns alike."""
        nullable = {column.name for column in self.columns.values() if column.nullable}
        whole = (key for key in self.uniques if not nullable.intersection(key))
        return any(key and set(key) <= set(columns) for key in (self.primary_key, *whole))

    def can_let_go(self, columns: tuple[str, ...]) -> bool:
        """Tell whether a reference can become null without a change of the row's own key."""
        return any(self.columns[name].nullable and name not in self.primary_key for name in columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A foreign key of a table that is not among those read."""

    table: str
    """The full name of the table that has it."""
    key: ForeignKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A whole database, as far as its tables are to be seen."""

    dialect: str
    """``postgresql``, ``mysql``, ``mariadb``, ``sqlite`` or another's name."""
    tables: Mapping[str, StructureTable]
    """By full name."""
    incoming: tuple[Incoming, ...] = ()
    """Foreign keys from elsewhere to these tables."""


def full_name(schema: str | None, name: str) -> str:
    """Return ``schema.name``, or the name alone in the default schema."""
    return name if schema is None else f"{schema}.{name}"
