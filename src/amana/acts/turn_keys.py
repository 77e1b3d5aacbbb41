"""Replace keys and passwords, and destroy old ones: each noted on the ledger before and after."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from amana.acts.act import Actor, Role
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.ledger.note import VerifierKey
from amana.storage.database import Storage
from amana.storage.errors import RootKeyNotOurs, UnknownService
from amana.storage.keys import FileRootKey, KmsRootKey
from amana.storage.keys.turning import (
    Epoch,
    destroy_epoch,
    epochs,
    rewrap,
    turn_epoch,
)
from amana.storage.ledger.rotation import OVERLAP, rotate_ledger_key

ACT: Final = "turn-keys"
_SCHEDULE: Final = Actor(role=Role.OPERATOR, label="schedule")
"""Who runs the machine, by what the settings say."""
Progress = Callable[[int], None]


def show_epochs(storage: Storage, service: str | None = None) -> dict[str, tuple[Epoch, ...]]:
    """Return the epochs of one service, or of all. Raises ``UnknownService``."""
    return {name: epochs(storage.keys, name) for name in chosen_services(storage, service)}


def chosen_services(storage: Storage, service: str | None) -> tuple[str, ...]:
    """Return the service named, or all. Raises ``UnknownService``."""
    known = storage.services()
    if service is None:
        return known
    if service not in known:
        raise UnknownService(service=service)
    return (service,)


def replace_root_key(storage: Storage, actor: Actor, progress: Progress) -> int:
    """Replace the root key and rewrap every ring; return how many there are.

    Raises ``RootKeyNotOurs`` where the root key neither comes from a file nor lies in KMS.
    """
    root = storage.root_key
    if not isinstance(root, FileRootKey | KmsRootKey):
        raise RootKeyNotOurs
    with _noted(storage, storage.services(), actor, {"key": "root"}):
        return storage.replace_root_key(root, lambda _: progress(1))


def replace_epoch(
    storage: Storage, service: str, actor: Actor, progress: Progress
) -> tuple[int, int]:
    """Begin a new epoch and rewrap the persons' keys under it.

    Returns the epoch's number and how many keys were rewrapped. Killed while it rewraps, the
    rest is done by :func:`finish_rewrapping`.
    """
    with _noted(storage, (service,), actor, {"key": "epoch"}):
        number = turn_epoch(storage.keys, service)
        return number, rewrap(storage.keys, service, on_batch=progress)


def finish_rewrapping(storage: Storage, service: str) -> None:
    """Rewrap what a turn of the epoch that was killed has left. A scheduled task."""
    rewrap(storage.keys, service)


def end_epoch(storage: Storage, service: str, *, after: timedelta) -> None:
    """Turn an epoch that is old enough, and destroy the keys of those that nobody hangs on.

    A scheduled task: what a killed run left is done by the next.
    """
    with storage.reading(service) as view:
        now = view.now
    current = next(each for each in epochs(storage.keys, service) if each.state == "current")
    if now - current.began_at >= after:
        replace_epoch(storage, service, _SCHEDULE, lambda _: None)
    for epoch in epochs(storage.keys, service):
        if epoch.state == "closed" and not epoch.persons:
            destroy_epoch_key(storage, service, epoch.number, even_so=False, actor=_SCHEDULE)


def destroy_epoch_key(
    storage: Storage, service: str, number: int, *, even_so: bool, actor: Actor
) -> int:
    """Destroy an old epoch's key; return how many persons' keys went with it.

    Raises ``EpochCurrent``, ``EpochInUse`` and ``NotFound``.
    """
    with _noted(storage, (service,), actor, {"key": "epoch", "destroyed": number}):
        return destroy_epoch(storage.keys, service, number, even_so=even_so)


def replace_ledger_key(
    storage: Storage, service: str, actor: Actor, *, overlap: timedelta = OVERLAP
) -> VerifierKey:
    """Give the service's log its next signing key and return it; the one before signs on a while.

    Raises ``NotSequenced`` where the log has not begun.
    """
    with _noted(storage, (service,), actor, {"key": "ledger"}):
        return rotate_ledger_key(storage, service, overlap=overlap)


def replace_passwords(storage: Storage, actor: Actor) -> int:
    """Give every login role of the databases a new password; return how many there are."""
    with _noted(storage, storage.services(), actor, {"key": "passwords"}):
        return storage.replace_passwords()


@contextmanager
def _noted(
    storage: Storage, services: Sequence[str], actor: Actor, what: dict[str, Json]
) -> Iterator[None]:
    """Leave an entry in each service before and after: keys lie beyond the data's transaction."""

    def note(outcome: Outcome) -> None:
        body: dict[str, Json] = {"actor": actor.identity, **what}
        for service in services:
            with storage.work(service) as work:
                work.commit(Entry(act=ACT, outcome=outcome, body=body))

    note(Outcome.INTENDED)
    try:
        yield
    except AmanaError:
        note(Outcome.FAILED)
        raise
    note(Outcome.DONE)
