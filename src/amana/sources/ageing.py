"""End rows by their age: all that are due are listed once, and go in sets, each by itself.

A set is found again when its turn comes: what was changed meanwhile, or came under a hold that was
given, stays. What hangs on a row by links that own goes with it, as in an erasure.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from amana.domain.retention.due import Bound as Until
from amana.domain.retention.due import Condition
from amana.domain.retention.ends import day_bound, local_bound
from amana.domain.retention.tree import ends_whole, stays_behind, waited_for
from amana.domain.source.model import ColumnFate, Link, RowFate
from amana.domain.source.structure import ColumnKind, OnDelete, full_name
from amana.sources.asking import make
from amana.sources.changing import constant
from amana.sources.errors import ClockUnfit, OwnClock
from amana.sources.finding import alike, by_link, entries_of, know, nothing_found
from amana.sources.ground import Ground

_ONE: Final[sa.ColumnClause[int]] = sa.literal_column("1")
_NIL: Final[sa.ColumnClause[int]] = sa.literal_column("0")
_DIRECT: Final[sa.ColumnClause[int]] = sa.literal_column("-1")
_INSTANTS: Final = frozenset({"mysql", "mariadb"})
_AWARE: Final = ("WITH TIME ZONE", "TIMESTAMPTZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """A table whose rows end, those that go with them, and who is held in it."""

    root: Ground
    tables: Mapping[str, Ground]
    """The table, what hangs on it, and what only refers to it, in the order of finding."""
    condition: Condition
    dialect: str
    """Of the database: only MySQL's timestamps are instants without saying so."""
    waits: Sequence[tuple[Ground, Link]] = ()
    """Tables whose rows have to be gone before, each with the link that leads to this one."""
    held: Mapping[str, Ground] | None = None
    """The same tables with the rows of those under legal hold found; ``None`` where nobody is."""

    def zone_of(self, name: str) -> ZoneInfo:
        """Return the zone of a column's values that name none.

        MySQL and MariaDB keep a ``timestamp`` as an instant, which our sessions see in UTC.
        """
        kept = self.root.laid.columns[name].type.upper()
        if self.dialect in _INSTANTS and kept.startswith("TIMESTAMP"):
            return ZoneInfo("UTC")
        return ZoneInfo(self.root.table.zone)

    @property
    def listed(self) -> sa.TableClause:
        """Return the temporary table of all rows that are due, by their number."""
        columns: list[sa.ColumnClause[Any]] = [
            sa.column(f"k{at}") for at in range(len(self.root.key))
        ]
        return sa.table(f"{self.root.found.name}_due", sa.column("n"), *columns)


def tree_of(tables: Mapping[str, Ground], root: str) -> Mapping[str, Ground]:
    """Return a table, all that is reached from it, and what refers to any of it.

    Of what stays behind only the link is cleared. What is kept until its own time goes whole.
    References to what is not reached stay as they are: nothing goes there.
    """
    reached, tree = {root}, dict[str, Ground]()
    apart = {ground.table.id for ground, _ in waits_of(tables, root)}
    tables = {name: ground for name, ground in tables.items() if name not in apart}
    whole = ends_whole(tables[root].table)
    for name, ground in tables.items():
        table = ground.table
        left = () if name == root else tuple(it for it in table.via if stays_behind(table, it))
        along = tuple(it for it in table.via if it not in left)
        if name == root or any(link.table in reached for link in along):
            reached.add(name)
        fate = RowFate.DELETE if whole and name in reached and ends_whole(table) else table.fate
        references = (*table.unlink, *(it for it in left if it.table in reached))
        tree[name] = replace(ground, table=replace(table, via=along, unlink=references, fate=fate))
    cleared = {
        name: tuple(it for it in ground.table.unlink if it.table in reached)
        for name, ground in tree.items()
    }
    return {
        name: replace(ground, table=replace(ground.table, unlink=cleared[name]))
        for name, ground in tree.items()
        if name in reached or cleared[name]
    }


def waits_of(tables: Mapping[str, Ground], root: str) -> tuple[tuple[Ground, Link], ...]:
    """Return the tables whose rows have to be gone before those of a table, with their links."""
    named = waited_for({name: ground.table for name, ground in tables.items()}, root)
    return tuple(
        (tables[name], link)
        for name in named
        for link in tables[name].table.via
        if link.owns and link.table == root
    )


def refuse_races(tables: Mapping[str, Ground], root: str, dialect: str) -> None:
    """Raise ``OwnClock`` where a row that comes in meanwhile could go along, or be left alone.

    A database's own key makes the deletion fail instead; SQLite lets nobody write meanwhile.
    """
    for ground, link in waits_of(tables, root):
        if dialect != "sqlite" and not any(
            key.table == full_name(tables[root].table.schema, tables[root].table.name)
            and set(key.columns) == set(link.columns)
            and key.on_delete is OnDelete.REFUSE
            for key in ground.laid.foreign_keys
        ):
            raise OwnClock(table=tables[root].table.name)


def list_due(connection: sa.Connection, ageing: Ageing) -> int:
    """List the rows that are due; return how many there are."""
    root = ageing.root
    number: sa.ColumnElement[Any] = sa.func.row_number().over().label("n")
    keys = [root.at.c[name].label(f"k{at}") for at, name in enumerate(root.key)]
    name = ageing.listed.name
    made = _filled(connection, ageing.listed, sa.select(number, *keys), is_due(ageing))
    if made:
        connection.exec_driver_sql(f"create index {name}_n on {name} (n)")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"analyze {name}")
    return made


def find_set(connection: sa.Connection, ageing: Ageing, first: int, count: int) -> int:
    """Find the rows of one set that are still due, and what goes with them; return how many."""
    root, listed = ageing.root, ageing.listed
    among = sa.and_(listed.c.n > first, listed.c.n <= first + count)
    found = entries_of(root, _NIL, _DIRECT, _ONE).select_from(
        listed.join(root.at, root.same_row(listed))
    )
    made = _filled(connection, root.found, found, among, is_due(ageing))
    know(connection, [root])
    for name, ground in ageing.tables.items():
        if name == root.table.id:
            continue
        ways = [
            by_link(ground, ageing.tables[link.table], number, link)
            for number, link in enumerate(ground.table.via)
            if link.table in ageing.tables
        ]
        every = sa.union_all(*ways) if len(ways) > 1 else (*ways, nothing_found(ground))[0]
        make(connection, ground.found.name, every)
        know(connection, [ground])
    return made


def _filled(
    connection: sa.Connection,
    table: sa.TableClause,
    rows: sa.Select[Any],
    *where: sa.ColumnElement[bool],
) -> int:
    """Make a temporary table of a query's columns, and put its rows in; return how many.

    In two steps: what makes a table takes no values.
    """
    make(connection, table.name, rows.where(_ONE == _NIL))
    names = [column.name for column in table.columns]
    filling = table.insert().from_select(names, rows.where(*where))
    return connection.execute(filling.execution_options(preserve_rowcount=True)).rowcount


def forget_set(connection: sa.Connection, ageing: Ageing) -> None:
    """Drop the temporary tables of a set."""
    names = [ground.found.name for ground in ageing.tables.values()]
    temporary = "temporary " if connection.dialect.name in {"mysql", "mariadb"} else ""
    for name in names:
        connection.exec_driver_sql(f"drop {temporary}table {name}")
    persons = ageing.root.persons.name
    connection.exec_driver_sql(f"drop {temporary}table if exists {persons}")


def held_within(connection: sa.Connection, ageing: Ageing) -> int:
    """Return how many rows that would go with a set belong to somebody under legal hold."""
    if ageing.held is None:
        return 0
    found = 0
    for name, ground in ageing.tables.items():
        other = ageing.held[name].found
        same = sa.and_(
            *(ground.found.c[f"k{at}"] == other.c[f"k{at}"] for at in range(len(ground.key)))
        )
        rows = sa.select(sa.func.count()).select_from(ground.found.join(other, same))
        found += connection.execute(rows).scalar_one()
    return found


def over_by(connection: sa.Connection, ageing: Ageing) -> timedelta:
    """Return by how much the oldest row of a set is over, at most."""
    root = ageing.root
    joined = root.found.join(root.at, root.same_row(root.found))
    return _over_by(connection, ageing, joined) or timedelta(0)


def over_of(ageing: Ageing, value: object) -> timedelta:
    """Return by how much a row with this time is over, where one time decides."""
    ((bound,),) = ageing.condition.clauses
    came = instant_of(value, ageing.zone_of(ageing.root.table.times[bound.moment]))
    return timedelta(0) if came is None else max(timedelta(0), bound.latest - came)


def past(connection: sa.Connection, ageing: Ageing) -> tuple[int, timedelta | None]:
    """Return how many rows are due, and by how much the oldest is over, at most."""
    due = is_due(ageing)
    count = connection.execute(
        sa.select(sa.func.count()).select_from(ageing.root.at).where(due)
    ).scalar_one()
    return count, _over_by(connection, ageing, ageing.root.at, due) if count else None


def _over_by(
    connection: sa.Connection,
    ageing: Ageing,
    rows: sa.FromClause,
    *where: sa.ColumnElement[bool],
) -> timedelta | None:
    """Return the least over all clauses of the most that any of their bounds is over."""
    root = ageing.root
    clauses = []
    for clause in ageing.condition.clauses:
        names = [(bound, root.table.times[bound.moment]) for bound in _held_by(root, clause)]
        first = sa.select(*(sa.func.min(root.at.c[name]) for _, name in names))
        values = connection.execute(first.select_from(rows).where(*where)).one()
        overs = [
            bound.latest - came
            for (bound, name), value in zip(names, values, strict=True)
            if (came := instant_of(value, ageing.zone_of(name))) is not None
        ]
        clauses.append(max(overs, default=timedelta(0)))
    return max(timedelta(0), min(clauses, default=timedelta(0))) if clauses else None


def instant_of(value: object, zone: ZoneInfo) -> datetime | None:
    """Return the latest instant that a column's value can mean; ``None`` where it is none."""
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        given = value if value.tzinfo is not None else value.replace(tzinfo=zone, fold=1)
        return given.astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    return None


def is_due(ageing: Ageing) -> sa.ColumnElement[bool]:
    """Return the condition that a row is due, has something to end, and is nobody's who is held."""
    root = ageing.root
    clauses = [
        sa.or_(*(_bound(ageing, bound) for bound in _held_by(root, clause)))
        for clause in ageing.condition.clauses
    ]
    conditions = [*clauses, *_not_yet(root)]
    if ageing.held is not None:
        other = ageing.held[root.table.id].found
        conditions.append(
            ~sa.exists(sa.select(_ONE).select_from(other).where(root.same_row(other)))
        )
    conditions += [~_leads(root, ground, link) for ground, link in ageing.waits]
    return sa.and_(*conditions)


def _leads(root: Ground, ground: Ground, link: Link) -> sa.ColumnElement[bool]:
    """Return the condition that a row of another table leads to a row, by a link."""
    there = ground.at.alias(f"{ground.found.name}_waits")
    pairs = zip(link.columns, link.to, strict=True)
    same = sa.and_(
        *(alike(ground, root, name, end, (there.c[name], root.at.c[end])) for name, end in pairs)
    )
    return sa.exists(sa.select(_ONE).select_from(there).where(same).correlate(root.at))


def unclocked(ageing: Ageing) -> bool:
    """Tell whether some clause asks for moments alone of which no column says when they came."""
    return not all(_held_by(ageing.root, clause) for clause in ageing.condition.clauses)


def _held_by(root: Ground, clause: Sequence[Until]) -> list[Until]:
    return [bound for bound in clause if bound.moment in root.table.times]


def _not_yet(root: Ground) -> Iterator[sa.ColumnElement[bool]]:
    """Yield, of rows that stay and change, that something is left to change."""
    if root.table.fate is not RowFate.CHANGE:
        return
    left: list[sa.ColumnElement[bool]] = []
    for column in root.table.columns:
        at = root.at.c[column.name]
        if column.fate is ColumnFate.CLEAR:
            left.append(at.is_not(None))
        if column.fate is ColumnFate.CONSTANT and column.value is not None:
            left.append(sa.or_(at.is_(None), at != constant(root, column.name, column.value)))
    yield sa.or_(*left) if left else sa.false()


def _bound(ageing: Ageing, bound: Until) -> sa.ColumnElement[bool]:
    """Return the condition that a row's moment came no later than the bound."""
    root = ageing.root
    name = root.table.times[bound.moment]
    laid, zone = root.laid.columns[name], ageing.zone_of(name)
    if laid.kind is ColumnKind.DATE:
        text = day_bound(bound.latest, zone).isoformat()
    elif laid.kind is ColumnKind.TIME:
        aware = any(mark in laid.type.upper() for mark in _AWARE)
        latest = bound.latest if aware else local_bound(bound.latest, zone)
        # Whole seconds, as every database writes them; what is cut off is due a moment later.
        text = latest.replace(microsecond=0).isoformat(sep=" ")
    else:
        raise ClockUnfit(table=root.table.name, name=name)
    at = root.at.c[name]
    return at <= sa.bindparam(None, text, type_=sa.types.NullType())
