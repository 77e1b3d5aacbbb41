"""Whether a database is as its map says: everything that is not, before anything happens."""

from collections.abc import Iterator

from amana.domain.source.errors import (
    CannotBeCleared,
    ConstantNotUnique,
    ConstantUnfit,
    FlagUnfit,
    ForeignKeyAstray,
    ForeignKeyMissed,
    KeyMissing,
    KeyWouldChange,
    Misfit,
    NotTransactional,
    PseudonymUnfit,
    RowsKeptForever,
    SourceColumnMissing,
    SourceTableMissing,
    TableInherited,
    TriggerUnread,
)
from amana.domain.source.model import (
    ColumnFate,
    Reference,
    RowFate,
    SourceColumn,
    SourceMap,
    SourceTable,
)
from amana.domain.source.structure import (
    ColumnKind,
    ForeignKey,
    OnDelete,
    Structure,
    StructureTable,
    full_name,
)
from amana.domain.source.values import PSEUDONYM_LENGTH, fitting


def misfits(mapping: SourceMap, structure: Structure) -> tuple[Misfit, ...]:
    """Return everything in which map and database differ, in the order of the map."""
    found = list(_of_tables(mapping, structure))
    return tuple(found or _missed_keys(mapping, structure))


def unread_triggers(mapping: SourceMap, structure: Structure) -> tuple[Misfit, ...]:
    """Return the triggers that an erasure by the map runs and the map does not name.

    It is a word for who approves: a pass by a map in force goes on.
    """
    return tuple(
        TriggerUnread(table=table.name, name=name)
        for table in mapping.tables.values()
        if _is_touched(table)
        for name in _triggers(table, structure)
        if name not in table.triggers
    )


def _is_touched(table: SourceTable) -> bool:
    """Tell whether an erasure deletes rows of the table, or changes some."""
    return table.fate is not RowFate.KEEP or bool(table.unlink)


def _triggers(table: SourceTable, structure: Structure) -> tuple[str, ...]:
    laid = structure.tables.get(full_name(table.schema, table.name))
    return () if laid is None else laid.triggers


def key_of(table: SourceTable, laid: StructureTable) -> tuple[str, ...]:
    """Return the columns that tell the table's rows apart."""
    return table.key or laid.primary_key


def clearable(reference: Reference, table: SourceTable, laid: StructureTable) -> tuple[str, ...]:
    """Return the columns of a reference that can become null, so that it leads nowhere.

    One is enough. Columns of the key stay, for rows are found by them.
    """
    key = key_of(table, laid)
    names = (name for name in reference.columns if name not in key)
    return tuple(name for name in names if laid.columns[name].nullable)


def _of_tables(mapping: SourceMap, structure: Structure) -> Iterator[Misfit]:
    """Yield what is wrong with single tables."""
    for table in mapping.tables.values():
        laid = structure.tables.get(full_name(table.schema, table.name))
        if laid is None:
            yield SourceTableMissing(table=table.name)
            continue
        yield from _of_storage(table, laid)
        if laid.versioned:
            continue  # its columns are not read
        missing = [name for name in table.named if name not in laid.columns]
        for name in missing:
            yield SourceColumnMissing(table=table.name, name=name)
        if not missing:
            yield from _of_table(table, laid)
    yield from _wrong_ends(mapping, structure)


def _of_storage(table: SourceTable, laid: StructureTable) -> Iterator[Misfit]:
    """Yield why the way in which rows are stored lets no erasure be what it says."""
    for heir in laid.heirs:
        yield TableInherited(table=table.name, other=heir)
    if not laid.transactional:
        yield NotTransactional(table=table.name)
    if laid.versioned:
        yield RowsKeptForever(table=table.name)


def _wrong_ends(mapping: SourceMap, structure: Structure) -> Iterator[Misfit]:
    """Yield the far ends of references that are not there."""
    for table in mapping.tables.values():
        for reference in table.references:
            other = mapping.tables[reference.table]
            laid = structure.tables.get(full_name(other.schema, other.name))
            for name in reference.to if laid is not None and not laid.versioned else ():
                if laid is not None and name not in laid.columns:
                    yield SourceColumnMissing(table=other.name, name=name)


def _of_table(table: SourceTable, laid: StructureTable) -> Iterator[Misfit]:
    """Yield what is wrong with a table whose columns are all there."""
    key = key_of(table, laid)
    ways = (
        *(name for _, name in table.identifying),
        *(name for link in table.via for name in link.columns),
    )
    if not key or not (laid.tells_apart(key) or set(ways) <= set(key)):
        yield KeyMissing(table=table.name)
    for link in table.via:
        if link.clear and table.fate is not RowFate.KEEP and not clearable(link, table, laid):
            yield CannotBeCleared(table=table.name, name=", ".join(link.columns))
    for column in table.columns:
        yield from _of_column(column, table, laid)
    if table.restrict is not None:
        kind = laid.columns[table.restrict].kind
        if kind not in {ColumnKind.BOOLEAN, ColumnKind.INTEGER}:
            yield FlagUnfit(table=table.name, name=table.restrict)


def _of_column(column: SourceColumn, table: SourceTable, laid: StructureTable) -> Iterator[Misfit]:
    """Yield why a column cannot become what the map says."""
    own = laid.columns[column.name]
    changes = column.fate not in {None, ColumnFate.KEEP}
    if changes and column.name in key_of(table, laid):
        yield KeyWouldChange(table=table.name, name=column.name)
    elif column.fate is ColumnFate.CLEAR and not own.nullable:
        yield CannotBeCleared(table=table.name, name=column.name)
    elif column.fate is ColumnFate.PSEUDONYM and not _holds_word(laid, column.name):
        yield PseudonymUnfit(table=table.name, name=column.name, length=PSEUDONYM_LENGTH)
    elif column.value is not None and (column.name,) in laid.uniques:
        yield ConstantNotUnique(table=table.name, name=column.name)
    elif column.value is not None and fitting(own, column.value) is None:
        yield ConstantUnfit(table=table.name, name=column.name, kind=own.kind.value)


def _holds_word(laid: StructureTable, name: str) -> bool:
    """Tell whether a pseudonym has room there."""
    own = laid.columns[name]
    room = own.length is None or own.length >= PSEUDONYM_LENGTH
    return own.kind is ColumnKind.TEXT and room


def _missed_keys(mapping: SourceMap, structure: Structure) -> Iterator[Misfit]:
    """Yield the foreign keys to rows that are deleted of which the map knows nothing.

    One that leads nowhere may lead there. One that the database itself sets to null needs no word
    in the map.
    """
    mapped = {full_name(each.schema, each.name): each for each in mapping.tables.values()}
    for name, key in _keys(structure):
        other = mapped.get(key.table)
        columns = ", ".join(key.columns)
        if key.table not in structure.tables:
            yield ForeignKeyAstray(table=name, columns=columns, other=key.table)
        elif (
            other is not None
            and other.fate is RowFate.DELETE
            and not _known(key, mapped.get(name), other)
        ):
            yield ForeignKeyMissed(table=name, columns=columns, other=key.table)


def _keys(structure: Structure) -> Iterator[tuple[str, ForeignKey]]:
    """Yield, with the table that has it, each foreign key that the database does not set to null.

    Those of tables that were not read as well.
    """
    inner = ((name, key) for name, laid in structure.tables.items() for key in laid.foreign_keys)
    outer = ((each.table, each.key) for each in structure.incoming)
    for name, key in (*inner, *outer):
        if key.on_delete is not OnDelete.CLEAR:
            yield name, key


def _known(key: ForeignKey, table: SourceTable | None, other: SourceTable) -> bool:
    """Tell whether the map has the foreign key, as a link or to be cleared."""
    pairs = set(zip(key.columns, key.to, strict=True))
    return table is not None and any(
        reference.table == other.id
        and set(zip(reference.columns, reference.to, strict=True)) == pairs
        for reference in table.references
    )
