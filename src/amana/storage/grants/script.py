"""The statements that make a plan true, from the texts of ``queries/grants_script.sql``.

Names and values of a map are put in by the driver's own quoting, which is that of the server's
client library: whatever a map calls a column stays a name, and whatever it calls an occasion a
value. Nothing of a map is ever joined to a statement as text.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from psycopg import sql

from amana.domain.grants.facts import OPEN, Digests, Own, needed
from amana.domain.grants.plan import (
    Condition,
    GrantPlan,
    PurposeGrant,
    ShownColumn,
    Sort,
    TableGrant,
)
from amana.domain.record_map.tables import Table
from amana.storage.query import queries

_DIGEST = 16


def mark_of(service: str) -> str:
    """Return what stands as a comment on each role of the service."""
    return f"amana grants: {service}"


def statement(name: str, /, **parts: sql.Composable) -> sql.Composed:
    """Return a statement of the file with its parts put in."""
    return sql.SQL(queries("grants_script")[name]).format(**parts)


def written(composed: sql.Composable) -> str:
    """Return the statement as it can be read, and run by hand."""
    return f"{composed.as_string(None)};"


def fresh(plan: GrantPlan) -> Iterator[sql.Composable]:
    """Yield what makes the plan true in a database that holds nothing of it, to be looked at.

    Run by hand it lacks the marks by which later looks tell that nothing was changed.
    """
    for role in (plan.keeper, *(purpose.role for purpose in plan.purposes)):
        name, mark = sql.Identifier(role), sql.Literal(mark_of(plan.service))
        yield statement("create_role", role=name)
        yield statement("mark_role", role=name, mark=mark)
    yield from making(plan, Own())
    yield sql.SQL("reset role")


def making(plan: GrantPlan, own: Own) -> Iterator[sql.Composed]:
    """Yield what makes the plan true where the roles are there and hold nothing."""
    keeper = sql.Identifier(plan.keeper)
    for table in plan.tables:
        yield statement("shut_to_public", table=_table(table))
    yield statement("create_schema", schema=keeper, role=keeper)
    for purpose in plan.purposes:
        if any(grant.needs_view for grant in purpose.tables):
            yield statement("create_schema", schema=sql.Identifier(purpose.role), role=keeper)
    yield from _opened(plan, own.limited)
    for purpose in plan.purposes:
        for grant in purpose.tables:
            yield from _granted(plan, purpose, grant, own)
    yield statement("become", role=keeper)
    yield statement("create_mask", schema=keeper)
    for purpose in plan.purposes:
        yield from _views(plan, purpose)


def _opened(plan: GrantPlan, limited: frozenset[str]) -> Iterator[sql.Composed]:
    """Turn row security on where rows are limited, so that nobody else loses any."""
    wanted = {
        grant.table.id: grant.table
        for purpose in plan.purposes
        for grant in purpose.tables
        if grant.rows and grant.table.id not in limited
    }
    for table in wanted.values():
        yield statement("open_rows", policy=sql.Identifier(OPEN), table=_table(table))
        yield statement("limit_rows", table=_table(table))


def _granted(
    plan: GrantPlan, purpose: PurposeGrant, grant: TableGrant, own: Own
) -> Iterator[sql.Composed]:
    role, table = sql.Identifier(purpose.role), _table(grant.table)
    schema = sql.Identifier(grant.table.schema)
    shut = grant.table.schema not in own.findable
    if shut:
        yield statement("let_find", schema=schema, role=role)
    if grant.whole:
        yield statement("let_read_columns", columns=_names(grant.whole), table=table, role=role)
    if grant.rows:
        yield rows_statement(purpose, grant)
    if grant.needs_view:
        keeper = sql.Identifier(plan.keeper)
        columns = _names(needed(grant))
        if shut:
            yield statement("let_find", schema=schema, role=keeper)
        yield statement("let_read_columns", columns=columns, table=table, role=keeper)


def _views(plan: GrantPlan, purpose: PurposeGrant) -> Iterator[sql.Composed]:
    """Make the views of a purpose, as the role that owns them."""
    grants = [grant for grant in purpose.tables if grant.needs_view]
    role = sql.Identifier(purpose.role)
    for grant in grants:
        yield view_statement(plan, purpose, grant)
        yield statement("let_read_view", view=_view(purpose, grant), role=role)
    if grants:
        yield statement("let_find", schema=role, role=role)
        yield statement("let_mask", schema=sql.Identifier(plan.keeper), role=role)


def view_statement(plan: GrantPlan, purpose: PurposeGrant, grant: TableGrant) -> sql.Composed:
    """Return what makes the view of a purpose over a table."""
    keys = (sql.Identifier(name) for name in grant.table.keys)
    shown = (_shown(plan, column) for column in grant.columns)
    return statement(
        "create_view",
        view=_view(purpose, grant),
        columns=sql.SQL(", ").join((*keys, *shown)),
        table=_table(grant.table),
        rows=_all(grant.rows),
    )


def rows_statement(purpose: PurposeGrant, grant: TableGrant) -> sql.Composed:
    """Return what narrows the rows of a table for a purpose."""
    role = sql.Identifier(purpose.role)
    return statement(
        "limit_role", policy=role, table=_table(grant.table), role=role, rows=_all(grant.rows)
    )


def digests(plan: GrantPlan) -> Digests:
    """Return the digests of the definitions, by which an older plan is told from this one."""
    views, rows = {}, {}
    for purpose in plan.purposes:
        for grant in purpose.tables:
            key = (purpose.role, grant.table.id)
            if grant.needs_view:
                views[key] = _digest(view_statement(plan, purpose, grant))
            if grant.rows:
                rows[key] = _digest(rows_statement(purpose, grant))
    mask = _digest(statement("create_mask", schema=sql.Identifier(plan.keeper)))
    return Digests(views=views, rows=rows, mask=mask)


def _digest(composed: sql.Composed) -> str:
    return sha256(composed.as_string(None).encode()).hexdigest()[:_DIGEST]


def _shown(plan: GrantPlan, column: ShownColumn) -> sql.Composed:
    """Return a column as the view has it: a part of it, in some rows, or as it is."""
    name = sql.Identifier(column.name)
    value: sql.Composable = name
    if column.part:
        value = sql.SQL("{}.shown({}::text, {}, {})").format(
            *(sql.Identifier(plan.keeper), name),
            *(sql.Literal(column.part), sql.Literal(column.type.value)),
        )
    if column.only:
        value = sql.SQL("case when {} then {} end").format(_all(column.only), value)
    return sql.SQL("{} as {}").format(value, name)


def _all(conditions: Iterable[Condition]) -> sql.Composable:
    return sql.SQL(" and ").join(map(_condition, conditions)) if conditions else sql.SQL("true")


def _condition(condition: Condition) -> sql.Composed:
    column = sql.Identifier(condition.column)
    if condition.sort is Sort.GIVEN:
        return sql.SQL("{} is true").format(column)
    if condition.sort is Sort.ABSENT:
        return sql.SQL("{} is not true").format(column)
    words = sql.SQL(", ").join(map(sql.Literal, condition.values))
    form = "{}::text in ({})" if condition.sort is Sort.AMONG else "{}::text not in ({})"
    return sql.SQL(form).format(column, words)


def _names(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _table(table: Table) -> sql.Identifier:
    return sql.Identifier(table.schema, table.name)


def _view(purpose: PurposeGrant, grant: TableGrant) -> sql.Identifier:
    return sql.Identifier(purpose.role, grant.table.id)
