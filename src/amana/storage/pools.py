"""Connections, a pool for each role, and never so many pools that the server runs out."""

import select
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from amana.storage.address import ServerAddress
from amana.storage.migrate import release
from amana.storage.roles import Passwords
from amana.storage.transaction import Connection, Transaction, faults_as_errors

_OPTIONS: Final = (
    "-c search_path=amana -c timezone=UTC -c statement_timeout=20s -c lock_timeout=5s"
    " -c idle_in_transaction_session_timeout=60s"
)
_SNAPSHOT_OPTIONS: Final = "-c search_path=amana -c timezone=UTC -c lock_timeout=30s"
_WAIT_S: Final = 10
_CLOSED_WITHIN_S: Final = 2
_CLOSE_IDLE_AFTER_S: Final = 120
_MOST_CONNECTIONS: Final = 4
"""Of one role and process. Eight processes of each kind stay below a role's forty (``setup.sql``);
what is idle is closed, so that they stay below the embedded server's hundred as well."""
_MOST_IDLE_POOLS: Final = 8


@dataclass(slots=True)
class _Pool:
    """A role's connections, and how many callers are at work with them."""

    connections: ConnectionPool[Connection]
    users: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolUse:
    """How the connections of one process are used."""

    open: int
    used: int
    waiting: int
    """Callers that wait for a connection."""


class Pools:
    """The pools of all roles. Safe to use from many threads."""

    __slots__ = ("_address", "_guard", "_passwords", "_pools")

    def __init__(self, address: ServerAddress, passwords: Passwords) -> None:
        """Name the server and the passwords; a role's pool opens at its first use."""
        self._address = address
        self._passwords = passwords
        self._pools: OrderedDict[str, _Pool] = OrderedDict()
        self._guard = threading.Lock()

    @contextmanager
    def connection(self, role: str) -> Iterator[Connection]:
        """Lend a connection of the role."""
        pool = self._take(role)
        try:
            with pool.connections.connection() as connection:
                yield connection
        finally:
            with self._guard:
                pool.users -= 1

    def use(self) -> PoolUse:
        """Count the connections of this process over all roles."""
        with self._guard:
            figures = [pool.connections.get_stats() for pool in self._pools.values()]
        size = sum(figure.get("pool_size", 0) for figure in figures)
        idle = sum(figure.get("pool_available", 0) for figure in figures)
        waiting = sum(figure.get("requests_waiting", 0) for figure in figures)
        return PoolUse(open=size, used=size - idle, waiting=waiting)

    def close(self) -> None:
        """Close every connection."""
        with self._guard:
            for pool in self._pools.values():
                pool.connections.close(timeout=_CLOSED_WITHIN_S)
            self._pools.clear()

    def _take(self, role: str) -> _Pool:
        """Return the role's pool with one user more; the idlest gives way to a new one."""
        with self._guard:
            if role not in self._pools:
                self._pools[role] = _Pool(self._open(role))
                self._make_room()
            pool = self._pools[role]
            pool.users += 1
            self._pools.move_to_end(role)
            return pool

    def _make_room(self) -> None:
        """Close the pools that nobody uses and that were used the longest ago."""
        *older, _newest = self._pools
        idle = [role for role in older if not self._pools[role].users]
        for role in idle[: max(0, len(self._pools) - _MOST_IDLE_POOLS)]:
            # Its threads end by themselves; nobody waits for them under the guard.
            self._pools.pop(role).connections.close(timeout=0)

    def _open(self, role: str) -> ConnectionPool[Connection]:
        self._passwords.of(role)
        program = f"amana/{release()}"
        return ConnectionPool(
            # Asked for at each connection: a password may be replaced while this program runs.
            lambda: self._address.conninfo(
                user=role, password=self._passwords.of(role), program=program
            ),
            connection_class=psycopg.Connection[DictRow],
            kwargs={"options": _OPTIONS, "row_factory": dict_row, "prepare_threshold": 2},
            min_size=0,
            max_size=_MOST_CONNECTIONS,
            max_idle=_CLOSE_IDLE_AFTER_S,
            timeout=_WAIT_S,
            num_workers=1,
            check=_check,
            name=role,
            open=True,
        )


def _check(connection: Connection) -> None:
    """See that the connection is still open, without asking the server where nothing came from it.

    A server that ended a session has said so, or closed the socket: then there is something to
    read, and the question shows what. Raises what the driver does for a connection that is gone.
    """
    if connection.closed or select.select([connection.fileno()], [], [], 0)[0]:
        ConnectionPool.check_connection(connection)


@contextmanager
def lent(
    pools: Pools, role: str, *, read_only: bool = False, single: bool = False
) -> Iterator[Transaction]:
    """Lend a transaction of the role; whatever was not committed is rolled back.

    With ``single`` each statement is a transaction by itself: for acts of which one statement
    changes anything, so that nobody waits for a beginning and an end.
    """
    with faults_as_errors(), pools.connection(role) as connection:
        # A page must not be put together from two states.
        level = psycopg.IsolationLevel.REPEATABLE_READ if read_only else None
        # The driver takes a lock for each, also to change nothing.
        if connection.autocommit is not single:
            connection.autocommit = single
        if connection.isolation_level is not level:
            connection.read_only, connection.isolation_level = read_only, level
        transaction = Transaction(connection)
        try:
            yield transaction
        finally:
            # Of what only read, a commit takes nothing back either, and after a rollback the
            # driver forgets every prepared statement: each would be planned anew (decision 0177).
            transaction.end(commit=read_only)


@contextmanager
def snapshot(address: ServerAddress, role: str, passwords: Passwords) -> Iterator[Connection]:
    """Open one transaction of the role that reads all of one instant, however long it takes."""
    conninfo = address.conninfo(user=role, password=passwords.of(role))
    with (
        faults_as_errors(),
        psycopg.connect(conninfo, options=_SNAPSHOT_OPTIONS, row_factory=dict_row) as connection,
    ):
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield connection
