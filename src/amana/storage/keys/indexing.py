"""Replacing the index key of a service's ring, beside programs that run.

A ring is *settled* with one index key. *Announced*, it has the next one, which every program
searches and none writes. *Written*, all write the new one and still search the old. Between two
stages lies as long as the longest act of a running program takes: what began with the ring before
is over then, so that no program ever writes what another does not search. A ring's file is changed
only by who holds the service's epochs, as for these.
"""

from datetime import UTC, datetime
from enum import StrEnum

from amana.storage.keys.database import KeysDatabase
from amana.storage.keys.keyring import Keyring
from amana.storage.keys.turning import hold_epochs


class Stage(StrEnum):
    """How far the index key of a ring is being replaced."""

    SETTLED = "settled"
    ANNOUNCED = "announced"
    WRITTEN = "written"


def stage_of(ring: Keyring) -> Stage:
    """Return how far the ring's index key is being replaced."""
    if ring.next_index is not None:
        return Stage.ANNOUNCED
    return Stage.WRITTEN if len(ring.indexes) > 1 else Stage.SETTLED


def settled_for(database: KeysDatabase, service: str) -> float:
    """Return for how many seconds the ring's file has been as it is."""
    now = datetime.now(UTC).timestamp()  # noqa: TID251 - the clock of the file, which is no act's
    return max(0.0, now - database.rings.changed_at(service))


def announce(database: KeysDatabase, service: str) -> None:
    """Put the next index key on a settled ring, under the number of the epoch or the next one."""
    with database.transaction() as keys:
        epoch = hold_epochs(keys, service)
        ring = database.rings.of(service)
        if stage_of(ring) is Stage.SETTLED:
            database.rings.add_next_index(service, max(epoch, 1 + max(ring.indexes)))


def write_next(database: KeysDatabase, service: str) -> None:
    """Have the announced index key be written."""
    with database.transaction() as keys:
        hold_epochs(keys, service)
        if stage_of(database.rings.of(service)) is Stage.ANNOUNCED:
            database.rings.write_next_index(service)


def drop_older(database: KeysDatabase, service: str, *, written: int) -> None:
    """Destroy the index keys before the one of this number, if that is still the one written."""
    with database.transaction() as keys:
        hold_epochs(keys, service)
        ring = database.rings.of(service)
        if stage_of(ring) is Stage.WRITTEN and max(ring.indexes) == written:
            database.rings.drop_older_indexes(service)
