"""Amana's own database: set up, and opened for each service under its own role."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg.rows import dict_row

from amana.storage.address import ServerAddress, check_version
from amana.storage.errors import RestoreUnfinished, ServiceNameTaken
from amana.storage.installation import confirm_root_key, confirm_signing_key
from amana.storage.keys.root import RootKey
from amana.storage.keys.sealing import Sealer
from amana.storage.keys.signing import SigningKeys
from amana.storage.migrate import (
    Migration,
    Phase,
    is_fresh,
    migrate,
    migrations,
    pending,
    refuse_pending,
    release,
)
from amana.storage.platform import Platform
from amana.storage.pools import Pools
from amana.storage.query import queries
from amana.storage.roles import (
    BACKUP,
    PLATFORM,
    SEQUENCER,
    Passwords,
    lay_ground,
    make_login,
    make_service,
    open_to_backup,
    role_of,
)
from amana.storage.transaction import Connection, Transaction, faults_as_errors
from amana.storage.work import View, Work

_SNAPSHOT_OPTIONS: Final = "-c search_path=amana -c timezone=UTC -c lock_timeout=30s"
_SETUP_OPTIONS: Final = "-c search_path=amana -c timezone=UTC -c lock_timeout=30s"


class Storage:
    """The database with its services. One for a program; safe to use from many threads."""

    def __init__(
        self,
        address: ServerAddress,
        *,
        root_key: RootKey,
        secrets: Path,
        passwords: Path | None = None,
    ) -> None:
        """Name the parts; nothing is connected before :meth:`set_up` or a first work.

        ``secrets`` is a folder, outside of the database's, for passwords and signing keys.
        ``passwords`` is a file of passwords other than the one there: a restore gives the logins
        new ones that no other program has, and such a storage may work on a half-restored
        database.
        """
        self._address = address
        self._root_key = root_key
        self._restoring = passwords is not None
        self._passwords = Passwords(passwords or secrets / "database.json")
        self.signing_keys = SigningKeys(secrets / "ledger.json")
        self._pools = Pools(address, self._passwords)
        self._sealers: dict[str, Sealer] = {}
        self._guard = threading.Lock()

    @property
    def address(self) -> ServerAddress:
        """Where the database is, as the role that sets up."""
        return self._address

    @property
    def passwords(self) -> Passwords:
        """The passwords of the login roles."""
        return self._passwords

    def set_up(
        self,
        *,
        dry_run: bool = False,
        phase: Phase | None = None,
        on_step: Callable[[Migration], None] = lambda _: None,
    ) -> tuple[Migration, ...]:
        """Make the database, its roles and tables what this release needs; return what ran.

        With ``phase`` only the migrations of that phase run. With ``dry_run`` nothing changes, and
        what would run is returned. Raises ``TooOld``, what :func:`migrate` raises, and what
        :meth:`join` raises of keys.
        """
        if dry_run:
            if not self._database_is_there():
                return tuple(each for each in migrations() if phase in {None, each.phase})
            with self._as_administrator() as connection:
                check_version(connection.info.server_version)
                due = pending(connection)
            return tuple(each for each in due if phase in {None, each.phase})
        self.make_database()
        with self._holding() as connection:
            with connection.transaction():
                lay_ground(connection, self._address, self._passwords)
            ran = migrate(connection, phase=phase, on_step=on_step)
            with connection.transaction():
                open_to_backup(connection)
            self._check_in(connection)
            return ran

    def join(self) -> tuple[Migration, ...]:
        """Come to a database that other programs may use too; return what is left for afterwards.

        A fresh one is set up. Else nothing is migrated: where a migration has to run before this
        release, raises ``MigrationsPending``. Raises ``RootKeyMissing``, ``WrongRootKey`` and
        ``SigningKeyMissing`` where the keys are not those of the database.
        """
        with self._holding() as connection:
            fresh = is_fresh(connection)
            due = () if fresh else pending(connection)
            refuse_pending(due)
            if not fresh:
                self._check_in(connection)
        if fresh:
            self.set_up()
        return due

    def create_service(self, service: str) -> None:
        """Add a service with its login role and its ledger's key, or raise ``ServiceNameTaken``."""
        role_of(service)
        self.signing_keys.make(service)
        with self._as_administrator() as connection:
            connection.execute(queries("setup")["lock"])
            listed = connection.execute(queries("setup")["services"]).fetchall()
            if service in {row["slug"] for row in listed}:
                raise ServiceNameTaken(service=service)
            make_service(connection, service, self._passwords)

    def services(self) -> tuple[str, ...]:
        """Return the names of all services, sorted."""
        with self.platform() as platform:
            return platform.services()

    @contextmanager
    def platform(self) -> Iterator[Platform]:
        """Open one transaction under the platform's role; it commits unless something raises."""
        with self._transaction(PLATFORM) as transaction:
            yield Platform(transaction)
            transaction.end(commit=True)

    @contextmanager
    def work(self, service: str) -> Iterator[Work]:
        """Open one transaction under the service's role; leaving without commit rolls back."""
        with self._transaction(role_of(service)) as transaction:
            yield Work(service=service, transaction=transaction, sealer=self._sealer(service))

    @contextmanager
    def reading(self, service: str) -> Iterator[View]:
        """Open one transaction under the service's role that can only read."""
        with self._transaction(role_of(service), read_only=True) as transaction:
            yield View(service=service, transaction=transaction, sealer=self._sealer(service))

    @contextmanager
    def sequencing(self) -> Iterator[Transaction]:
        """Open one transaction under the sequencer's role, which sees the leaves of all services.

        Statements see what has been committed by then; leaving without commit rolls back.
        """
        with self._transaction(SEQUENCER) as transaction:
            yield transaction

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open one transaction under the backup's role: every row of one instant, only to read.

        It takes as long as it takes, and never gets a number of its own, so that no ledger waits
        for it.
        """
        conninfo = self._address.conninfo(user=BACKUP, password=self._passwords.of(BACKUP))
        with (
            faults_as_errors(),
            psycopg.connect(conninfo, options=_SNAPSHOT_OPTIONS, row_factory=dict_row) as found,
        ):
            found.read_only = True
            found.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield found

    @contextmanager
    def administration(self) -> Iterator[Connection]:
        """Open one transaction as the role that sets up; it commits unless something raises."""
        with self._as_administrator() as connection:
            yield connection

    @contextmanager
    def restoring(self, service: str) -> Iterator[Work]:
        """Open one transaction as the tables' owner, to set a restored service right.

        Leaving without commit rolls back.
        """
        with self._as_administrator() as connection:
            connection.execute(queries("setup")["become_owner"])
            transaction = Transaction(connection)
            try:
                yield Work(service=service, transaction=transaction, sealer=self._sealer(service))
            finally:
                transaction.end(commit=False)

    def close(self) -> None:
        """Close every connection."""
        self._pools.close()

    @contextmanager
    def _transaction(self, role: str, *, read_only: bool = False) -> Iterator[Transaction]:
        """Lend a connection of the role; whatever was not committed is rolled back."""
        with faults_as_errors(), self._pools.connection(role) as connection:
            connection.read_only = read_only
            # A page must not be put together from two states.
            connection.isolation_level = (
                psycopg.IsolationLevel.REPEATABLE_READ if read_only else None
            )
            transaction = Transaction(connection)
            try:
                yield transaction
            finally:
                transaction.end(commit=False)

    def _sealer(self, service: str) -> Sealer:
        """Return the service's sealer; its keys are derived once."""
        with self._guard:
            if service not in self._sealers:
                self._sealers[service] = Sealer(self._root_key, service=service)
            return self._sealers[service]

    def _check_in(self, connection: Connection) -> None:
        """See that the keys are those of this database, and give the roles their passwords."""
        services = [
            row["slug"] for row in connection.execute(queries("setup")["services"]).fetchall()
        ]
        with connection.transaction():
            connection.execute(queries("setup")["become_owner"])
            confirm_root_key(connection, self._root_key, services=bool(services))
        with connection.transaction():
            lay_ground(connection, self._address, self._passwords)
            # Each role may change its own password, and secrets may come back from a backup.
            for service in services:
                confirm_signing_key(self.signing_keys, service)
                make_login(connection, role_of(service), self._passwords)

    @contextmanager
    def _holding(self) -> Iterator[Connection]:
        """Connect as the setting-up role, as the only one to set up until this ends."""
        with (
            faults_as_errors(),
            psycopg.connect(
                self._address.conninfo(program=f"amana/{release()}"),
                options=_SETUP_OPTIONS,
                autocommit=True,
                row_factory=dict_row,
            ) as connection,
        ):
            check_version(connection.info.server_version)
            connection.execute(queries("setup")["hold"])
            self._refuse_half_restored(connection)
            yield connection

    @contextmanager
    def _as_administrator(self) -> Iterator[Connection]:
        """Connect as the setting-up role for one transaction."""
        with (
            faults_as_errors(),
            psycopg.connect(
                self._address.conninfo(), options=_SETUP_OPTIONS, row_factory=dict_row
            ) as connection,
        ):
            yield connection

    def _refuse_half_restored(self, connection: Connection) -> None:
        """Refuse a database whose restore did not end: erased persons may be in it."""
        marks = connection.execute(queries("setup")["half_restored"]).fetchone()
        if marks is not None and not self._restoring:
            raise RestoreUnfinished

    def make_database(self) -> None:
        """Make the database in an embedded server, where only ``postgres`` exists at first."""
        if self._database_is_there():
            return
        with self._before_all_databases() as connection:
            name = {"name": self._address.database}
            written = connection.execute(queries("setup")["create_database"], name)
            for row in written.fetchall():
                connection.execute(row["statement"])

    def _database_is_there(self) -> bool:
        """Tell whether there is a database to connect to; a server not ours has been given one."""
        if not self._address.embedded:
            return True
        with self._before_all_databases() as connection:
            name = {"name": self._address.database}
            return (
                connection.execute(queries("setup")["database_exists"], name).fetchone() is not None
            )

    @contextmanager
    def _before_all_databases(self) -> Iterator[Connection]:
        """Connect to the database that every server has."""
        with (
            faults_as_errors(),
            psycopg.connect(
                self._address.conninfo(database="postgres"), autocommit=True, row_factory=dict_row
            ) as connection,
        ):
            yield connection
