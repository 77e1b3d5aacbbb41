"""A map narrowed to some categories: what goes, what stays, and what stands where nothing may."""

from dataclasses import replace

import pytest

from amana.domain.period import Period
from amana.domain.source.in_part import concerned, in_part
from amana.domain.source.model import (
    ColumnFate,
    Link,
    RowFate,
    SourceColumn,
    SourceMap,
    SourceTable,
)
from amana.domain.source.structure import (
    ColumnKind,
    ForeignKey,
    Incoming,
    Structure,
    StructureColumn,
    StructureTable,
)

EMAIL = SourceColumn(name="email", category="email")
NOTE = SourceColumn(name="note", category="health", fate=ColumnFate.CLEAR)
KEPT = SourceColumn(
    name="tax",
    category="email",
    fate=ColumnFate.KEEP,
    reason="tax law",
    until=Period.parse("P10Y"),
)


def _table(name: str, *columns: SourceColumn, fate: RowFate = RowFate.DELETE) -> SourceTable:
    return SourceTable(id=name, name=name, fate=fate, person={"own": ("id",)}, columns=columns)


def _map(*tables: SourceTable) -> SourceMap:
    return SourceMap(service="s", source="shop", tables={each.id: each for each in tables})


def _laid(
    name: str,
    kind: ColumnKind = ColumnKind.TEXT,
    *,
    nullable: bool = True,
    length: int | None = None,
    keys: tuple[ForeignKey, ...] = (),
) -> StructureTable:
    column = StructureColumn(name="email", kind=kind, type="x", nullable=nullable, length=length)
    return StructureTable(name=name, schema=None, columns={"email": column}, foreign_keys=keys)


def _structure(*tables: StructureTable, incoming: tuple[Incoming, ...] = ()) -> Structure:
    return Structure(
        dialect="sqlite", tables={each.name: each for each in tables}, incoming=incoming
    )


def test_a_row_goes_where_nothing_else_of_anybody_is_in_it() -> None:
    """And where nothing leads to it; one that is kept is kept."""
    mapping = _map(_table("book", EMAIL), _table("bill", EMAIL, fate=RowFate.KEEP))
    assert in_part(mapping, {"email"}, _structure(_laid("book"))) == mapping
    assert concerned(mapping, {"email"}) == {"book", "bill"}


def test_a_row_with_something_else_stays_and_loses_the_column() -> None:
    """What is not of the categories is left as it is, whatever an erasure would do to it."""
    mapping = _map(_table("book", EMAIL, NOTE, KEPT))
    table = in_part(mapping, {"email"}, _structure(_laid("book"))).tables["book"]
    assert table.fate is RowFate.CHANGE
    assert [each.fate for each in table.columns] == [ColumnFate.CLEAR, None, ColumnFate.KEEP]
    assert table.columns[2].reason == "tax law"
    untouched = in_part(mapping, {"other"}, _structure(_laid("book"))).tables["book"]
    assert {each.fate for each in untouched.columns} == {None}


@pytest.mark.parametrize("by", ["map", "key", "elsewhere"])
def test_a_row_that_others_lead_to_stays(by: str) -> None:
    """By a link of the map, by a foreign key, by one of a table that was not read."""
    key = ForeignKey(columns=("book_id",), table="book", to=("id",))
    link = Link(id="book", table="book", columns=("book_id",), to=("id",), clear=True)
    page = replace(_table("page"), via=(link,) if by == "map" else ())
    structure = _structure(
        _laid("book"),
        _laid("page", keys=(key,) if by == "key" else ()),
        incoming=(Incoming(table="far", key=key),) if by == "elsewhere" else (),
    )
    narrowed = in_part(_map(_table("book", EMAIL), page), {"email"}, structure)
    assert narrowed.tables["book"].fate is RowFate.CHANGE
    assert not any(each.clear for each in narrowed.tables["page"].via)


@pytest.mark.parametrize(
    ("kind", "length", "fate", "value"),
    [
        (ColumnKind.TEXT, None, ColumnFate.PSEUDONYM, None),
        (ColumnKind.TEXT, 24, ColumnFate.PSEUDONYM, None),
        (ColumnKind.TEXT, 8, ColumnFate.CONSTANT, ""),
        (ColumnKind.DATE, None, ColumnFate.CONSTANT, "1900-01-01"),
        (ColumnKind.BYTES, None, ColumnFate.CLEAR, None),
    ],
)
def test_a_column_that_may_not_be_empty_becomes_what_it_can(
    kind: ColumnKind, length: int | None, fate: ColumnFate, value: str | None
) -> None:
    """Of a kind for which nothing stands, the database is asked and refuses by name."""
    laid = _laid("book", kind, nullable=False, length=length)
    table = in_part(_map(_table("book", EMAIL, NOTE)), {"email"}, _structure(laid)).tables["book"]
    assert (table.columns[0].fate, table.columns[0].value) == (fate, value)


def test_a_table_that_the_database_lacks_is_left_to_the_comparison() -> None:
    """Map and database are compared before anything happens; nothing is guessed here."""
    table = in_part(_map(_table("book", EMAIL, NOTE)), {"email"}, _structure()).tables["book"]
    assert table.columns[0].fate is ColumnFate.CLEAR
