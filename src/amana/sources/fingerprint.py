"""Whether a database is laid out as when it was read last: a mark that any change of it changes.

Reading a structure takes a dozen statements; the mark takes one.
"""

from typing import Any, Final, TypeAlias

import sqlalchemy as sa

Fingerprint: TypeAlias = tuple[Any, ...]

_OF_POSTGRESQL: Final = """
with space as (
    select oid, xmin, ctid from pg_namespace
    where nspname not like 'pg\\_%' and nspname <> 'information_schema'
), relation as materialized (
    select c.oid, c.xmin, c.ctid from pg_class as c join space on space.oid = c.relnamespace
), mark (kind, oid, xmin, ctid) as (
    select 0, oid, xmin, ctid from space
    union all select 1, oid, xmin, ctid from relation
    union all select 2, attrelid, a.xmin, a.ctid
        from pg_attribute as a join relation on relation.oid = attrelid
    union all select 3, c.oid, c.xmin, c.ctid
        from pg_constraint as c join space on space.oid = connamespace
    union all select 4, indexrelid, i.xmin, i.ctid
        from pg_index as i join relation on relation.oid = indrelid
    union all select 5, inhrelid, i.xmin, i.ctid
        from pg_inherits as i join relation on relation.oid = inhrelid
    union all select 6, t.oid, t.xmin, t.ctid
        from pg_type as t join space on space.oid = typnamespace where t.typtype <> 'c'
    union all select 7, oid, xmin, ctid from pg_extension
    union all select 8, t.oid, t.xmin, t.ctid
        from pg_trigger as t join relation on relation.oid = tgrelid where not tgisinternal
    union all select 9, r.oid, r.xmin, r.ctid
        from pg_rewrite as r join relation on relation.oid = ev_class
)
select d.oid, pg_postmaster_start_time(), count(*),
    sum(hashtextextended(kind || ' ' || mark.oid || ' ' || mark.xmin || mark.ctid, 0))
from mark, pg_database as d where d.datname = current_database() group by d.oid
"""
"""Each row of the catalogue in its version: a changed one lies elsewhere, and is of a later
transaction. Statistics are kept in place, and change no version."""
_OF_SQLITE: Final = "select type, name, tbl_name, sql from sqlite_master order by 1, 2"
"""SQLite keeps its structure as the statements that made it."""


def fingerprint_of(connection: sa.Connection) -> Fingerprint | None:
    """Return the mark; ``None`` where the database has none that is cheaper than reading all."""
    statement = {"postgresql": _OF_POSTGRESQL, "sqlite": _OF_SQLITE}.get(connection.dialect.name)
    if statement is None:
        return None
    return tuple(tuple(row) for row in connection.execute(sa.text(statement)))
