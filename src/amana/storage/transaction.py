"""One transaction: named statements in, plain rows out, and the driver's faults as our errors."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, LiteralString, TypeAlias

import psycopg
from psycopg import errors as pg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import PoolClosed, PoolTimeout

from amana.domain.errors import AmanaError, Field
from amana.storage.errors import (
    Conflict,
    DiskFull,
    Inconsistent,
    NotPermitted,
    SignInRefused,
    TooSlow,
    Unreachable,
    WorkOver,
)
from amana.storage.query import queries
from amana.storage.spans import span

Connection: TypeAlias = psycopg.Connection[DictRow]

_AT_ONCE: Final = 1000
_SLOW: Final = (pg.QueryCanceled, pg.LockNotAvailable, pg.IdleInTransactionSessionTimeout)
_CROSSED: Final = (pg.SerializationFailure, pg.DeadlockDetected)
_REFUSED: Final = (pg.InsufficientPrivilege, pg.RaiseException)
_SHUT_OUT: Final = (
    "password authentication failed",
    "no password supplied",
    "no pg_hba.conf entry",
    "is not permitted to log in",
    "permission denied for database",
    '" does not exist',
)
"""What the server says of a wrong password, role or database when somebody signs in."""


class _FaultsAsErrors:
    """Turns faults into errors; without a state, so that one is enough for all."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, fault: BaseException | None, _trace: object
    ) -> None:
        if isinstance(fault, psycopg.Error | PoolTimeout | PoolClosed):
            raise _error_of(fault) from None


_FAULTS_AS_ERRORS: Final = _FaultsAsErrors()


def faults_as_errors() -> AbstractContextManager[None]:
    """Turn what the driver raises inside into errors of ours.

    The driver's own are not kept as a cause: their details may repeat a row's values.
    """
    return _FAULTS_AS_ERRORS


def _error_of(fault: Exception) -> AmanaError:
    """Choose the error by what has to be done about it."""
    known: tuple[tuple[tuple[type[Exception], ...], Callable[[], AmanaError]], ...] = (
        (_SLOW, TooSlow),
        (_CROSSED, Conflict),
        (_REFUSED, NotPermitted),
        ((pg.DiskFull,), lambda: DiskFull(folder="database", needed_mb=1, free_mb=0)),
        ((pg.IntegrityError,), lambda: Inconsistent(constraint=_constraint(fault))),
        ((psycopg.OperationalError, PoolTimeout, PoolClosed), lambda: _no_connection(fault)),
    )
    for kinds, make in known:
        if isinstance(fault, kinds):
            return make()
    state = fault.sqlstate if isinstance(fault, psycopg.Error) else None
    return Inconsistent(constraint=state or type(fault).__name__)


def _no_connection(fault: Exception) -> AmanaError:
    """Tell a server that lets nobody of this name in from one that does not answer.

    While a connection is made, libpq gives no code, only words: in another language than English
    they say nothing here, and the server counts as unreachable.
    """
    said = str(fault)
    return SignInRefused() if any(words in said for words in _SHUT_OUT) else Unreachable()


def _constraint(fault: Exception) -> Field:
    """Return the name of the constraint that refused: a name of ours, never a value."""
    return (fault.diag.constraint_name if isinstance(fault, psycopg.Error) else None) or "?"


class Transaction:
    """Named statements in one open transaction. After :meth:`end` it refuses all."""

    def __init__(self, connection: Connection) -> None:
        """Work on a connection that is already in its transaction or about to open one."""
        connection.row_factory = dict_row
        self._connection = connection
        self._over = False
        self._held = self._wanted = False

    def rows(self, area: str, name: str, /, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        """Run the statement of ``queries/<area>.sql`` and return its rows."""
        with faults_as_errors(), span("statement", name=f"{area}.{name}"):
            cursor = self._run(queries(area)[name], values)
            # Asked of the result: the driver's description makes an object for each column.
            told = cursor.pgresult
            return cursor.fetchall() if told is not None and told.nfields else []

    def stream(self, area: str, name: str, /, **values: Any) -> Iterator[DictRow]:  # noqa: ANN401 - what the driver adapts
        """Run a statement and yield its rows, a thousand in memory at a time."""
        yield from self._streamed(queries(area)[name], values)

    def stream_written(self, area: str, name: str, /, **parts: Any) -> Iterator[DictRow]:  # noqa: ANN401 - what the driver adapts
        """Have the server write a statement, each name quoted by itself, and stream its rows."""
        for written in self.rows(area, name, **parts):
            yield from self._streamed(written["statement"], {})

    def _streamed(self, text: LiteralString, values: Mapping[str, Any]) -> Iterator[DictRow]:
        if self._over:
            raise WorkOver
        with faults_as_errors(), self._connection.cursor(name="amana_stream") as cursor:
            cursor.itersize = _AT_ONCE
            yield from cursor.execute(text, values)

    def bytes_rows(self, area: str, name: str, /, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        """Run a statement whose rows hold many bytes: as they are, not as twice as many digits."""
        with faults_as_errors(), span("statement", name=f"{area}.{name}"):
            return self._run(queries(area)[name], values, binary=True).fetchall()

    def row(self, area: str, name: str, /, **values: Any) -> DictRow | None:  # noqa: ANN401 - what the driver adapts
        """Run a statement that gives at most one row."""
        found = self.rows(area, name, **values)
        return found[0] if found else None

    def change(self, area: str, name: str, /, **values: Any) -> int:  # noqa: ANN401 - what the driver adapts
        """Run a statement and return how many rows it changed."""
        with faults_as_errors(), span("statement", name=f"{area}.{name}"):
            return self._run(queries(area)[name], values).rowcount

    def changes(self, area: str, name: str, /, values: list[Mapping[str, Any]]) -> None:
        """Run a statement once for each set of values, all sent together."""
        if self._over:
            raise WorkOver
        with (
            faults_as_errors(),
            span("statement", name=f"{area}.{name}"),
            self._connection.cursor() as cursor,
        ):
            cursor.executemany(queries(area)[name], values)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of what is done in here, also where each statement is its own."""
        if not self._connection.autocommit:
            yield
            return
        with faults_as_errors(), self._connection.transaction():
            yield

    def _run(
        self, text: LiteralString, values: Mapping[str, Any], *, binary: bool = False
    ) -> psycopg.Cursor[DictRow]:
        if self._over:
            raise WorkOver
        return self._connection.execute(text, values, binary=binary)

    def end(self, *, commit: bool) -> None:
        """End the transaction; whatever comes after is refused."""
        if self._over:
            return
        self._over = True
        if self._held:
            self._wanted = commit
            return
        with faults_as_errors():
            if commit:
                self._connection.commit()
            else:
                self._connection.rollback()

    def hold(self) -> None:
        """Let the next end only say whether to commit: something is to be written with it."""
        self._held = True

    @contextmanager
    def looking_back(self) -> Iterator[None]:
        """Let what was done be read before a held end becomes the real one."""
        over = self._over
        self._over = over and not self._held
        try:
            yield
        finally:
            self._over = over or self._over

    def take_up(self) -> bool:
        """Go on after a held end; tell whether it was to commit. The next end is a real one."""
        self._held = self._over = False
        return self._wanted
