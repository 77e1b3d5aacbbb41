"""Entries of reads by machines wait for one another; nothing else does, and nothing is lost."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amana.acts.act import OPERATOR
from amana.acts.erase import erase
from amana.acts.watch.evidence_look import look_at_evidence
from amana.acts.watch.finding import State
from amana.acts.watch.surroundings import Surroundings
from amana.domain.ledger.entry import Entry, EvidenceMode
from amana.storage import Storage
from amana.storage.entry_rows import EntryRow
from amana.storage.errors import EvidenceRefused, Inconsistent, PersonErased, Unreachable
from amana.storage.last_entries import last_entries
from amana.storage.recorder import (
    HELD_BACK_MOST,
    LONGEST_S,
    MOST,
    REFUSED_EVIDENCE,
    Recorder,
)
from amana.storage.service_life import ServiceState
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work


@pytest.fixture
def fast(storage: Storage, place: Path) -> Iterator[Storage]:
    """Open the same database as a program does that is set to ``fast``."""
    made = Storage(
        storage.address,
        root_key=storage.root_key,
        secrets=place / "secrets",
        evidence=EvidenceMode.FAST,
    )
    yield made
    made.close()


def _read(storage: Storage, service: str, number: int, *, read: bool = True) -> None:
    with storage.glancing(service) as work:
        entry = Entry(act="use", promises=("W5",), body={"n": number}, person=f"p-{number % 3}")
        work.commit_about(entry, read=read)


def _read_all(storage: Storage, service: str, numbers: range) -> None:
    for number in numbers:
        _read(storage, service, number)


def _noted(storage: Storage, service: str) -> list[object]:
    with storage.reading(service) as view:
        return [done.body["n"] for n in range(3) for done in view.people.acts(f"p-{n}")]


def test_what_is_no_read_is_committed_with_its_act(
    fast: Storage, storage: Storage, service: str
) -> None:
    """Another program sees it at once; a read it sees after the others were written."""
    _read(fast, service, 1, read=False)
    assert _noted(storage, service) == [1]
    _read(fast, service, 2)
    assert fast.recorder is not None
    fast.recorder.flush(service)
    assert sorted(map(str, _noted(storage, service))) == ["1", "2"]


def test_nothing_waits_for_long_and_not_too_many_wait(
    fast: Storage, storage: Storage, service: str
) -> None:
    """A thread writes what nobody comes after; whoever brings one too many writes all."""
    _read(fast, service, 1)
    ends = time.monotonic() + 20
    while not _noted(storage, service) and time.monotonic() < ends:
        time.sleep(LONGEST_S)
    assert _noted(storage, service) == [1]
    threads = [
        threading.Thread(
            target=_read_all,
            args=(fast, service, range(first, first + MOST // 2)),
        )
        for first in (1_000, 2_000, 3_000)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fast.close()
    with storage.reading(service) as view:
        (row,) = view.transaction.rows("bench_ledger", "count", service=service)
    assert row["count"] == 1 + 3 * (MOST // 2)


def test_of_who_was_erased_meanwhile_only_the_leaf_is_written(
    fast: Storage, storage: Storage, service: str
) -> None:
    """The act stays on the ledger, which names nobody; body and link are not made again."""
    _read(storage, service, 0)
    _read(fast, service, 0)
    erase(storage, service, person="p-0", actor=OPERATOR)
    assert fast.recorder is not None
    fast.recorder.flush()
    with storage.reading(service) as view:
        (row,) = view.transaction.rows("bench_ledger", "count", service=service)
        with pytest.raises(PersonErased):
            view.people.acts("p-0")
        left = view.transaction.rows("bench_ledger", "bodies", service=service)
    # The erasure's own two entries have bodies; both reads have leaves only.
    assert (row["count"], left[0]["count"]) == (4, 2)


def test_a_shut_down_program_leaves_nothing_unwritten(
    storage: Storage, service: str, place: Path
) -> None:
    """Entries that wait as a process ends in order are on the ledger afterwards."""
    program = place / f"{service}.py"
    address = storage.address
    program.write_text(
        f"""
from pathlib import Path
from amana.acts.act import OPERATOR
from amana.acts.erase import erase
from amana.domain.ledger.entry import Entry, EvidenceMode
from amana.storage import FileRootKey, Storage, ServerAddress
address = ServerAddress(host={address.host!r}, port={address.port}, database={address.database!r},
    user={address.user!r}, password={address.password!r})
storage = Storage(address, root_key=KEY, secrets=Path({str(place / "secrets")!r}),
    evidence=EvidenceMode.FAST)
for number in range(5):
    with storage.glancing({service!r}) as work:
        work.commit_about(Entry(act="use", body={{"n": number}}), read=True)
storage.close()
""".replace("KEY", "__import__('amana.storage').storage.GivenRootKey(bytes(range(32)))"),
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(program)], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    with storage.reading(service) as view:
        (row,) = view.transaction.rows("bench_ledger", "count", service=service)
    assert row["count"] == 5


def _refused(work: Work, number: int) -> EntryRow:
    """Return an entry that the table does not take: its commitment is none."""
    entry = Entry(act="use", body={"n": number}, person="p-0")
    return replace(work.noted(entry), commitment=b"short")


def test_an_entry_that_is_refused_stops_no_other_and_is_told(
    fast: Storage, storage: Storage, service: str
) -> None:
    """The others are written, the ledger says that it was set aside, and who watches is alarmed."""
    recorder = fast.recorder
    assert recorder is not None
    _read(fast, service, 0)
    with fast.glancing(service) as work:
        bad = _refused(work, 1)
    recorder.put(service, bad)
    _read_all(fast, service, range(2, 9))
    recorder.flush(service)
    assert recorder.waiting(service) == 0
    assert sorted(map(str, _noted(storage, service))) == sorted(map(str, (0, *range(2, 9))))
    here = Surroundings(storage=storage, clock=lambda: datetime.now(UTC), data=Path())
    (found,) = look_at_evidence(here, service)
    assert (found.state, found.fields) == (State.FAULT, {"count": 1})
    with storage.reading(service) as view:
        last = last_entries(view, [REFUSED_EVIDENCE])[REFUSED_EVIDENCE]
    assert last.body == {"entry": str(bad.entry), "act": "use", "code": "storage.inconsistent"}


def test_who_brings_an_entry_that_is_refused_is_told_if_they_still_wait(
    fast: Storage, service: str
) -> None:
    """Whoever brings the last one writes all; where theirs is refused their read fails."""
    told: list[tuple[str, str]] = []

    @contextmanager
    def lend(name: str) -> Iterator[Transaction]:
        with fast.closing(name) as work:
            yield work.transaction

    recorder = Recorder(lend, lambda name, _, code: told.append((name, code)))
    # Closed, it has no thread that might write some of them before.
    recorder.close()
    with fast.glancing(service) as work:
        rows = [work.noted(Entry(act="use", body={"n": n})) for n in range(MOST - 1)]
        bad = _refused(work, MOST)
    for row in rows:
        recorder.put(service, row)
    with pytest.raises(EvidenceRefused):
        recorder.put(service, bad)
    assert recorder.waiting(service) == 0
    assert told == [(service, "storage.inconsistent")]


def test_what_cannot_be_written_fills_no_memory(fast: Storage, service: str) -> None:
    """Once too many wait the next read fails and brings nothing; afterwards all are written."""
    away = True

    @contextmanager
    def lend(name: str) -> Iterator[Transaction]:
        if away:
            raise Unreachable
        with fast.closing(name) as work:
            yield work.transaction

    recorder = Recorder(lend, lambda *_: None)
    with fast.glancing(service) as work:
        row = work.noted(Entry(act="use", body={}))
        rows = [replace(row, entry=uuid7(work.now)) for _ in range(HELD_BACK_MOST)]
    for each in rows:
        recorder.put(service, each)
    for _ in range(3):
        with pytest.raises(Unreachable):
            recorder.put(service, replace(row, entry=uuid7(work.now)))
    assert recorder.waiting(service) == HELD_BACK_MOST
    away = False
    recorder.close()
    assert recorder.waiting(service) == 0
    with fast.reading(service) as view:
        (found,) = view.transaction.rows("bench_ledger", "count", service=service)
    assert found["count"] == HELD_BACK_MOST


def test_a_single_entry_that_is_refused_waits_until_another_was_taken(
    fast: Storage, service: str
) -> None:
    """Where nothing is taken, that says nothing of one entry: it is kept."""
    recorder = fast.recorder
    assert recorder is not None
    with fast.glancing(service) as work:
        bad = _refused(work, 1)
    recorder.put(service, bad)
    with pytest.raises(Inconsistent):
        recorder.flush(service)
    assert recorder.waiting(service) == 1
    _read(fast, service, 2)
    recorder.flush(service)
    assert recorder.waiting(service) == 0


def test_of_a_service_that_was_closed_meanwhile_only_the_leaf_is_written(
    fast: Storage, storage: Storage, service: str
) -> None:
    """What is sealed of it is destroyed, and is not made again."""
    _read(fast, service, 0)
    _read(fast, service, 1)
    assert fast.recorder is not None
    with storage.closing(service) as work:
        work.life.become(ServiceState.CLOSING, reason="over")
        work.commit(Entry(act="close-service", body={}))
    fast.recorder.flush()
    with storage.reading(service) as view:
        (row,) = view.transaction.rows("bench_ledger", "count", service=service)
        (left,) = view.transaction.rows("bench_ledger", "bodies", service=service)
    assert (row["count"], left["count"]) == (3, 1)
