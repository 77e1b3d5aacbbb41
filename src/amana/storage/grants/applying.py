"""Setting the grants in a database of the organisation's own: in one transaction, read back.

Where the database is as planned nothing is touched. Where it is not, everything that the roles
hold is taken back and granted anew, and only what then reads back as planned is committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from amana.domain.grants.facts import OPEN, Drift, Held, drift, expected
from amana.domain.grants.plan import GrantPlan
from amana.storage.address import ServerAddress, check_version
from amana.storage.grants.catalogue import Catalogue, Warnings, catalogue, names_of
from amana.storage.grants.errors import HoldsThings, NotAsPlanned, RoleTaken, SetUpByAnother
from amana.storage.grants.script import digests, making, mark_of, statement, written
from amana.storage.transaction import Connection, Transaction, faults_as_errors

_OPTIONS: Final = "-c statement_timeout=60s -c lock_timeout=5s -c search_path=pg_catalog"
_EXACT_GRANTS_FROM: Final = 160_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How a database stands beside the plan."""

    drift: Drift
    warnings: Warnings
    statements: tuple[str, ...] = ()
    """What was run, or would be, to make it as planned."""


def look(address: ServerAddress, plan: GrantPlan) -> Looked:
    """Compare a database with the plan. Nothing is changed."""
    with _opened(address, read_only=True) as connection:
        here = Transaction(connection)
        found = catalogue(here, plan)
        differs = _differs(plan, found)
        statements = tuple(map(written, _script(_Setting(here, plan, found)))) if differs else ()
    return Looked(drift=differs, warnings=found.warnings, statements=statements)


def apply(address: ServerAddress, plan: GrantPlan) -> Looked:
    """Make a database as planned, and return how it stood before.

    Raises ``RoleTaken``, ``HoldsThings``, ``SetUpByAnother`` and ``NotAsPlanned``, and what the
    catalogue raises; then nothing was changed.
    """
    with _opened(address) as connection:
        here = Transaction(connection)
        before = catalogue(here, plan)
        differs = _differs(plan, before)
        if not differs:
            return Looked(drift=differs, warnings=before.warnings)
        setting = _Setting(here, plan, before)
        _check(setting)
        ran = _run(connection, _script(setting))
        ran += _run(connection, _marks(here, plan))
        ran += _run(connection, setting.left())
        after = catalogue(here, plan)
        otherwise = _differs(plan, after)
        if otherwise:
            count = len(otherwise.missing) + len(otherwise.extra)
            raise NotAsPlanned(count=count)
        connection.commit()
    return Looked(drift=differs, warnings=after.warnings, statements=ran)


def revoke(address: ServerAddress, plan: GrantPlan) -> tuple[str, ...]:
    """Take away every role of the service with all that was made for it; return what was run.

    What everybody could do with the tables before stays taken away.
    """
    with _opened(address) as connection:
        here = Transaction(connection)
        before = catalogue(here, plan)
        setting = _Setting(here, plan, before)
        _check(setting)
        gone = [sql.Identifier(role) for role in before.roles]
        steps = (*setting.joined(), *_back(setting))
        ran = _run(connection, (*steps, *(statement("drop_role", role=role) for role in gone)))
        connection.commit()
    return ran


@dataclass(frozen=True, slots=True)
class _Setting:
    """A setting up under way."""

    here: Transaction
    plan: GrantPlan
    found: Catalogue

    @property
    def me(self) -> dict[str, Any]:
        """Return who sets up, and on which server."""
        row = self.here.row("grants", "me")
        return {} if row is None else row

    def joined(self) -> Iterator[sql.Composed]:
        """Let who sets up work for the roles that are there."""
        yield from self._of_me("join_role_exactly" if self._exact else "join_role")

    def left(self) -> Iterator[sql.Composed]:
        """End that."""
        yield from self._of_me("leave_role")

    def _of_me(self, name: str) -> Iterator[sql.Composed]:
        me = self.me
        if me["superuser"]:
            return
        for role in dict.fromkeys((*names_of(self.plan), *self.found.roles)):
            if name == "leave_role" and role not in names_of(self.plan):
                continue
            yield statement(name, role=sql.Identifier(role), me=sql.Identifier(me["name"]))

    @property
    def _exact(self) -> bool:
        return int(self.me["version"]) >= _EXACT_GRANTS_FROM


def _check(setting: _Setting) -> None:
    """Refuse to touch what is not ours to change."""
    me, found = setting.me, setting.found
    check_version(me["version"])
    for role, mark in found.roles.items():
        if mark != mark_of(setting.plan.service):
            raise RoleTaken(role=role)
    for fact in found.held:
        if fact.held is Held.OWNS:
            raise HoldsThings(role=fact.role, what=".".join(fact.place))
    foreign = [table.id for table in setting.plan.tables if table.id not in found.owned]
    if foreign or not (me["superuser"] or me["makes_roles"]):
        raise SetUpByAnother(table=foreign[0] if foreign else "–")


def _script(setting: _Setting) -> Iterator[sql.Composed]:
    """Yield all that makes the plan true, whatever stood there before."""
    plan, found = setting.plan, setting.found
    mark = sql.Literal(mark_of(plan.service))
    for name in names_of(plan):
        if name not in found.roles:
            yield statement("create_role", role=sql.Identifier(name))
            yield statement("mark_role", role=sql.Identifier(name), mark=mark)
    yield from setting.joined()
    yield from _tamed(setting)
    yield from _back(setting)
    for name in found.roles:
        if name not in names_of(plan):
            yield statement("drop_role", role=sql.Identifier(name))
    yield from making(plan, found.own)
    yield sql.Composed([sql.SQL("reset role")])


def _tamed(setting: _Setting) -> Iterator[sql.Composed]:
    """Take from the roles what they can do beside reading."""
    powerful = {fact.role for fact in setting.found.held if fact.held is Held.POWER}
    name = "tame_role_wholly" if setting.me["superuser"] else "tame_role"
    for role in sorted(powerful):
        yield statement(name, role=sql.Identifier(role))
    for fact in sorted(setting.found.held):
        if fact.held is Held.JOINS:
            joined, member = sql.Identifier(fact.detail), sql.Identifier(fact.role)
            yield statement("leave_role", role=joined, me=member)


def _back(setting: _Setting) -> Iterator[sql.Composed]:
    """Take back what the roles hold, and the row security that was turned on for them."""
    if setting.found.roles:
        roles = sql.SQL(", ").join(map(sql.Identifier, setting.found.roles))
        yield statement("take_all_back", roles=roles)
    for schema, name in setting.found.opened:
        table = sql.Identifier(schema, name)
        yield statement("close_rows", policy=sql.Identifier(OPEN), table=table)
        yield statement("unlimit_rows", table=table)


def _marks(here: Transaction, plan: GrantPlan) -> Iterator[sql.Composed]:
    """Note beside each definition the plan it comes from and what the server made of it."""
    wanted = digests(plan)
    for row in here.rows("grants", "views", keeper=plan.keeper):
        key = (row["schema"], row["name"])
        mark = sql.Literal(f"{wanted.views[key]}:{row['made']}")
        yield statement("mark_view", view=sql.Identifier(*key), mark=mark)
    ids = {(table.schema, table.name): table.id for table in plan.tables}
    for row in here.rows("grants", "policies", open=OPEN, roles=list(names_of(plan))):
        if row["policy"] == OPEN:
            continue
        place = (row["schema"], row["name"])
        mark = sql.Literal(f"{wanted.rows[row['policy'], ids[place]]}:{row['made']}")
        policy, table = sql.Identifier(row["policy"]), sql.Identifier(*place)
        yield statement("mark_policy", policy=policy, table=table, mark=mark)
    for row in here.rows("grants", "masks", keeper=plan.keeper):
        mark = sql.Literal(f"{wanted.mask}:{row['made']}")
        yield statement("mark_mask", schema=sql.Identifier(plan.keeper), mark=mark)


def _differs(plan: GrantPlan, found: Catalogue) -> Drift:
    wanted = expected(plan, digests(plan), found.own)
    return drift(wanted, found.held)


def _run(
    connection: Connection, steps: Iterator[sql.Composed] | tuple[sql.Composed, ...]
) -> tuple[str, ...]:
    """Run the statements, and return their texts."""
    ran = []
    for step in steps:
        with faults_as_errors():
            connection.execute(step)
        ran.append(written(step))
    return tuple(ran)


@contextmanager
def _opened(address: ServerAddress, *, read_only: bool = False) -> Iterator[Connection]:
    """Connect; what was not committed is rolled back."""
    with (
        faults_as_errors(),
        psycopg.connect(address.conninfo(), options=_OPTIONS, row_factory=dict_row) as connection,
    ):
        connection.read_only = read_only
        try:
            yield connection
        finally:
            connection.rollback()
