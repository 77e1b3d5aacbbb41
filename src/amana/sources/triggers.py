"""What a database runs by itself where rows are deleted or changed: triggers, and rules."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

import sqlalchemy as sa

from amana.domain.source.structure import StructureTable, full_name
from amana.sources.catalogues import Tables, folded

_Named: TypeAlias = tuple[str, str]
"""The full name of a table, and the name of a trigger."""
_OF_POSTGRESQL: Final = (
    "select space.nspname, relation.relname, made.name from ("
    " select tgrelid as oid, tgname as name from pg_catalog.pg_trigger"
    " where not tgisinternal and tgenabled <> 'D' and tgtype & 24 <> 0"
    " union all select ev_class, rulename from pg_catalog.pg_rewrite"
    " where ev_type in ('2', '4') and ev_enabled <> 'D'"
    ") as made join pg_catalog.pg_class as relation on relation.oid = made.oid"
    " join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace"
    " order by 1, 2, 3"
)
"""Of an update (16, '2') and of a deletion (8, '4'); those of foreign keys are internal."""
_OF_MYSQL: Final = (
    "select event_object_table, trigger_name from information_schema.triggers"
    " where event_object_schema = database() and event_manipulation in ('UPDATE', 'DELETE')"
    " order by 1, 2"
)
_OF_SQLITE: Final = (
    "select tbl_name, name, sql from sqlite_master where type = 'trigger' order by 1, 2"
)
_AT_INSERT: Final = re.compile(r"\W*(?:before\s|after\s|instead\s+of\s)?\s*insert\s", re.IGNORECASE)


def with_triggers(connection: sa.Connection, tables: Tables, default: str | None) -> Tables:
    """Return the tables with the triggers that the catalogue has of them.

    Of databases that are none of PostgreSQL, MariaDB, MySQL and SQLite it has none.
    """
    read = _READ.get(connection.dialect.name)
    if read is None:
        return tables
    found: dict[str, list[str]] = {}
    for table, name in read(connection, tables, default):
        found.setdefault(table, []).append(name)
    return {name: _with(table, found) for name, table in tables.items()}


def _with(table: StructureTable, found: Mapping[str, list[str]]) -> StructureTable:
    return replace(table, triggers=tuple(found.get(table.full_name, ())))


def _of_postgresql(
    connection: sa.Connection, _tables: Tables, default: str | None
) -> Iterator[_Named]:
    for schema, table, name in connection.exec_driver_sql(_OF_POSTGRESQL):
        yield full_name(None if schema == default else schema, table), name


def _of_mysql(connection: sa.Connection, _tables: Tables, _default: str | None) -> Iterator[_Named]:
    for row in connection.exec_driver_sql(_OF_MYSQL):
        yield row[0], row[1]


def _of_sqlite(connection: sa.Connection, tables: Tables, _default: str | None) -> Iterator[_Named]:
    """Yield triggers by the text that made them: one that may be of another event counts."""
    spelled = {folded(name): name for name in tables}
    for table, name, text in connection.exec_driver_sql(_OF_SQLITE):
        _, _, rest = str(text).partition(name)
        if not _AT_INSERT.match(rest):
            yield spelled.get(folded(table), table), name


_READ: Final[Mapping[str, Callable[[sa.Connection, Tables, str | None], Iterator[_Named]]]] = {
    "postgresql": _of_postgresql,
    "mysql": _of_mysql,
    "mariadb": _of_mysql,
    "sqlite": _of_sqlite,
}
