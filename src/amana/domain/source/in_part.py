"""What an erasure in part does to a source: the columns of some categories go, and nothing else.

A row goes only where all that it holds about somebody is of these categories and nothing refers to
it: what refers to it stays whole, and has to find it. Other rows stay and lose these columns, each
by its own fate; where the map gives none, for the row would go, by what the column can become.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from amana.domain.source.model import (
    ColumnFate,
    Link,
    RowFate,
    SourceColumn,
    SourceMap,
    SourceTable,
)
from amana.domain.source.structure import ColumnKind, Structure, StructureColumn, full_name
from amana.domain.source.values import PSEUDONYM_LENGTH

_EMPTY: Final[Mapping[ColumnKind, str]] = {
    ColumnKind.TEXT: "",
    ColumnKind.INTEGER: "0",
    ColumnKind.NUMBER: "0",
    ColumnKind.BOOLEAN: "false",
    ColumnKind.DATE: "1900-01-01",
    ColumnKind.TIME: "1900-01-01T00:00:00",
    ColumnKind.UUID: "00000000-0000-0000-0000-000000000000",
}
"""What stands for nothing where a column may not be empty."""


def concerned(mapping: SourceMap, categories: Collection[str]) -> frozenset[str]:
    """Return the ids of the tables that hold something of these categories."""
    return frozenset(
        table.id
        for table in mapping.tables.values()
        if any(column.category in categories for column in table.columns)
    )


def in_part(mapping: SourceMap, categories: Collection[str], structure: Structure) -> SourceMap:
    """Return the map by which an erasure takes these categories, and leaves all else as it is."""
    led_to = _led_to(mapping, structure)
    return replace(
        mapping,
        tables={
            name: _part(table, categories, structure, led_to=name in led_to)
            for name, table in mapping.tables.items()
        },
    )


def _led_to(mapping: SourceMap, structure: Structure) -> frozenset[str]:
    """Return the tables that another row may refer to, by the map or by a foreign key."""
    by_map = {
        reference.table for table in mapping.tables.values() for reference in table.references
    }
    keys = [key.table for laid in structure.tables.values() for key in laid.foreign_keys]
    named = {*keys, *(each.key.table for each in structure.incoming)}
    by_key = {
        table.id
        for table in mapping.tables.values()
        if full_name(table.schema, table.name) in named
    }
    return frozenset(by_map | by_key)


def _part(
    table: SourceTable, categories: Collection[str], structure: Structure, *, led_to: bool
) -> SourceTable:
    if table.fate is RowFate.KEEP:
        return table
    all_go = bool(table.columns) and all(each.category in categories for each in table.columns)
    if table.fate is RowFate.DELETE and all_go and not led_to:
        return table
    laid = structure.tables.get(full_name(table.schema, table.name))
    columns = {} if laid is None else laid.columns
    return replace(
        table,
        fate=RowFate.CHANGE,
        in_part=True,
        via=tuple(_unmoved(link) for link in table.via),
        columns=tuple(
            _gone(each, columns.get(each.name))
            if each.category in categories
            else replace(each, fate=None, value=None, reason=None, until=None)
            for each in table.columns
        ),
    )


def _unmoved(link: Link) -> Link:
    """Return a link that stays: it says whose the rest of the row is."""
    return replace(link, clear=False)


def _gone(column: SourceColumn, own: StructureColumn | None) -> SourceColumn:
    """Return a column as it is to go: by its fate, else emptied, or by a word or a constant."""
    if column.fate is not None:
        return column
    if own is None or own.nullable:
        return replace(column, fate=ColumnFate.CLEAR)
    if own.kind is ColumnKind.TEXT and (own.length is None or own.length >= PSEUDONYM_LENGTH):
        return replace(column, fate=ColumnFate.PSEUDONYM)
    empty = _EMPTY.get(own.kind)
    if empty is None:
        return replace(column, fate=ColumnFate.CLEAR)  # refused by name when map meets database
    return replace(column, fate=ColumnFate.CONSTANT, value=empty)
