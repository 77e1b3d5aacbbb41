"""The sequencer on the real database: order, late commits, rivals, kills, restores."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID

import pytest

from amana.domain.ledger.entry import Entry
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.proof import verify_consistency, verify_inclusion
from amana.domain.ledger.tile import bundle_names, tile_names
from amana.domain.ledger.tree import hash_leaf
from amana.domain.ledger.verify import verify_log
from amana.storage import ServerAddress, Storage
from amana.storage.ledger import Ledger, Sequencer, check_signature
from amana.storage.ledger.errors import PublishedAhead, SecondHistory


def _origin(service: str) -> str:
    return f"privacy.example.org/{service}"


@pytest.fixture(name="sequencer")
def _sequencer(storage: Storage, tmp_path: Path) -> Sequencer:
    return Sequencer(storage, folder=tmp_path, origin_of=_origin, batch=200)


def _act(storage: Storage, service: str, count: int) -> list[UUID]:
    """Commit entries, many in one transaction."""
    entries = [Entry(act="use", promises=("W5",), body={"n": n}) for n in range(count)]
    with storage.work(service) as work:
        return list(work.commit(entries[0], *entries[1:]))


def _check(folder: Path) -> int:
    """Return the size of a published log in which nothing is wrong."""

    def read(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() else None

    key = parse_key((folder / "key").read_text(encoding="utf-8").strip())
    verdict = verify_log(read, key=key, check=check_signature)
    assert verdict.sound, verdict.faults
    assert verdict.checkpoint is not None
    return verdict.checkpoint.size


def _files(folder: Path) -> dict[str, bytes]:
    """Return the files that the published checkpoint calls for."""
    size = _check(folder)
    bundles = [name.path for name in bundle_names(size)]
    paths = ["checkpoint", "key", *bundles, *(name.path for name in tile_names(size))]
    return {path: (folder / path).read_bytes() for path in paths}


def test_committed_entries_become_a_sound_public_log(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """Batch by batch, with nothing left waiting, and each entry provable."""
    assert sequencer.run_once(service).size == 0
    ids = _act(storage, service, 450)
    assert sequencer.lag(service).waiting == 450
    assert sequencer.lag(service).oldest is not None
    assert sequencer.run_once(service).taken == 200
    with storage.reading(service) as view:
        old = Ledger(view.transaction, service=service).head()
    assert sequencer.catch_up(service).size == 450
    assert sequencer.lag(service).waiting == 0
    assert _check(sequencer.public_folder(service).path) == 450
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        head = ledger.head()
        places = ledger.places_of(ids)
        assert [places[entry].position for entry in ids] == list(range(450))
        shown = ledger.inclusions(ids)[ids[77]]
        assert hash_leaf(shown.leaf) == shown.leaf_hash == places[ids[77]].leaf_hash
        assert verify_inclusion(
            shown.leaf_hash,
            index=shown.position,
            size=shown.size,
            proof=shown.proof,
            root=head.root,
        )
        assert verify_consistency(
            old_size=old.size,
            old_root=old.root,
            new_size=head.size,
            new_root=head.root,
            proof=ledger.consistency(old.size),
        )


def test_an_entry_that_waits_has_no_place_yet(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """Until it is sequenced, nobody is told a position."""
    sequencer.run_once(service)
    [entry] = _act(storage, service, 1)
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        assert not ledger.places_of([entry])
        assert not ledger.inclusions([entry])


def test_a_late_commit_is_not_passed_over(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """An older transaction that commits after a newer one comes first in the log."""
    sequencer.run_once(service)
    with storage.work(service) as slow:
        first = slow._put(slow.noted(Entry(act="use", body={"late": True})))  # noqa: SLF001 - an open transaction that has written
        [later] = _act(storage, service, 1)
        assert sequencer.run_once(service).taken == 0
        assert sequencer.lag(service).waiting == 1
        slow.transaction.end(commit=True)
    assert sequencer.run_once(service).taken == 2
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        places = ledger.places_of([first, later])
        assert (places[first].position, places[later].position) == (0, 1)


def test_what_was_rolled_back_never_appears(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """Only committed acts leave evidence."""
    with storage.work(service) as work:
        work._put(work.noted(Entry(act="use", body={})))  # noqa: SLF001 - written and not committed
    _act(storage, service, 1)
    assert sequencer.catch_up(service).size == 1


def test_two_sequencers_at_once_make_one_log(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """Rivals wait or stand back; every entry has one place."""
    ids: list[UUID] = []
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            sequencer.run_once(service)

    rivals = [threading.Thread(target=go_on) for _ in range(2)]
    for rival in rivals:
        rival.start()
    for _ in range(20):
        ids += _act(storage, service, 30)
    stop.set()
    for rival in rivals:
        rival.join()
    assert sequencer.catch_up(service).size == 600
    assert _check(sequencer.public_folder(service).path) == 600
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        places = ledger.places_of(ids)
        assert {places[entry].position for entry in ids} == set(range(600))


_KILLED = """
import os, signal, sys
from pathlib import Path
from amana.storage import GivenRootKey, ServerAddress, Storage
from amana.storage.ledger import Sequencer

host, port, user, password, secrets, folder, service, event, count = sys.argv[1:]
left = int(count)

def die(name, arguments):
    global left
    if name != event or event == "open" and "ledger.json" not in str(arguments[0]):
        return
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

address = ServerAddress(
    host=host, port=int(port), database="amana", embedded=True, user=user, password=password
)
storage = Storage(address, root_key=GivenRootKey(bytes(range(32))), secrets=Path(secrets))
sequencer = Sequencer(
    storage, folder=Path(folder), origin_of=lambda s: f"privacy.example.org/{s}", batch=200
)
sys.addaudithook(die)
sequencer.catch_up(service)
"""


@pytest.mark.parametrize(
    ("event", "count"),
    [("open", 2), ("os.rename", 1), ("os.rename", 2), ("os.rename", 4), ("os.rename", 6)],
    ids=["in the transaction", "first file", "second file", "key", "next batch"],
)
def test_a_killed_sequencer_leaves_a_log_that_goes_on(  # noqa: PLR0913, PLR0917 - fixtures
    storage: Storage,
    server: ServerAddress,
    place: Path,
    service: str,
    sequencer: Sequencer,
    tmp_path: Path,
    event: str,
    count: int,
) -> None:
    """Killed anywhere, the next run makes the files that a fresh folder gets from the database."""
    _act(storage, service, 450)
    program = [sys.executable, "-c", _KILLED, server.host, str(server.port), server.user]
    program += [server.password, str(place / "secrets"), str(tmp_path), service, event, str(count)]
    killed = subprocess.run(program, check=False, timeout=60, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert sequencer.catch_up(service).size == 450
    again = Sequencer(storage, folder=tmp_path / "again", origin_of=_origin)
    again.publish(service)
    assert _files(sequencer.public_folder(service).path) == _files(
        again.public_folder(service).path
    )


def test_a_database_behind_its_published_log_signs_nothing(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """After a restore from an older backup no second history is begun."""
    other = f"{service}-old"
    storage.create_service(other)
    _act(storage, service, 3)
    sequencer.catch_up(service)
    sequencer.run_once(other)
    published = sequencer.public_folder(service).checkpoint()
    assert published is not None
    sequencer.public_folder(other).put_checkpoint(published)
    _act(storage, other, 1)
    with pytest.raises(PublishedAhead):
        sequencer.run_once(other)
    assert sequencer.lag(other).waiting == 1


def test_a_published_log_of_another_past_is_not_gone_on_with(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """What was published must be how the database's log begins."""
    other = f"{service}-b"
    storage.create_service(other)
    for name in (service, other):
        _act(storage, name, 2)
        sequencer.catch_up(name)
    published = sequencer.public_folder(service).checkpoint()
    assert published is not None
    sequencer.public_folder(other).put_checkpoint(published)
    with pytest.raises(SecondHistory):
        sequencer.run_once(other)


def test_a_log_keeps_the_name_with_which_it_began(
    storage: Storage, service: str, sequencer: Sequencer, tmp_path: Path
) -> None:
    """A new address of the server does not make another log."""
    sequencer.run_once(service)
    _act(storage, service, 1)
    Sequencer(storage, folder=tmp_path, origin_of="elsewhere.example/{}".format).catch_up(service)
    with storage.reading(service) as view:
        assert Ledger(view.transaction, service=service).head().origin == _origin(service)


def test_entries_far_apart_are_found_however_narrow_a_look_is(
    storage: Storage, service: str, tmp_path: Path
) -> None:
    """Between two entries lie many more transactions than a batch looks at, and none is lost."""
    other = f"{service}-busy"
    storage.create_service(other)
    sequencer = Sequencer(storage, folder=tmp_path, origin_of=_origin, batch=3)
    sequencer.run_once(service)
    for _ in range(3):
        _act(storage, service, 1)
        for _ in range(20):
            _act(storage, other, 1)
    ids = _act(storage, service, 7)
    assert sequencer.catch_up(service).size == 10
    assert _check(sequencer.public_folder(service).path) == 10
    with storage.reading(service) as view:
        places = Ledger(view.transaction, service=service).places_of(ids)
    assert [places[entry].position for entry in ids] == list(range(3, 10))
