"""A backup of yesterday, restored today: nobody who was erased since can be read, ever."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from amana.acts.act import Actor, Role
from amana.acts.erase import erase
from amana.assembly import opened
from amana.domain.ledger.checkpoint import open_checkpoint
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.verify import verify_log
from amana.storage import ServerAddress, Storage
from amana.storage.archive.manifest import Part
from amana.storage.erasures.journal import Journaled
from amana.storage.errors import PersonErased
from amana.storage.ledger import Ledger, check_signature
from amana.storage.replay import replay
from amana.storage.roles import role_of

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation

ERASER = Actor(role=Role.OPERATOR, label="tester")


def _use(storage: Storage, persons: range, *, entries: int) -> None:
    """Leave entries about the persons, many in a commit."""
    at = 0
    while at < entries:
        with storage.work("shop") as work:
            some = [
                Entry(
                    act="use",
                    promises=("W1",),
                    body={"n": number},
                    person=f"person-{persons[number % len(persons)]}",
                )
                for number in range(at, min(at + 500, entries))
            ]
            work.commit(*some)
        at += 500


def _erase(storage: Storage, persons: range, *, singly: int = 100) -> None:
    """Erase each of the persons: some one by one, the others from the journal, many in a commit."""
    for person in persons[:singly]:
        erase(storage, "shop", person=f"person-{person}", actor=ERASER)
    if len(persons) <= singly:
        return
    with storage.reading("shop") as view:
        for person in persons[singly:]:
            person_key = view.sealer.person_key(f"person-{person}")
            line = Journaled(at=view.now, erasure=uuid4(), person_key=person_key)
            storage.journal.append("shop", line)
    assert replay(storage, "shop").replayed == len(persons) - singly


def _size(storage: Storage) -> int:
    """Return how many entries the ledger has by its checkpoint."""
    with storage.reading("shop") as view:
        signed = Ledger(view.transaction, service="shop").checkpoint()
    assert signed is not None
    return int(signed.splitlines()[1])


class _Thief:
    """Tries a service's own login, without pause, for as long as the restore lasts."""

    def __init__(self, folder: Path, erased: list[bytes]) -> None:
        self._folder, self._erased = folder, erased
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.tried = 0
        self.seen = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        self._thread.start()
        yield
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            for name in ("database.json", ".restoring.json"):
                self._try(self._folder / "secrets" / name)

    def _try(self, passwords: Path) -> None:
        # Only the login's own file: what the restore alone knows, no thief has.
        if passwords.name.startswith(".") or not passwords.exists():
            return
        password = json.loads(passwords.read_text())[role_of("shop")]
        for place in (self._folder / "database").glob("run"):
            address = ServerAddress(
                host=str(place),
                port=5432,
                database="amana",
                user=role_of("shop"),
                password=password,
            )
            try:
                with psycopg.connect(address.conninfo()) as connection:
                    row = connection.execute(
                        "select count(*) from amana.entry_person where person_key = any (%s)",
                        [self._erased],
                    ).fetchone()
                    self.seen += row[0] if row else 0
            except psycopg.Error:
                pass
            self.tried += 1


@pytest.mark.parametrize(
    ("erasures", "entries"),
    [(20, 300), pytest.param(1000, 10_000, marks=[pytest.mark.slow, pytest.mark.timeout(600)])],
)
def test_who_was_erased_since_the_backup_is_never_readable(
    here: "Installation", shelf: Path, erasures: int, entries: int
) -> None:
    """Not through Amana, not with a service's own login while it is restored; receipts verify."""
    with opened(here.settings) as storage:
        storage.create_service("shop")
        _use(storage, range(erasures + 10), entries=erasures + 10)
        here.publish(storage, "shop")
        size = _size(storage)
    taken = here.back_up(shelf / "kept")
    with opened(here.settings) as storage:
        _use(storage, range(erasures, erasures + 10), entries=entries)
        _erase(storage, range(erasures))
        here.publish(storage, "shop")
        with storage.reading("shop") as view:
            erased = [view.sealer.person_key(f"person-{n}") for n in range(erasures)]
            receipt = Ledger(view.transaction, service="shop").checkpoint()
        since = _size(storage) - size
    assert receipt is not None
    assert since > entries

    thief = _Thief(here.settings.data, erased)
    with thief.at_work():
        done = here.restore(taken.parts[Part.DATA].parent, replace=True)

    assert thief.tried
    assert thief.seen == 0
    (service,) = done.services
    assert service.replayed == erasures
    assert service.ledger.lost == since
    assert sum(service.since.values()) == service.ledger.lost
    with opened(here.settings) as storage, storage.reading("shop") as view:
        for person in range(erasures):
            with pytest.raises(PersonErased):
                view.people.acts(f"person-{person}")
        assert view.people.acts(f"person-{erasures}")
    _verify(here.settings.data / "ledger" / "shop", receipt)


def _verify(folder: Path, receipt: str) -> None:
    """Check the published ledger since the receipt's checkpoint, from public files alone."""

    def read(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() else None

    key = parse_key((folder / "key").read_text().strip())
    verdict = verify_log(
        read,
        key=key,
        check=check_signature,
        since=open_checkpoint(receipt.encode(), key=key, check=check_signature),
        entry=None,
    )
    assert verdict.sound, verdict.faults
