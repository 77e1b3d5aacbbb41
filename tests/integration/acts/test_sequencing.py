"""Keeping ledgers up to date: what goes wrong with one service stays with that one."""

import secrets
from pathlib import Path

import psycopg
import pytest

from amana.acts.sequencing import Sequencing
from amana.domain.ledger.entry import Entry
from amana.storage import ServerAddress, Storage
from amana.storage.ledger import Ledger, Sequencer

MOST_LOOKS = 1000


class UnforeseenError(Exception):
    """What no part of ours raises on purpose."""


@pytest.fixture
def two(sparse_storage: Storage) -> tuple[str, str]:
    """Make two services, the first of which comes first in the list too."""
    name = secrets.token_hex(6)
    services = (f"test-{name}-a", f"test-{name}-b")
    for service in services:
        sparse_storage.create_service(service)
    return services


def test_a_fault_that_nobody_foresaw_stops_no_other_ledger(
    sparse_storage: Storage, sparse_server: ServerAddress, two: tuple[str, str], tmp_path: Path
) -> None:
    """The thread goes on, and the service after the faulty one is sequenced."""
    faulty, sound = two

    def origin_of(service: str) -> str:
        if service == faulty:
            raise UnforeseenError
        return f"localhost/{service}"

    with sparse_storage.work(sound) as work:
        work.commit(Entry(act="read-document", body={}))
    sequencer = Sequencer(sparse_storage, folder=tmp_path, origin_of=origin_of)
    with (
        Sequencing(sparse_storage, sequencer),
        psycopg.connect(sparse_server.conninfo(), autocommit=True) as waiting,
    ):
        for _ in range(MOST_LOOKS):
            if _size(sparse_storage, sound):
                break
            waiting.execute("select pg_sleep(0.02)")
    assert _size(sparse_storage, sound) == 1
    assert _size(sparse_storage, faulty) == 0


def _size(storage: Storage, service: str) -> int:
    """Return how many leaves the service's ledger has; 0 before it has begun."""
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        return 0 if ledger.checkpoint() is None else ledger.head().size
