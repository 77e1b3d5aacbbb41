"""The structure of a database, read from its catalogue in a few statements."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import CITEXT, HSTORE
from sqlalchemy.engine.interfaces import ReflectedColumn

from amana.domain.source.structure import (
    ColumnKind,
    ForeignKey,
    OnDelete,
    Structure,
    StructureColumn,
    StructureTable,
    full_name,
)
from amana.sources.catalogues import ACTS, engines, heirs, incoming, keys_of_sqlite
from amana.sources.opening import DEFAULT_SCHEMA
from amana.sources.triggers import with_triggers

Read: TypeAlias = Mapping[tuple[str | None, str], Any]
"""What the catalogue says, by schema and table."""
_OWN: Final = frozenset({"information_schema", "mysql", "performance_schema", "sys"})
_KINDS: Final[tuple[tuple[type[sa.types.TypeEngine[Any]], ColumnKind], ...]] = (
    (sa.Enum, ColumnKind.OTHER),
    (sa.Boolean, ColumnKind.BOOLEAN),
    (sa.Integer, ColumnKind.INTEGER),
    (sa.Numeric, ColumnKind.NUMBER),
    (sa.Float, ColumnKind.NUMBER),
    (sa.DateTime, ColumnKind.TIME),
    (sa.Date, ColumnKind.DATE),
    (sa.Uuid, ColumnKind.UUID),
    (sa.JSON, ColumnKind.JSON),
    (sa.LargeBinary, ColumnKind.BYTES),
    (sa.String, ColumnKind.TEXT),
)
_EXTENSIONS: Final = {"citext": CITEXT, "hstore": HSTORE}
_WORDS: Final = {"CITEXT": ColumnKind.TEXT, "TINYINT(1)": ColumnKind.BOOLEAN}


def structure_of(connection: sa.Connection) -> Structure:
    """Return the structure of all tables that may be seen, those of the system left out."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        _know_extensions(connection)
        return Structure(dialect=dialect, tables=_of_postgresql(connection))
    if dialect == "sqlite":
        # The keys are left to the pragma: SQLAlchemy looks for them in the text of the statement.
        tables = _tables(connection, None, {})
        tables = {name: _of_sqlite(connection, table, tables) for name, table in tables.items()}
        return Structure(dialect=dialect, tables=with_triggers(connection, tables, None))
    if dialect in {"mysql", "mariadb"}:
        tables = _tables(connection, None, _within(connection))
        kept = with_triggers(connection, engines(connection, tables), None)
        return Structure(dialect=dialect, tables=kept, incoming=incoming(connection, tables))
    return Structure(dialect=dialect, tables=_tables(connection, None))


def _know_extensions(connection: sa.Connection) -> None:
    """Tell SQLAlchemy the types of extensions by full name: our path shows no short one."""
    dialect: Any = connection.dialect
    extension = sa.table(
        "pg_extension", sa.column("extname"), sa.column("extnamespace"), schema="pg_catalog"
    )
    schema = sa.table("pg_namespace", sa.column("oid"), sa.column("nspname"), schema="pg_catalog")
    query = (
        sa.select(schema.c.nspname, extension.c.extname)
        .select_from(schema.join(extension, schema.c.oid == extension.c.extnamespace))
        .where(extension.c.extname.in_(_EXTENSIONS))
    )
    known = {
        f"{dialect.identifier_preparer.quote_schema(name)}.{type_}".lower(): _EXTENSIONS[type_]
        for name, type_ in connection.execute(query)
    }
    dialect.ischema_names = {**dialect.ischema_names, **known}


def _of_sqlite(
    connection: sa.Connection, table: StructureTable, tables: Mapping[str, StructureTable]
) -> StructureTable:
    """Return the table with what SQLite says only to its own pragmas.

    SQLAlchemy reads the text of ``create table`` for unique columns and for what a foreign key does
    at a deletion, and misses both where they stand beside a column. Foreign keys on the same
    columns it takes for one.
    """
    indexes = sa.inspect(connection).get_indexes(table.name, include_auto_indexes=True)
    rowid = table.primary_key if len(table.primary_key) == 1 else ()
    columns = {
        name: replace(column, nullable=False)
        if name in rowid and column.type == "INTEGER"
        else column
        for name, column in table.columns.items()
    }
    keys = keys_of_sqlite(connection, table.name, tables)
    uniques = dict.fromkeys((*table.uniques, *_uniques((), indexes)))
    return replace(table, columns=columns, uniques=tuple(uniques), foreign_keys=keys)


def _within(connection: sa.Connection) -> Read:
    """Return the foreign keys by table, without those to other databases: no map can name them.

    Those are known by their schema: a table's own name may hold a dot.
    """
    every = sa.inspect(connection).get_multi_foreign_keys()
    return {
        at: [key for key in keys if key["referred_schema"] is None] for at, keys in every.items()
    }


def _of_postgresql(connection: sa.Connection) -> Mapping[str, StructureTable]:
    """Return the tables of every schema, each read by its name.

    Foreign keys are read with the schemas that they lead to: the session's path has none of them.
    """
    default = default_schema(connection)
    schemas = (
        name
        for name in sa.inspect(connection).get_schema_names()
        if name not in _OWN and not name.startswith("pg_")
    )
    ordered = sorted(schemas, key=lambda name: name != default)
    found: dict[str, StructureTable] = {}
    for schema in ordered:
        own = None if schema == default else schema
        found.update(_tables(connection, own))
    return with_triggers(connection, heirs(connection, found, default), default)


def default_schema(connection: sa.Connection) -> str | None:
    """Return the schema that a PostgreSQL role's names without one lead to; elsewhere ``None``.

    The session's own path leads nowhere, so that the name is the one that it had at first.
    """
    found: str | None = connection.info.get(DEFAULT_SCHEMA)
    return found


def _tables(
    connection: sa.Connection, schema: str | None, foreign: Read | None = None
) -> dict[str, StructureTable]:
    """Return the tables of one schema by full name, with foreign keys that were read before."""
    inspector = sa.inspect(connection)
    default = default_schema(connection)
    at_home = schema or default
    columns = inspector.get_multi_columns(schema=at_home)
    keys: Read = inspector.get_multi_pk_constraint(schema=at_home)
    uniques: Read = inspector.get_multi_unique_constraints(schema=at_home)
    indexes: Read = inspector.get_multi_indexes(schema=at_home)
    if foreign is None:
        foreign = inspector.get_multi_foreign_keys(schema=at_home)
    found = {}
    for at, listed in columns.items():
        table = StructureTable(
            name=at[1],
            schema=schema,
            columns={column["name"]: _column(column, connection.dialect) for column in listed},
            primary_key=tuple((keys.get(at) or {}).get("constrained_columns") or ()),
            uniques=_uniques(uniques.get(at) or (), indexes.get(at) or ()),
            foreign_keys=tuple(_foreign_key(key, default) for key in foreign.get(at) or ()),
            lies_in=at_home,
        )
        found[table.full_name] = table
    return found


def _column(column: ReflectedColumn, dialect: sa.Dialect) -> StructureColumn:
    """Return one column."""
    written = _written(column["type"], dialect)
    return StructureColumn(
        name=column["name"],
        kind=_WORDS.get(written) or _kind(column["type"]),
        type=written,
        nullable=column["nullable"],
        length=getattr(column["type"], "length", None),
    )


def _written(type_: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> str:
    """Return the type as the database writes it; a type that SQLAlchemy does not know by name."""
    try:
        return type_.compile(dialect)
    except sa.exc.CompileError:
        return type(type_).__name__


def _kind(type_: sa.types.TypeEngine[Any]) -> ColumnKind:
    """Return what values of the type are."""
    return next((kind for known, kind in _KINDS if isinstance(type_, known)), ColumnKind.OTHER)


def _uniques(constraints: Iterable[Any], indexes: Iterable[Any]) -> tuple[tuple[str, ...], ...]:
    """Return the sets of columns that are unique: an index over a part of the rows is not."""
    whole = (
        index["column_names"]
        for index in indexes
        if index["unique"] and not any("where" in name for name in index.get("dialect_options", ()))
    )
    sets = (tuple(each["column_names"]) for each in constraints)
    every = (*sets, *(tuple(names) for names in whole))
    return tuple(dict.fromkeys(names for names in every if None not in names))


def _foreign_key(
    key: Any,  # noqa: ANN401 - SQLAlchemy's typed dictionary
    default: str | None,
) -> ForeignKey:
    """Return one foreign key."""
    schema = key["referred_schema"]
    options = key.get("options") or {}
    rule = str(options.get("ondelete") or "").upper()
    return ForeignKey(
        columns=tuple(key["constrained_columns"]),
        table=full_name(None if schema == default else schema, key["referred_table"]),
        to=tuple(key["referred_columns"]),
        on_delete=ACTS.get(rule, OnDelete.REFUSE),
        deferrable=bool(options.get("deferrable")),
    )
