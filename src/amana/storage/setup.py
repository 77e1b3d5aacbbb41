"""Setting up: the databases, their roles and tables, and that the keys are theirs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from amana.storage.address import ServerAddress
from amana.storage.errors import RestoreUnfinished
from amana.storage.installation import confirm_root_key, confirm_signing_key
from amana.storage.keys.database import KeysDatabase
from amana.storage.keys.root import ReplaceableRootKey, RootKey
from amana.storage.keys.signing import SigningKeys
from amana.storage.keys.turning import replace_root
from amana.storage.migrate import (
    Migration,
    Phase,
    is_fresh,
    migrate,
    migrations,
    pending,
    refuse_pending,
)
from amana.storage.query import queries
from amana.storage.roles import (
    Passwords,
    database_exists,
    lay_ground,
    make_database,
    make_login,
    open_to_backup,
    role_of,
)
from amana.storage.setup_turn import held_for_setup
from amana.storage.transaction import Connection, faults_as_errors


class Setup:
    """Makes the databases what this release needs, or sees that they are.

    Whatever is done with them raises ``TooOld``, ``MigrationChanged`` and ``SchemaTooNew`` where
    this release cannot work on them; ``RootKeyMissing``, ``WrongRootKey``, ``KeyringMissing`` and
    ``SigningKeyMissing`` where the keys are not theirs.
    """

    def __init__(  # noqa: PLR0913 - each is a part that is named by itself
        self,
        address: ServerAddress,
        *,
        passwords: Passwords,
        root_key: RootKey,
        signing_keys: SigningKeys,
        keys: KeysDatabase,
        restoring: bool = False,
    ) -> None:
        """Name the parts; nothing is connected yet. Only a restore sets up what it began."""
        self._restoring = restoring
        self._address = address
        self._passwords = passwords
        self._root_key = root_key
        self._signing_keys = signing_keys
        self._keys = keys

    def pending(self, phase: Phase | None) -> tuple[Migration, ...]:
        """Return what would run; nothing changes."""
        with faults_as_errors():
            there = not self._address.embedded or database_exists(self._address)
        due = migrations()
        if there:
            with self._holding() as connection:
                due = pending(connection)
        return tuple(each for each in due + self._keys.pending() if phase in {None, each.phase})

    def run(
        self, phase: Phase | None, on_step: Callable[[Migration], None]
    ) -> tuple[Migration, ...]:
        """Run what is pending, of this phase only if one is named; return what ran."""
        # In an embedded server only ``postgres`` exists at first.
        if self._address.embedded:
            with faults_as_errors():
                make_database(self._address)
        with self._holding() as connection:
            with connection.transaction():
                lay_ground(connection, self._address, self._passwords)
            ran = migrate(connection, phase=phase, on_step=on_step)
            with connection.transaction():
                open_to_backup(connection)
            services = self._check_in(connection)
            return ran + self._keys.set_up(services, phase=phase, on_step=on_step)

    def join(self) -> tuple[Migration, ...]:
        """Come to a database that other programs may use; return what is left for afterwards.

        A fresh one is set up. Where a migration has to run before this release, raises
        ``MigrationsPending``.
        """
        with self._holding() as connection:
            fresh = is_fresh(connection)
            due = () if fresh else pending(connection) + self._keys.pending()
            refuse_pending(due)
            if not fresh:
                self._keys.set_up(self._check_in(connection), phase=Phase.BEFORE)
        if fresh:
            self.run(None, lambda _: None)
        return due

    def replace_root(self, root: ReplaceableRootKey, on_ring: Callable[[str], None]) -> int:
        """Put a new root key in the place of the old one; return how many rings were rewrapped."""
        with self._holding() as connection:
            return replace_root(
                self._keys, root, on_ring=on_ring, settle=lambda: self._check_in(connection)
            )

    def _check_in(self, connection: Connection) -> tuple[str, ...]:
        """See that the keys are the database's, give the roles their passwords; name the services.

        Each role may change its own password, and secrets may come back from a backup.
        """
        listed = connection.execute(queries("setup")["services"]).fetchall()
        services = tuple(row["slug"] for row in listed)
        with connection.transaction():
            connection.execute(queries("setup")["become_owner"])
            confirm_root_key(connection, self._root_key, services=bool(services))
        with connection.transaction():
            lay_ground(connection, self._address, self._passwords)
            for service in services:
                confirm_signing_key(self._signing_keys, service)
                make_login(connection, role_of(service), self._passwords)
        return services

    @contextmanager
    def _holding(self) -> Iterator[Connection]:
        """Hold the turn of setting up, in a database whose restore, if there was one, ended."""
        with held_for_setup(self._address) as connection:
            self._refuse_half_restored(connection)
            yield connection

    def _refuse_half_restored(self, connection: Connection) -> None:
        """Refuse a database whose restore did not end: erased persons may be in it."""
        begun = connection.execute(queries("setup")["half_restored"]).fetchone()
        if begun is not None and not self._restoring:
            raise RestoreUnfinished
