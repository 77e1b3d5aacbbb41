"""The database of keys: the wrapped key of each person, apart from what those keys open.

One role, ``amana_keys``, works there and nowhere else; no service's login can connect
(decision 0105). Its server may be another one than that of the data.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg.rows import dict_row

from amana.storage.address import ServerAddress
from amana.storage.keys.keyring import Keyrings
from amana.storage.migrate import KEYS, Migration, Phase, migrate, migrations, pending
from amana.storage.pools import Pools, lent, snapshot
from amana.storage.roles import KEYS as KEYS_ROLE
from amana.storage.roles import (
    Passwords,
    database_exists,
    lay_keys_ground,
    make_database,
    open_to_backup,
)
from amana.storage.setup_turn import SETUP_OPTIONS, held_for_setup
from amana.storage.transaction import Connection, Transaction, faults_as_errors


class KeysDatabase:
    """The database of keys with the rings that open them. Safe to use from many threads."""

    def __init__(self, address: ServerAddress, *, passwords: Passwords, rings: Keyrings) -> None:
        """Name the parts; nothing is connected before it is set up or used."""
        self.address = address
        self.rings = rings
        self._passwords = passwords
        self._pools = Pools(address, passwords)

    def pending(self) -> tuple[Migration, ...]:
        """Return what would run; nothing changes."""
        with faults_as_errors():
            if not database_exists(self.address):
                return migrations(KEYS)
        with held_for_setup(self.address) as connection:
            return pending(connection, migrations(KEYS))

    def set_up(
        self,
        services: tuple[str, ...],
        *,
        phase: Phase | None = None,
        on_step: Callable[[Migration], None] = lambda _: None,
    ) -> tuple[Migration, ...]:
        """Make the database what this release needs, and a ring for each older service.

        A service that had a ring here before and has none now raises ``KeyringMissing``: fresh
        keys would hide that the old ones are lost.
        """
        with faults_as_errors():
            make_database(self.address)
        with held_for_setup(self.address) as connection:
            with connection.transaction():
                lay_keys_ground(connection, self.address, self._passwords)
            ran = migrate(connection, phase=phase, known=migrations(KEYS), on_step=on_step)
            with connection.transaction():
                # Its one role takes the backups too: no other may read wrapped keys.
                open_to_backup(connection, KEYS_ROLE)
        for service in services:
            self._adopt(service)
        return ran

    def add_service(self, service: str) -> None:
        """Give a new service its ring and its first epoch. Twice is once."""
        with self.transaction() as keys:
            keys.rows("setup", "lock")
            if keys.row("keys", "known", service=service) is None:
                self.rings.make(service)
                keys.change("keys", "begin_epoch", service=service, number=1)
            self.rings.of(service)
            keys.end(commit=True)

    def destroy_service(self, service: str) -> None:
        """Delete the keys of all the service's persons, and those that wrapped them. Twice is once.

        Copies of the wrapped keys, as backups have them, open no more: the ring is random.
        """
        with self.transaction() as keys:
            keys.change("keys", "destroy_service", service=service)
            self.rings.renew(service)
            keys.end(commit=True)

    @contextmanager
    def transaction(self, *, single: bool = False) -> Iterator[Transaction]:
        """Open one transaction under the role of keys; leaving without commit rolls back.

        With ``single`` each statement is a transaction by itself.
        """
        with lent(self._pools, KEYS_ROLE, single=single) as transaction:
            yield transaction

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open one transaction that reads all of one instant, however long it takes."""
        with snapshot(self.address, KEYS_ROLE, self._passwords) as connection:
            yield connection

    @contextmanager
    def as_administrator(self) -> Iterator[Connection]:
        """Connect as the setting-up role for one transaction."""
        with (
            faults_as_errors(),
            psycopg.connect(
                self.address.conninfo(), options=SETUP_OPTIONS, row_factory=dict_row
            ) as connection,
        ):
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._pools.close()

    def _adopt(self, service: str) -> None:
        """Give a service that is older than rings its ring, made of the keys it has had."""
        with self.transaction() as keys:
            keys.rows("setup", "lock")
            if keys.row("keys", "known", service=service) is not None:
                self.rings.of(service)
                keys.rows("keys", "lock_ring", service=service)
                self.rings.complete(service)
                return
            self.rings.make_from_root(service)
            keys.change("keys", "begin_epoch", service=service, number=1)
            keys.end(commit=True)
