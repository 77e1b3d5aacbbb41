"""The key of blind indexes is replaced beside programs that go on, and a killed turn is ended."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from amana.acts.act import OPERATOR
from amana.acts.turn_index import follow_epochs, replace_index_key
from amana.acts.turn_keys import end_epoch
from amana.assembly import prepared
from amana.assembly.watching import scheduled
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.collecting import Origin
from amana.settings import Settings
from amana.storage import Storage
from amana.storage.keys import Sealer
from amana.storage.keys.indexing import announce, write_next
from amana.storage.persons import Identifiers

PROGRAM = Path(__file__).parent / "programs" / "finding.py"
KIND = IdentifierKind.EMAIL
MANY = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """A service in a data folder."""

    data: Path
    storage: Storage
    service: str

    def ring(self) -> list[str]:
        """Return the names of the index keys on the ring."""
        held = json.loads((self.data / "secrets" / f"keyring-{self.service}.json").read_text())
        return sorted(name for name in held if name.startswith(("index.", "next.")))

    def under_others(self) -> int:
        """Count the rows that stand under another key than the newest."""
        with self.storage.reading(self.service) as view:
            return view.identifiers.under_others()


@pytest.fixture(scope="module")
def opened(shelf: Path) -> Iterator[tuple[Path, Storage]]:
    """Open a data folder, and run its database meanwhile."""
    data = shelf / "index-keys" / "data"
    data.parent.mkdir()
    data.parent.chmod(0o711)
    with prepared(Settings(data=data)) as amana:
        yield data, amana.storage


@pytest.fixture
def kept(opened: tuple[Path, Storage]) -> Kept:
    """Return a fresh service with some addresses there."""
    data, storage = opened
    made = Kept(data, storage, f"shop-{uuid4().hex[:8]}")
    storage.create_service(made.service)
    _note_many(made)
    return made


def _note_many(kept: Kept) -> None:
    with kept.storage.work(kept.service) as work:
        for number in range(MANY):
            key = work.sealer.person_key(f"p-{number}")
            work.people.meet(key)
            work.identifiers.note(
                key,
                KIND,
                f"p-{number}@house.example",
                origin=Origin.PERSON,
                source=None,
                entry=uuid4(),
            )
        work.transaction.end(commit=True)


def _found(kept: Kept) -> bool:
    with kept.storage.reading(kept.service) as view:
        return all(
            view.identifiers.whose(KIND, f"p-{number}@house.example")
            == (view.sealer.person_key(f"p-{number}"),)
            for number in range(0, MANY, 29)
        )


@pytest.mark.promise("C8")
def test_the_index_key_is_replaced_and_no_address_is_missed(kept: Kept) -> None:
    """Two processes note and find all the while; at the end one key is left, the newest."""
    words = [sys.executable, str(PROGRAM), str(kept.data), kept.service]
    finding = [
        subprocess.Popen([*words, name], stdout=subprocess.PIPE, text=True)
        for name in ("first", "second")
    ]
    for each in finding:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    turned = replace_index_key(
        kept.storage,
        kept.service,
        OPERATOR,
        progress=lambda _: None,
        wait=time.sleep,
        settles=timedelta(seconds=1),
    )
    (kept.data / "stop").touch()
    done = [int(each.communicate(timeout=30)[0]) for each in finding]
    assert [each.returncode for each in finding] == [0, 0]
    assert min(done) > 2
    assert turned.number == 2
    assert turned.written >= MANY
    assert kept.ring() == ["index.2"]
    assert kept.under_others() == 0


@pytest.mark.slow
def test_a_turn_that_was_killed_is_ended_by_the_next(kept: Kept) -> None:
    """Killed at each stage of the ring: every address is found, and the last call ends it."""
    words = [sys.executable, "-m", "amana", "keys", "rotate", "index", "--service", kept.service]
    words += ["--yes", "--settle-seconds", "1", "--data", str(kept.data), "--format", "json"]
    for stage in (["index.1", "next.2"], ["index.1", "index.2"]):
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as turning:
            while kept.ring() != stage:
                assert turning.poll() is None
                time.sleep(0.01)
            turning.kill()
        assert turning.returncode == -signal.SIGKILL
        assert _found(kept)
    last = subprocess.run(words, check=True, capture_output=True)
    told = json.loads(last.stdout)
    assert (told["did"], told["indexes"]) == ("index", {kept.service: 2})
    assert kept.ring() == ["index.2"]
    assert _found(kept)
    assert kept.under_others() == 0


def test_index_keys_follow_the_epochs(kept: Kept) -> None:
    """A scheduled task takes one step at a time, once the epoch is newer, and waits between."""
    (task,) = [each for each in scheduled(Settings(data=kept.data)) if each.name == "keys.index"]

    def step() -> None:
        follow_epochs(kept.storage, kept.service, turns=False, settles=timedelta(0))
        assert _found(kept)

    def ring_after_task() -> list[str]:
        task.run(kept.storage, kept.service)
        return kept.ring()

    assert ring_after_task() == ["index.1"]
    for _ in range(2):
        end_epoch(kept.storage, kept.service, after=timedelta(0))
    # What was announced just now is not written yet, nor what is written taken for all that is.
    assert ring_after_task() == ring_after_task() == ["index.1", "next.3"]
    step()
    assert ring_after_task() == ["index.1", "index.3"]
    assert kept.under_others() == 0
    step()
    assert kept.ring() == ring_after_task() == ["index.3"]


def test_two_rows_of_one_address_become_one(kept: Kept) -> None:
    """Noted at once under the old key and the new one, the second ends when they meet."""
    person = "p-0@house.example"
    announce(kept.storage.keys, kept.service)
    write_next(kept.storage.keys, kept.service)
    with kept.storage.work(kept.service) as work:
        key = work.sealer.person_key("p-0")
        # As a program does that does not know the old key any more.
        ring = replace(work.sealer.ring, indexes={2: work.sealer.ring.indexes[2]})
        here = Identifiers(
            work.transaction,
            service=kept.service,
            now=work.now,
            sealer=Sealer(ring, work.sealer.persons),
        )
        assert here.note(key, KIND, person, origin=Origin.PERSON, source=None, entry=uuid4())
        work.transaction.end(commit=True)
    while _found(kept) and kept.under_others():
        with kept.storage.work(kept.service) as work:
            work.identifiers.look_anew(limit=100)
            work.transaction.end(commit=True)
    with kept.storage.reading(kept.service) as view:
        assert view.identifiers.whose(KIND, person) == (key,)
        assert [each.ended_at is None for each in view.identifiers.of([key])] == [False, True]
