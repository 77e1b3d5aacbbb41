"""Entries of reads by machines wait for one another; nothing else does, and nothing is lost."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.acts.act import OPERATOR
from amana.acts.erase import erase
from amana.domain.ledger.entry import Entry, EvidenceMode
from amana.storage import Storage
from amana.storage.errors import PersonErased
from amana.storage.recorder import LONGEST_S, MOST


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
