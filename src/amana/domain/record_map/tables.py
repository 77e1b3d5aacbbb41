"""Tables of the organisation's own database, as the map's ``tables`` section names them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from amana.domain.record.types import ValueType


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that holds data about a person."""

    name: str
    """As the database calls it; any text of at most 63 bytes."""
    category: str
    """The data category, which the policy declares."""
    type: ValueType = ValueType.TEXT
    """By which its values are masked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with data about people. A column that is not named here is nobody's to read."""

    id: str
    """Its id in the map, under which a view of it stands."""
    schema: str
    name: str
    person: str
    """The column that says whose row it is."""
    columns: tuple[Column, ...]
    record: str | None = None
    """The column that tells rows apart."""
    occasion: str | None = None
    """The column with the occasion at which the row's data was collected."""
    plain: tuple[str, ...] = ()
    """Columns that hold nothing about a person."""
    consent: Mapping[str, str] = field(default_factory=dict)
    """Of a purpose, the column that is true where the person has consented to it."""
    objection: Mapping[str, str] = field(default_factory=dict)
    """Of a purpose, the column that is true where the person has objected to it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns that join tables and hold no data themselves, in a fixed order.

        A column that is also listed under a category counts as data only.
        """
        data = {column.name for column in self.columns}
        named = (self.person, *((self.record,) if self.record else ()), *self.plain)
        return tuple(name for name in dict.fromkeys(named) if name not in data)

    @property
    def named(self) -> tuple[str, ...]:
        """Return every column that the map names, in a fixed order."""
        more = (*((self.occasion,) if self.occasion else ()), *self.consent.values())
        data = (column.name for column in self.columns)
        return tuple(dict.fromkeys((*data, *self.keys, *more, *self.objection.values())))
