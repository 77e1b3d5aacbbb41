"""Amana's own database: set up, and opened for each service under its own role."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, EvidenceMode, Json, Outcome
from amana.storage.address import ServerAddress
from amana.storage.entry_rows import EntryRow
from amana.storage.erasures.journal import Journal
from amana.storage.errors import ServiceClosed, ServiceNameTaken
from amana.storage.glance import About
from amana.storage.installation import Clocks
from amana.storage.joining import Turn, joined, turn_of
from amana.storage.kept_answers import Asking
from amana.storage.keys.database import KeysDatabase
from amana.storage.keys.keyring import Keyrings
from amana.storage.keys.persons import PersonKeys
from amana.storage.keys.root import Purpose, ReplaceableRootKey, RootKey
from amana.storage.keys.sealing import Sealer
from amana.storage.keys.signing import SigningKeys
from amana.storage.migrate import Migration, Phase
from amana.storage.platform import Platform
from amana.storage.pools import Pools, lent, snapshot
from amana.storage.probing import Rehearsal
from amana.storage.query import queries
from amana.storage.recorder import REFUSED_EVIDENCE, Recorder
from amana.storage.roles import (
    BACKUP,
    PLATFORM,
    SEQUENCER,
    WATCH,
    WORKER,
    Passwords,
    give_passwords,
    make_service,
    role_of,
    service_of,
)
from amana.storage.setup import Setup
from amana.storage.setup_turn import SETUP_OPTIONS
from amana.storage.transaction import Connection, Transaction, faults_as_errors
from amana.storage.uuid7 import instant_of
from amana.storage.watch import Watch
from amana.storage.work import View, Work


class Storage:
    """The database with its services. One for a program; safe to use from many threads."""

    def __init__(  # noqa: PLR0913 - each is a part that is named by itself
        self,
        address: ServerAddress,
        *,
        root_key: RootKey,
        secrets: Path,
        keys_address: ServerAddress | None = None,
        erasures: Path | None = None,
        passwords: Path | None = None,
        evidence: EvidenceMode = EvidenceMode.STRICT,
    ) -> None:
        """Name the parts; nothing is connected before :meth:`set_up` or a first work.

        ``secrets`` is a folder, outside of the database's, for passwords, key rings and signing
        keys. ``keys_address`` is the database of persons' keys: without one, a second database
        on the same server. ``erasures`` is the folder of the journals of erasures, beside
        ``secrets`` if it is not named. ``passwords`` is a file of passwords other than the one
        among the secrets: a restore gives the logins new ones that no other program has, and
        such a storage works on a half-restored database. ``evidence`` says whether
        entries of reads by machines may be committed many at a time.
        """
        self.address = address
        self.root_key = root_key
        self.passwords = Passwords(passwords or secrets / "database.json")
        self.rings = Keyrings(secrets, root_key)
        self.keys = KeysDatabase(
            keys_address or replace(address, database=f"{address.database}_keys"),
            passwords=self.passwords,
            rings=self.rings,
        )
        self.person_keys = PersonKeys(self.keys)
        self.journal = Journal(secrets.parent / "erasures" if erasures is None else erasures)
        self.signing_keys = SigningKeys(secrets / "ledger.json")
        self._pools = Pools(address, self.passwords)
        self.recorder = (
            Recorder(lambda service: lent(self._pools, role_of(service)), self._set_aside)
            if evidence is EvidenceMode.FAST
            else None
        )
        self._setup = Setup(
            address,
            passwords=self.passwords,
            root_key=root_key,
            signing_keys=self.signing_keys,
            keys=self.keys,
            restoring=passwords is not None,
        )

    def set_up(
        self,
        *,
        dry_run: bool = False,
        phase: Phase | None = None,
        on_step: Callable[[Migration], None] = lambda _: None,
    ) -> tuple[Migration, ...]:
        """Make the database, its roles and tables what this release needs; return what ran.

        With ``phase`` only the migrations of that phase run. With ``dry_run`` nothing changes, and
        what would run is returned. Raises what :class:`Setup` raises.
        """
        if dry_run:
            return self._setup.pending(phase)
        return self._setup.run(phase, on_step)

    def join(self) -> tuple[Migration, ...]:
        """Come to a database that other programs may use too; return what is left for afterwards.

        A fresh one is set up. Else nothing is migrated. Raises what :class:`Setup` raises.
        """
        return self._setup.join()

    def create_service(self, service: str) -> None:
        """Add a service with its login role and its ledger's key, or raise ``ServiceNameTaken``."""
        role_of(service)
        self.signing_keys.make(service)
        with self._as_administrator() as connection:
            connection.execute(queries("setup")["lock"])
            listed = connection.execute(queries("setup")["services"]).fetchall()
            if service in {row["slug"] for row in listed}:
                raise ServiceNameTaken(service=service)
            self.keys.add_service(service)
            make_service(connection, service, self.passwords)

    def replace_root_key(self, root: ReplaceableRootKey, on_ring: Callable[[str], None]) -> int:
        """Put a new root key in the place of the old one; return how many rings were rewrapped.

        ``root`` is the one that this storage works with. Killed in the middle, it is called again.
        """
        return self._setup.replace_root(root, on_ring)

    def replace_passwords(self) -> int:
        """Give every role a new password and return how many roles there are.

        Connections that are open stay; new ones take the new password from the file. Killed in
        the middle, it is called again, or mended by the next :meth:`set_up`.
        """
        with self._as_administrator() as connection, self.keys.as_administrator() as other:
            connection.execute(queries("setup")["lock"])
            roles = self.passwords.replace()
            here = give_passwords(connection, roles, self.passwords)
            give_passwords(other, [role for role in roles if role not in here], self.passwords)
        return len(roles)

    def services(self) -> tuple[str, ...]:
        """Return the names of all services, sorted."""
        with self.platform() as platform:
            return platform.services()

    def rate_key(self) -> bytes:
        """Return the key under which those who come are named where rates are kept."""
        return self.root_key.derive(Purpose.RATE, service="")

    @contextmanager
    def platform(self, *, single: bool = False) -> Iterator[Platform]:
        """Open one transaction under the platform's role; it commits unless something raises.

        With ``single`` each statement is a transaction by itself.
        """
        with lent(self._pools, PLATFORM, single=single) as transaction:
            yield Platform(transaction)
            transaction.end(commit=True)

    @contextmanager
    def work(self, service: str) -> Iterator[Work]:
        """Open one transaction under the service's role; leaving without commit rolls back.

        A service that is being closed refuses by ``ServiceClosed``.
        """
        with self.closing(service) as work:
            if work.condition.state.over:
                raise ServiceClosed(service=service)
            yield work

    @contextmanager
    def turn(self, service: str, asking: Asking) -> Iterator[Turn]:
        """Open the turn of a request; leaving it without :meth:`Turn.keep` undoes what was done.

        Raises ``StillInProgress`` and ``KeyReused``.
        """
        with self.work(service) as work:
            yield turn_of(work, asking)

    @contextmanager
    def closing(self, service: str) -> Iterator[Work]:
        """Open a work as :meth:`work` does, also of a service that is being closed: to close it."""
        under_way = joined(service)
        if under_way is not None:
            try:
                yield under_way
            finally:
                under_way.transaction.end(commit=False)
            return
        with lent(self._pools, role_of(service)) as transaction:
            yield Work(
                service=service,
                transaction=transaction,
                sealer=self._sealer(service),
                journal=self.journal,
                recorder=self.recorder,
            )

    def _set_aside(self, service: str, row: EntryRow, code: str) -> None:
        """Say on the ledger that the entry of a read was refused, without what it says."""
        body: dict[str, Json] = {"entry": str(row.entry), "act": row.act, "code": code}
        with suppress(AmanaError), self.closing(service) as work:
            work.commit(Entry(act=REFUSED_EVIDENCE, outcome=Outcome.FAILED, body=body))

    @contextmanager
    def glancing(self, service: str, about: About | None = None) -> Iterator[Work]:
        """Open a work whose statements are each a transaction: for what one statement changes.

        It sees what was committed by then, statement by statement, as :meth:`work` does; what it
        is ``about`` is found by the first of them. A service that is being closed refuses by
        ``ServiceClosed``.
        """
        if joined(service) is not None:
            with self.work(service) as work:
                yield work
            return
        with lent(self._pools, role_of(service), single=True) as transaction:
            work = Work(
                service=service,
                transaction=transaction,
                sealer=self._sealer(service),
                journal=self.journal,
                recorder=self.recorder,
                about=about,
            )
            if work.condition.state.over:
                raise ServiceClosed(service=service)
            yield work

    @contextmanager
    def reading(self, service: str) -> Iterator[View]:
        """Open one transaction under the service's role that can only read."""
        under_way = joined(service)
        if under_way is not None:
            # Whoever holds one connection must not wait for another of the same pool; and an answer
            # that tells how it stands after the act is read before that act is committed.
            with under_way.transaction.looking_back():
                yield under_way
            return
        with lent(self._pools, role_of(service), read_only=True) as transaction:
            yield View(service=service, transaction=transaction, sealer=self._sealer(service))

    @contextmanager
    def rehearsing(self, service: str) -> Iterator[Rehearsal]:
        """Open acts of the service of which nothing stays, however they end."""
        with lent(self._pools, role_of(service)) as transaction:
            # No recorder: what it keeps back would be written elsewhere, and stay.
            yield Rehearsal(
                Work(
                    service=service,
                    transaction=transaction,
                    sealer=self._sealer(service),
                    journal=self.journal,
                )
            )

    @contextmanager
    def sequencing(self) -> Iterator[Transaction]:
        """Open one transaction under the sequencer's role, which sees the leaves of all services.

        Statements see what has been committed by then; leaving without commit rolls back.
        """
        with lent(self._pools, SEQUENCER) as transaction:
            yield transaction

    @contextmanager
    def as_owner(self, service: str) -> Iterator[Work]:
        """Open one transaction as the tables' owner, for what no login may do to a service.

        Leaving without commit rolls back.
        """
        with self._as_administrator() as connection:
            connection.execute(queries("setup")["become_owner"])
            transaction = Transaction(connection)
            try:
                yield Work(
                    service=service,
                    transaction=transaction,
                    sealer=self._sealer(service),
                    journal=self.journal,
                )
            finally:
                transaction.end(commit=False)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Open one transaction under the role that looks how things stand.

        It commits unless something raises.
        """
        with lent(self._pools, WATCH) as transaction:
            yield Watch(transaction)
            transaction.end(commit=True)

    @property
    def pools(self) -> Pools:
        """The pools of connections, to be counted."""
        return self._pools

    @contextmanager
    def working(self) -> Iterator[Transaction]:
        """Open one transaction under the workers' role, which sees what is to be done, no data.

        Leaving without commit rolls back.
        """
        with lent(self._pools, WORKER) as transaction:
            yield transaction

    def clocks(self) -> Clocks:
        """Return what the database's clock says, and when the latest entry was made."""
        with self.sequencing() as transaction:
            row = transaction.rows("ledger", "clocks")[0]
        latest = None if row["latest"] is None else instant_of(row["latest"])
        return Clocks(database=row["now"].astimezone(UTC), latest=latest)

    def end_long_work(self, longest: timedelta) -> tuple[str, ...]:
        """End what services' logins have been writing for longer; return the services.

        Raises ``NotPermitted`` where the setting-up role may end no session of theirs.
        """
        return self._end("end_long_work", longest=longest)

    def end_table_locks(self) -> tuple[str, ...]:
        """End the sessions of services' logins that lock a whole table; return the services.

        Raises ``NotPermitted`` where the setting-up role may end no session of theirs.
        """
        return self._end("end_table_locks")

    def _end(self, sessions: str, **which: timedelta) -> tuple[str, ...]:
        """Run the statement that ends sessions; return the services whose they were."""
        with self._as_administrator() as connection:
            rows = connection.execute(queries("setup")[sessions], which)
            return tuple(service_of(row["role"]) for row in rows.fetchall() if row["ended"])

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open one transaction under the backup's role: every row of one instant, only to read.

        It takes as long as it takes, and never gets a number of its own, so that no ledger waits
        for it.
        """
        with snapshot(self.address, BACKUP, self.passwords) as connection:
            yield connection

    @contextmanager
    def administration(self) -> Iterator[Connection]:
        """Open one transaction as the role that sets up; it commits unless something raises."""
        with self._as_administrator() as connection:
            yield connection

    def close(self) -> None:
        """Write what entries wait, and close every connection."""
        if self.recorder is not None:
            self.recorder.close()
        self._pools.close()
        self.keys.close()

    def _sealer(self, service: str) -> Sealer:
        """Return the service's sealer."""
        return Sealer(self.rings.of(service), self.person_keys)

    @contextmanager
    def _as_administrator(self) -> Iterator[Connection]:
        """Connect as the setting-up role for one transaction."""
        with (
            faults_as_errors(),
            psycopg.connect(
                self.address.conninfo(), options=SETUP_OPTIONS, row_factory=dict_row
            ) as connection,
        ):
            yield connection
