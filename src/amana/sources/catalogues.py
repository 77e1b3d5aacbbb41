"""What the catalogue of each database says beyond what SQLAlchemy reads of it."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa

from amana.domain.source.structure import (
    ForeignKey,
    Incoming,
    OnDelete,
    StructureTable,
    full_name,
)

Tables = Mapping[str, StructureTable]
ACTS: Final = {"CASCADE": OnDelete.CASCADE, "SET NULL": OnDelete.CLEAR}
"""What a foreign key does at a deletion; all else refuses it."""
_HEIRS: Final = (
    "select parent_space.nspname, parent.relname, child_space.nspname, child.relname"
    " from pg_catalog.pg_inherits as lineage"
    " join pg_catalog.pg_class as parent on parent.oid = lineage.inhparent"
    " join pg_catalog.pg_namespace as parent_space on parent_space.oid = parent.relnamespace"
    " join pg_catalog.pg_class as child on child.oid = lineage.inhrelid"
    " join pg_catalog.pg_namespace as child_space on child_space.oid = child.relnamespace"
    " where not child.relispartition and parent.relkind <> 'p' and child.relkind in ('r', 'f')"
    " order by 1, 2, 3, 4"
)
"""Tables with those that inherit from them. Indexes have heirs too, and are left out."""
_ENGINES: Final = (
    "select t.table_name, t.table_type, e.transactions"
    " from information_schema.tables as t"
    " left join information_schema.engines as e on e.engine = t.engine"
    " where t.table_schema = database()"
)
_INCOMING: Final = (
    "select k.table_schema, k.table_name, k.constraint_name, k.column_name,"
    " k.referenced_table_name, k.referenced_column_name, r.delete_rule"
    " from information_schema.key_column_usage as k"
    " join information_schema.referential_constraints as r"
    " on r.constraint_schema = k.constraint_schema"
    " and r.constraint_name = k.constraint_name and r.table_name = k.table_name"
    " where k.referenced_table_schema = database()"
    " order by k.table_schema, k.table_name, k.constraint_name, k.ordinal_position"
)


def heirs(connection: sa.Connection, tables: Tables, default: str | None) -> Tables:
    """Return PostgreSQL's tables with those that inherit from them and are no partitions."""
    found: dict[str, list[str]] = {}
    for schema, name, child_schema, child in connection.exec_driver_sql(_HEIRS):
        parent = full_name(None if schema == default else schema, name)
        heir = full_name(None if child_schema == default else child_schema, child)
        found.setdefault(parent, []).append(heir)
    return {name: replace(each, heirs=tuple(found.get(name, ()))) for name, each in tables.items()}


def engines(connection: sa.Connection, tables: Tables) -> Tables:
    """Return MariaDB's or MySQL's tables with what their engines can and keep.

    Those that keep their history are called no base tables by some servers; SQLAlchemy leaves them
    out there, and they stand here by name alone.
    """
    rows = connection.exec_driver_sql(_ENGINES).all()
    able = {name for name, _, transactions in rows if transactions == "YES"}
    kept = {name for name, type_, _ in rows if type_ == "SYSTEM VERSIONED"}
    bare = {name: StructureTable(name=name, schema=None, columns={}) for name in kept}
    return {
        name: replace(each, transactional=name in able, versioned=name in kept)
        for name, each in (bare | dict(tables)).items()
    }


def incoming(connection: sa.Connection, tables: Tables) -> tuple[Incoming, ...]:
    """Return the foreign keys to this database's tables from those that were not read.

    These are the tables of MariaDB's and MySQL's other databases, as far as the user may see them.
    """
    rows = connection.exec_driver_sql(_INCOMING).all()
    found = []
    for (schema, table, _), grouped in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        parts = list(grouped)
        key = ForeignKey(
            columns=tuple(row[3] for row in parts),
            table=parts[0][4],
            to=tuple(row[5] for row in parts),
            on_delete=ACTS.get(parts[0][6], OnDelete.REFUSE),
        )
        if schema != _here(connection) or table not in tables:
            found.append(Incoming(table=full_name(schema, table), key=key))
    return tuple(found)


def _here(connection: sa.Connection) -> str | None:
    """Return the name of the database that is read."""
    return sa.inspect(connection).default_schema_name


def keys_of_sqlite(connection: sa.Connection, table: str, tables: Tables) -> tuple[ForeignKey, ...]:
    """Return the foreign keys of one table, each by itself, with names as the catalogue has them.

    SQLite takes names in any case, as do keys that refer to them.
    """
    listed = sa.func.pragma_foreign_key_list(table).table_valued(
        "id", "seq", "table", "from", "to", "on_delete"
    )
    rows = connection.execute(sa.select(listed).order_by(listed.c.id, listed.c.seq)).all()
    spelled = {folded(name): name for name in tables}
    return tuple(
        _key_of_sqlite([tuple(row) for row in parts], tables, spelled)
        for _, parts in groupby(rows, key=lambda row: row[0])
    )


def _key_of_sqlite(
    parts: list[tuple[Any, ...]], tables: Tables, spelled: Mapping[str, str]
) -> ForeignKey:
    """Return one foreign key. One that names no columns leads to the primary key."""
    written = parts[0][2]
    table = spelled.get(folded(written), written)
    other = tables.get(table)
    columns = tuple(part[3] for part in parts)
    to = tuple(part[4] for part in parts)
    if None in to:
        key = () if other is None else other.primary_key
        to = key if len(key) == len(columns) else columns
    elif other is not None:
        names = {folded(name): name for name in other.columns}
        to = tuple(names.get(folded(name), name) for name in to)
    act = ACTS.get(str(parts[0][5]).upper(), OnDelete.REFUSE)
    return ForeignKey(columns=columns, table=table, to=to, on_delete=act)


def folded(name: str) -> str:
    """Return a name as SQLite compares it: only the letters of ASCII have no case."""
    return "".join(each.lower() if each.isascii() else each for each in name)
