"""A service's login in foreign hands cannot hold the ledgers back."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from amana.domain.ledger.entry import Entry
from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.tile import BundleName, TileName, encode_bundle
from amana.storage import ServerAddress, Storage
from amana.storage.ledger import LongWork, PublicFolder, Sequencer
from amana.storage.roles import role_of


@pytest.fixture(name="sequencer")
def _sequencer(storage: Storage, tmp_path: Path) -> Sequencer:
    return Sequencer(storage, folder=tmp_path, origin_of="privacy.example.org/{}".format)


@pytest.fixture
def login(
    storage: Storage, service: str, server: ServerAddress, place: Path
) -> Iterator[psycopg.Connection]:
    """Connect with the service's own password, beside all of our code and its time-outs."""
    del storage
    role = role_of(service)
    password = json.loads((place / "secrets" / "database.json").read_text())[role]
    with psycopg.connect(
        server.conninfo(user=role, password=password), options="-c search_path=amana"
    ) as connection:
        yield connection


def _act(storage: Storage, service: str) -> None:
    with storage.work(service) as work:
        work.commit(Entry(act="use", promises=("W5",), body={}))


def test_no_lock_of_a_service_keeps_the_sequencer_waiting(
    storage: Storage, service: str, sequencer: Sequencer, login: psycopg.Connection
) -> None:
    """No service can take an advisory lock, nor lock the sequencer's own rows."""
    sequencer.run_once(service)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute("select pg_advisory_lock(1311150571, hashtext(%s))", [service])
    login.rollback()
    for strength in ("update", "no key update", "share", "key share"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute(sql.SQL("select 1 from ledger for {}").format(sql.SQL(strength)))
        login.rollback()
    login.execute("select 1 from ledger")
    login.execute("lock table ledger in access share mode")
    _act(storage, service)
    assert sequencer.run_once(service).taken == 1


def test_a_transaction_that_a_service_holds_open_is_ended(
    storage: Storage, service: str, sequencer: Sequencer, login: psycopg.Connection
) -> None:
    """Whatever time-outs the session has put away, it ends, and the ledger goes on."""
    sequencer.run_once(service)
    login.execute("set idle_in_transaction_session_timeout = 0")
    login.execute("select pg_current_xact_id()")
    _act(storage, service)
    assert sequencer.run_once(service).taken == 0
    now = [0.0]
    watch = LongWork(storage, longest=timedelta(0), clock=lambda: now[0])
    assert watch.end() == ()
    assert watch.end() == (service,)
    with pytest.raises(psycopg.OperationalError):
        login.execute("select 1")
    assert sequencer.run_once(service).taken == 1


@pytest.mark.parametrize("table", ["member_role", "job", "invitation"])
def test_a_service_that_locks_a_whole_table_is_ended(
    storage: Storage, service: str, login: psycopg.Connection, table: str
) -> None:
    """What a service may delete from it may lock; at the second look its session is over."""
    login.execute(sql.SQL("lock table {} in access exclusive mode").format(sql.Identifier(table)))
    watch = LongWork(storage)
    assert watch.end() == ()
    assert watch.end() == (service,)
    with pytest.raises(psycopg.OperationalError):
        login.execute("select 1")
    assert watch.end() == ()


def test_a_young_transaction_is_left_alone(
    storage: Storage, service: str, login: psycopg.Connection
) -> None:
    """Nobody is ended before the time is over, nor for what another did before."""
    login.execute("select pg_current_xact_id()")
    now = [0.0]
    watch = LongWork(storage, longest=timedelta(minutes=2), clock=lambda: now[0])
    assert watch.end() == ()
    now[0] = 119.0
    assert watch.end() == ()
    now[0] = 121.0
    assert watch.end() == ()
    assert login.execute("select own_service()").fetchone() == (service,)
    login.rollback()
    assert watch.end() == ()


def test_a_partial_file_is_served_from_the_full_one(tmp_path: Path) -> None:
    """Whoever has read a checkpoint finds its files, although the log has grown since."""
    folder = PublicFolder(tmp_path)
    leaves = [bytes([n % 251]) * 40 for n in range(256)]
    tile = bytes(range(32)) * 256
    partial = BundleName(index=0, width=56), TileName(level=0, index=0, width=56)
    folder.put([(partial[0], encode_bundle(leaves[:56])), (partial[1], tile[: 56 * 32])])
    before = [folder.file(name) for name in partial]
    folder.put([(BundleName(index=0), encode_bundle(leaves)), (TileName(level=0, index=0), tile)])
    assert not (tmp_path / partial[0].path).exists()
    assert [folder.file(name) for name in partial] == before
    with pytest.raises(MissingFile):
        folder.file(TileName(level=0, index=1, width=3))


def test_a_folder_that_was_lost_is_made_again_with_equal_bytes(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """The database is the truth: every file comes back as it was."""
    for _ in range(3):
        with storage.work(service) as work:
            entries = [Entry(act="use", promises=("W5",), body={"n": n}) for n in range(150)]
            work.commit(entries[0], *entries[1:])
        sequencer.catch_up(service)
    folder = sequencer.public_folder(service).path
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    shutil.rmtree(folder)
    sequencer.publish(service)
    after = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert set(after) <= set(before)
    assert after == {file: before[file] for file in after}
    assert folder / "tile" / "entries" / "001.p" / "194" in after
