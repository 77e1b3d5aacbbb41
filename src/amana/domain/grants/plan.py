"""What each purpose may read of the tables of a map, by the decision function alone.

Whatever is not in the plan is nobody's to read: a column without a category, a column that was
added since, a purpose that the policy does not permit for it. Each column that is withheld says
why, by the number of the rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from amana.domain.decision.question import RuleBook
from amana.domain.grants.names import keeper_of, purpose_role
from amana.domain.grants.reading import Asked, Readable, Withheld, readable
from amana.domain.record.types import ValueType
from amana.domain.record_map.tables import Table


class Sort(StrEnum):
    """What a condition on a row asks of its column."""

    AMONG = "among"
    """Its text is one of the values."""
    OUTSIDE = "outside"
    """It has a text, which is none of the values."""
    GIVEN = "given"
    """It is true."""
    ABSENT = "absent"
    """It is false, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must hold of a row before a value of it may be read."""

    column: str
    sort: Sort
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownColumn:
    """A column as one purpose may read it."""

    name: str
    category: str
    promises: tuple[str, ...]
    """The promises that permit it."""
    type: ValueType = ValueType.TEXT
    part: str | None = None
    """All of the value that is shown, such as ``last4``; ``None`` is the whole value."""
    only: tuple[Condition, ...] = ()
    """Conditions for this column, where they are not those of the whole row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableGrant:
    """What one purpose may read of a table."""

    table: Table
    columns: tuple[ShownColumn, ...]
    rows: tuple[Condition, ...] = ()
    """Conditions that hold for every column: rows that do not meet them are not there."""

    @property
    def whole(self) -> tuple[str, ...]:
        """Return the columns that may be read in the table itself, keys before data."""
        shown = (column.name for column in self.columns if not (column.part or column.only))
        return (*self.table.keys, *shown)

    @property
    def needs_view(self) -> bool:
        """Tell whether some column is shown in part, or in some rows only."""
        return any(column.part or column.only for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeGrant:
    """A purpose with its role, and what it may read."""

    purpose: str
    role: str
    tables: tuple[TableGrant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantPlan:
    """All roles of a service."""

    service: str
    keeper: str
    """The role that owns the masking views, and the name of the schema of the mask."""
    tables: tuple[Table, ...]
    purposes: tuple[PurposeGrant, ...]
    withheld: tuple[Withheld, ...]


def planned(service: str, book: RuleBook, tables: tuple[Table, ...]) -> GrantPlan:
    """Return what each purpose of the book may read of the tables."""
    withheld: list[Withheld] = []
    purposes = tuple(
        PurposeGrant(
            purpose=purpose,
            role=purpose_role(service, purpose),
            tables=tuple(_tables(book, purpose, tables, withheld)),
        )
        for purpose in sorted(book.purposes)
    )
    return GrantPlan(
        service=service,
        keeper=keeper_of(service),
        tables=tables,
        purposes=purposes,
        withheld=tuple(withheld),
    )


def _tables(
    book: RuleBook, purpose: str, tables: tuple[Table, ...], withheld: list[Withheld]
) -> Iterator[TableGrant]:
    for table in tables:
        found = []
        for column in table.columns:
            answer = readable(book, Asked(purpose=purpose, table=table, column=column))
            if isinstance(answer, Withheld):
                withheld.append(answer)
            else:
                found.append(answer)
        if found:
            yield _granted(table, purpose, found)


def _granted(table: Table, purpose: str, found: list[Readable]) -> TableGrant:
    """Return the grant; conditions that all columns share become those of the row."""
    conditions = [_conditions(table, purpose, each) for each in found]
    shared = tuple(each for each in conditions[0] if all(each in more for more in conditions))
    return TableGrant(
        table=table,
        rows=shared,
        columns=tuple(
            ShownColumn(
                name=each.column.name,
                category=each.column.category,
                promises=each.promises,
                type=each.column.type,
                part=each.part,
                only=tuple(one for one in own if one not in shared),
            )
            for each, own in zip(found, conditions, strict=True)
        ),
    )


def _conditions(table: Table, purpose: str, found: Readable) -> tuple[Condition, ...]:
    conditions = []
    if found.by_consent:
        conditions.append(Condition(column=table.consent[purpose], sort=Sort.GIVEN))
    if purpose in table.objection:
        conditions.append(Condition(column=table.objection[purpose], sort=Sort.ABSENT))
    if found.occasions is not None and table.occasion is not None:
        sort = Sort.OUTSIDE if found.others else Sort.AMONG
        conditions.append(
            Condition(column=table.occasion, sort=sort, values=tuple(sorted(found.occasions)))
        )
    return tuple(conditions)
