"""Turning epochs, rewrapping, and destroying: every key above a person's own can be replaced.

All of it goes on beside running programs, can be killed between any two steps, and is then called
again. A ring's file is changed only by who holds the service's epochs in the database of keys.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amana.storage.errors import EpochCurrent, EpochInUse, NotFound
from amana.storage.keys.database import KeysDatabase
from amana.storage.keys.persons import bound, epoch_key
from amana.storage.keys.root import ReplaceableRootKey
from amana.storage.keys.wrapping import unwrap, wrap
from amana.storage.transaction import Transaction

_BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """An epoch of a service, and how many persons' keys are wrapped under its key."""

    number: int
    state: str
    """``current``, ``closed`` or ``destroyed``."""
    began_at: datetime
    ended_at: datetime | None
    persons: int


def epochs(database: KeysDatabase, service: str) -> tuple[Epoch, ...]:
    """Return the epochs of a service in their order, the destroyed ones too."""
    with database.transaction() as keys:
        return tuple(Epoch(**row) for row in keys.rows("keys", "epochs", service=service))


def turn_epoch(database: KeysDatabase, service: str) -> int:
    """Begin a new epoch and return its number: new persons' keys are wrapped under its key.

    The key is in the ring's file before the database names the epoch. Raises ``NotFound`` for a
    service without keys.
    """
    with database.transaction() as keys:
        number = 1 + hold_epochs(keys, service)
        database.rings.add_epoch(service, number)
        keys.change("keys", "close_epoch", service=service)
        keys.change("keys", "begin_epoch", service=service, number=number)
        keys.end(commit=True)
    return number


def rewrap(
    database: KeysDatabase,
    service: str,
    *,
    on_batch: Callable[[int], None] = lambda _: None,
    batch: int = _BATCH,
) -> int:
    """Wrap the keys of older epochs under the current one; return how many there were.

    Each batch commits by itself, and ``on_batch`` hears how many it had. Who is called again
    goes on where the last one ended.
    """
    total = 0
    while done := _rewrap_batch(database, service, batch):
        total += done
        on_batch(done)
    return total


def destroy_epoch(
    database: KeysDatabase, service: str, number: int, *, even_so: bool = False
) -> int:
    """Destroy an epoch's key, and return how many persons' keys went with it.

    The current epoch raises ``EpochCurrent``; one under which keys of persons are wrapped raises
    ``EpochInUse`` with their number. With ``even_so`` these keys are destroyed too, and what they
    sealed never opens again.
    """
    with database.transaction() as keys:
        hold_epochs(keys, service)
        found = {row["number"]: row for row in keys.rows("keys", "epochs", service=service)}
        if number not in found:
            raise NotFound(what="epoch")
        persons = int(found[number]["persons"])
        if found[number]["state"] == "current":
            raise EpochCurrent(epoch=number)
        if persons and not even_so:
            raise EpochInUse(epoch=number, persons=persons)
        keys.change("keys", "destroy_under", service=service, epoch=number)
        keys.change("keys", "end_epoch", service=service, epoch=number)
        keys.end(commit=True)
    with database.transaction() as keys:
        hold_epochs(keys, service)
        database.rings.drop_epoch(service, number)
    return persons


def replace_root(
    database: KeysDatabase,
    root: ReplaceableRootKey,
    *,
    on_ring: Callable[[str], None],
    settle: Callable[[], object],
) -> int:
    """Put a new root key in the place of the old one; return how many rings were rewrapped.

    Until everything is wrapped under the new one the file holds both. ``on_ring`` hears each
    service, ``settle`` rewraps what else is wrapped under the root key.
    """
    with database.transaction() as keys:
        # Nobody makes a ring under the old root key meanwhile.
        keys.rows("setup", "lock")
        root.replace()
        services = database.rings.services()
        for service in services:
            keys.rows("keys", "lock_ring", service=service)
            database.rings.rewrap(service)
            on_ring(service)
    settle()
    root.drop_older()
    return len(services)


def hold_epochs(keys: Transaction, service: str) -> int:
    """Let nobody else change the service's epochs, and return the number of the latest."""
    numbers = [row["number"] for row in keys.rows("keys", "lock_ring", service=service)]
    if not numbers:
        raise NotFound(what="service")
    return int(max(numbers))


def _rewrap_batch(database: KeysDatabase, service: str, batch: int) -> int:
    with database.transaction() as keys:
        current = keys.row("keys", "current", service=service)
        if current is None:
            raise NotFound(what="service")
        epoch = int(current["number"])
        rows = keys.rows("keys", "to_rewrap", service=service, epoch=epoch, limit=batch)
        wrapped = [
            _rewrapped(database, service, epoch, row["epoch"], row["person_key"], row["wrapped"])
            for row in rows
        ]
        if rows:
            person_keys = [row["person_key"] for row in rows]
            keys.change(
                "keys",
                "rewrap",
                service=service,
                epoch=epoch,
                person_keys=person_keys,
                wrapped=wrapped,
            )
            keys.end(commit=True)
    return len(rows)


def _rewrapped(  # noqa: PLR0913, PLR0917 - a row, and where it goes
    database: KeysDatabase, service: str, to: int, epoch: int, person_key: bytes, wrapped: bytes
) -> bytes:
    """Return the person's key, wrapped under the epoch ``to``."""
    old, new = epoch_key(database, service, epoch), epoch_key(database, service, to)
    key = unwrap(old, wrapped, bound=bound(service, person_key, epoch))
    return wrap(new, key, bound=bound(service, person_key, to))
