"""A ledger after a restore: what was published comes back, and the log goes on with it."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.domain.ledger.checkpoint import read_unverified
from amana.domain.ledger.encoding import split_leaf
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.errors import ForgedCheckpoint, MissingFile
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.tile import bundle_of
from amana.domain.ledger.verify import Verdict, verify_log
from amana.storage import ServerAddress, Storage
from amana.storage.ledger import (
    GoneOn,
    Ledger,
    PublicFolder,
    Sequencer,
    check_signature,
    go_on_after_restore,
)
from amana.storage.ledger.errors import PublishedAhead, SecondHistory

TABLES = ("entry", "entry_body", "entry_promise", "ledger", "ledger_tile", "ledger_bundle")
FAR = 1_000_000_000
"""Transactions by which the server that was lost had counted further."""


class Backup:
    """The rows of a service at one instant, kept in a schema of their own."""

    def __init__(self, connection: psycopg.Connection, service: str) -> None:
        """Copy the rows."""
        self._connection, self._service = connection, service
        self._schema = f"backup_{uuid4().hex}"
        self._run(f"create schema {self._schema}")
        for table in TABLES:
            self._run(
                f"create table {self._schema}.{table} as"  # noqa: S608 - names of the test's own
                f" select * from amana.{table} where service = '{service}'"
            )

    def restore(self, *, counted_further: bool = False) -> None:
        """Put the rows back in place of those that are there now."""
        with self._connection.transaction():
            for table in TABLES:
                self._run(f"delete from amana.{table} where service = '{self._service}'")  # noqa: S608 - as above
                self._run(f"insert into amana.{table} select * from {self._schema}.{table}")  # noqa: S608 - as above
            if counted_further:
                self._further("entry", "xact")
                self._further("ledger", "next_xact")

    def _further(self, table: str, column: str) -> None:
        self._run(
            f"update amana.{table} set {column} = ((({column}::text)::bigint + {FAR})::text)::xid8"  # noqa: S608 - as above
            f" where service = '{self._service}'"
        )

    def _run(self, text: str) -> None:
        self._connection.execute(text.encode())


@pytest.fixture(name="back_up")
def _back_up(server: ServerAddress, storage: Storage) -> Iterator[Callable[[str], Backup]]:
    """Make a backup of a service whenever the test wants one."""
    del storage
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        yield lambda service: Backup(connection, service)


@pytest.fixture(name="sequencer")
def _sequencer(storage: Storage, tmp_path: Path) -> Sequencer:
    return Sequencer(storage, folder=tmp_path, origin_of="privacy.example.org/{}".format, batch=200)


def _act(storage: Storage, service: str, count: int) -> list[UUID]:
    """Commit entries, many in one transaction."""
    entries = [Entry(act="use", promises=("W5",), body={"n": n}) for n in range(count)]
    with storage.work(service) as work:
        return list(work.commit(entries[0], *entries[1:]))


def _verdict(folder: PublicFolder, since: bytes) -> Verdict:
    """Check the published log against an earlier checkpoint."""

    def read(path: str) -> bytes | None:
        file = folder.path / path
        return file.read_bytes() if file.is_file() else None

    key = parse_key((folder.path / "key").read_text(encoding="utf-8").strip())
    verdict = verify_log(read, key=key, check=check_signature, since=read_unverified(since))
    assert verdict.sound, verdict.faults
    return verdict


def _positions(storage: Storage, service: str, entries: list[UUID]) -> list[int | None]:
    with storage.reading(service) as view:
        places = Ledger(view.transaction, service=service).places_of(entries)
    return [places[entry].position if entry in places else None for entry in entries]


@pytest.mark.parametrize("counted_further", [False, True], ids=["same count", "lower count"])
def test_the_published_log_goes_on_with_what_was_lost_and_says_so(  # noqa: PLR0913 - fixtures
    storage: Storage,
    service: str,
    sequencer: Sequencer,
    tmp_path: Path,
    back_up: Callable[[str], Backup],
    *,
    counted_further: bool,
) -> None:
    """Entries of the backup keep their places, lost ones stay as leaves, the rest comes next."""
    old = _act(storage, service, 300)
    sequencer.catch_up(service)
    kept = _act(storage, service, 5)
    backup = back_up(service)
    sequencer.catch_up(service)
    lost = _act(storage, service, 600)
    sequencer.catch_up(service)
    folder = sequencer.public_folder(service)
    published = folder.checkpoint()
    assert published is not None
    backup.restore(counted_further=counted_further)
    fresh = _act(storage, service, 2)
    with pytest.raises(PublishedAhead):
        sequencer.run_once(service)

    restore = uuid4()
    gone_on = go_on_after_restore(storage, service, published=tmp_path, restore=restore)
    assert gone_on == GoneOn(held=300, size=905, lost=600, waiting=2)
    assert folder.checkpoint() == published

    assert sequencer.catch_up(service).size == 908
    assert sequencer.lag(service).waiting == 0
    assert _verdict(folder, published).leaves == 908
    assert _positions(storage, service, old + kept) == list(range(305))
    assert _positions(storage, service, lost) == [None] * 600
    assert set(_positions(storage, service, fresh)) <= {905, 906, 907}
    acts = {split_leaf(leaf)[0].act for leaf in folder.leaves(bundle_of(907, 908))[905 % 256 :]}
    assert acts == {"use", "restored"}

    assert go_on_after_restore(storage, service, published=tmp_path, restore=restore) == gone_on
    _act(storage, service, 1)
    assert sequencer.catch_up(service).size == 909


def test_a_service_whose_log_began_after_the_backup_goes_on_too(
    storage: Storage,
    service: str,
    sequencer: Sequencer,
    tmp_path: Path,
    back_up: Callable[[str], Backup],
) -> None:
    """The log's name and all its leaves come from what was published."""
    [first] = _act(storage, service, 1)
    backup = back_up(service)
    _act(storage, service, 300)
    sequencer.catch_up(service)
    published = sequencer.public_folder(service).checkpoint()
    assert published is not None
    backup.restore(counted_further=True)
    gone_on = go_on_after_restore(storage, service, published=tmp_path, restore=uuid4())
    assert gone_on == GoneOn(held=0, size=301, lost=300, waiting=0)
    assert sequencer.catch_up(service).size == 302
    assert _verdict(sequencer.public_folder(service), published).sound
    assert _positions(storage, service, [first]) == [0]


def test_a_restore_that_lost_nothing_says_so_and_goes_on(
    storage: Storage,
    service: str,
    sequencer: Sequencer,
    tmp_path: Path,
    back_up: Callable[[str], Backup],
) -> None:
    """On a server that counts from below, nothing is taken twice and nothing passed over."""
    _act(storage, service, 3)
    sequencer.catch_up(service)
    _act(storage, service, 4)
    backup = back_up(service)
    backup.restore(counted_further=True)
    gone_on = go_on_after_restore(storage, service, published=tmp_path, restore=uuid4())
    assert gone_on == GoneOn(held=3, size=3, lost=0, waiting=4)
    assert sequencer.catch_up(service).size == 8
    assert sequencer.run_once(service).taken == 0


def test_a_log_that_was_never_published_begins_with_the_restored_entries(
    storage: Storage, service: str, sequencer: Sequencer, tmp_path: Path
) -> None:
    """Without a log on either side there is nothing to contradict."""
    _act(storage, service, 2)
    go_on_after_restore(storage, service, published=tmp_path, restore=uuid4())
    assert sequencer.catch_up(service).size == 3


def test_a_published_log_that_contradicts_the_database_is_refused(
    storage: Storage,
    service: str,
    sequencer: Sequencer,
    tmp_path: Path,
    back_up: Callable[[str], Backup],
) -> None:
    """Whichever of the two was changed, nothing is signed and nothing changes."""
    _act(storage, service, 3)
    backup = back_up(service)
    sequencer.catch_up(service)
    _act(storage, service, 2)
    sequencer.catch_up(service)
    backup.restore()
    _act(storage, service, 1)
    other = tmp_path / "other"
    Sequencer(storage, folder=other, origin_of="privacy.example.org/{}".format).catch_up(service)
    for _ in range(2):
        with pytest.raises(SecondHistory):
            go_on_after_restore(storage, service, published=tmp_path, restore=uuid4())
    assert _positions(storage, service, _act(storage, service, 1)) == [None]


def test_what_another_key_signed_or_nobody_published_is_refused(
    storage: Storage, service: str, sequencer: Sequencer, tmp_path: Path
) -> None:
    """A folder that anybody wrote is no history; a log without its folder is not gone on with."""
    other = f"{service}-b"
    storage.create_service(other)
    for name in (service, other):
        _act(storage, name, 1)
    sequencer.catch_up(other)
    published = sequencer.public_folder(other).checkpoint()
    assert published is not None
    sequencer.public_folder(service).path.mkdir()
    sequencer.public_folder(service).put_checkpoint(published)
    with pytest.raises(ForgedCheckpoint):
        go_on_after_restore(storage, service, published=tmp_path, restore=uuid4())
    with pytest.raises(MissingFile):
        go_on_after_restore(storage, other, published=tmp_path / "empty", restore=uuid4())


_KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from amana.storage import GivenRootKey, ServerAddress, Storage
from amana.storage.ledger import go_on_after_restore
from amana.storage.transaction import Transaction

host, port, user, password, secrets, folder, service, restore, count = sys.argv[1:]
left = int(count)

def counted(real):
    def call(self, *arguments, **named):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(self, *arguments, **named)
    return call

for name in ("rows", "change", "changes", "end"):
    setattr(Transaction, name, counted(getattr(Transaction, name)))
address = ServerAddress(
    host=host, port=int(port), database="amana", embedded=True, user=user, password=password
)
storage = Storage(address, root_key=GivenRootKey(bytes(range(32))), secrets=Path(secrets))
go_on_after_restore(storage, service, published=Path(folder), restore=UUID(restore))
"""


def test_killed_anywhere_the_next_call_goes_on_once(  # noqa: PLR0913, PLR0917 - fixtures
    storage: Storage,
    server: ServerAddress,
    place: Path,
    service: str,
    sequencer: Sequencer,
    tmp_path: Path,
    back_up: Callable[[str], Backup],
) -> None:
    """Before each statement in turn: the log is as it was, until all of it is done."""
    _act(storage, service, 10)
    sequencer.catch_up(service)
    backup = back_up(service)
    _act(storage, service, 300)
    sequencer.catch_up(service)
    backup.restore(counted_further=True)
    restore = uuid4()
    program = [sys.executable, "-c", _KILLED, server.host, str(server.port), server.user]
    program += [server.password, str(place / "secrets"), str(tmp_path), service, str(restore)]
    ended = None
    for count in range(30):
        if ended == 0:
            break
        run = subprocess.run([*program, str(count)], check=False, timeout=60, capture_output=True)
        ended = run.returncode
        assert ended in {0, -signal.SIGKILL}, run.stderr
    assert ended == 0
    assert count > 8
    gone_on = go_on_after_restore(storage, service, published=tmp_path, restore=restore)
    assert gone_on == GoneOn(held=10, size=310, lost=300, waiting=0)
    assert sequencer.catch_up(service).size == 311
