"""Going on with a ledger after a restore: the published leaves come back, and an entry says so.

What was published is the history, whatever the backup held. Its leaves are taken into the
database, the inbox is set right for the server that it is on now, and the entry ``restored`` is
left, all in one transaction: killed anywhere, the next call begins anew or finds all done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from amana.domain.ledger.checkpoint import Checkpoint, read_unverified
from amana.domain.ledger.entry import Entry, Json
from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.frontier import EMPTY, Frontier
from amana.domain.ledger.succession import KeyChain, succession_path
from amana.domain.ledger.tile import CHECKPOINT_PATH, TILE_WIDTH, bundle_of
from amana.domain.ledger.tree import hash_leaves
from amana.storage.database import Storage
from amana.storage.ledger.errors import SecondHistory
from amana.storage.ledger.lookup import Ledger
from amana.storage.ledger.public import PublicFolder
from amana.storage.ledger.signing import Ed25519Signer, check_signature
from amana.storage.ledger.tree_rows import NO_ENTRY, edge_of, put_bundles, put_tiles
from amana.storage.transaction import Transaction

RESTORED: Final = "restored"
"""The act's name in the public header."""
_AT_ONCE: Final = 16_384
"""Leaves that are taken back together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneOn:
    """How a ledger went on after a restore. Positions count from 0."""

    held: int
    """Leaves that the restored database held."""
    size: int
    """Leaves that had been published, or that were held if these were more."""
    lost: int
    """Published leaves from ``held`` on whose entries, with their bodies, are not here."""
    waiting: int
    """Entries in the restored database that were in no published log; they come next."""


def go_on_after_restore(
    storage: Storage, service: str, *, published: Path, restore: UUID
) -> GoneOn:
    """Go on with the service's ledger in a database that came out of a backup.

    ``published`` is the folder of all public ledgers, a folder a service, as the ``Sequencer``
    has it: the newest state that there is, never the backup's own copy while a newer one is
    left. ``restore`` is this restore's own id: a second call with it changes nothing and returns
    what the first one did. Call it for each service after ``Storage.set_up`` and before anything
    is served or sequenced; the sequencer then goes on by itself.

    Entries of the database that stand in the published log keep their places. Raises
    ``SecondHistory`` where what was published is not how the database's log goes on,
    ``ForgedCheckpoint`` where this service's key did not sign it, ``MissingFile`` or
    ``MalformedTile`` for a public file that is absent or damaged, also for a checkpoint that is
    absent though the database's log had begun: in all these cases nothing has changed.
    """
    folder = PublicFolder(published / service)
    with folder.turn(), storage.as_owner(service) as work:
        here = work.transaction
        standing = here.row("ledger", "hold", service=service)
        done = here.row("ledger", "restored", service=service, restore=restore)
        if done is not None:
            return GoneOn(**done)
        head = _published_head(storage, service, folder, standing)
        place = _Place(here, service, standing)
        gone_on = _taken_back(place, folder, head)
        here.change("ledger", "put_restored", service=service, restore=restore, **asdict(gone_on))
        work.commit(Entry(act=RESTORED, body=_body(gone_on, restore, work.now)))
    return gone_on


def _body(gone_on: GoneOn, restore: UUID, now: datetime) -> dict[str, Json]:
    """Say when, and how many of the entries at the positions from one up to another were lost."""
    return {
        "restore": str(restore),
        "at": now.isoformat(),
        "from": gone_on.held,
        "to": gone_on.size,
        "lost": gone_on.lost,
        "waiting": gone_on.waiting,
    }


class _Place:
    """A log in the restored database, its row held."""

    __slots__ = ("held", "service", "transaction")

    def __init__(
        self,
        transaction: Transaction,
        service: str,
        standing: Mapping[str, Any] | None,
    ) -> None:
        self.transaction, self.service = transaction, service
        self.held = 0 if standing is None else int(standing["size"])

    def found(self, head: Checkpoint, folder: PublicFolder) -> None:
        """Lay down the log's row where the backup was made before there was one."""
        self.transaction.change(
            "ledger",
            "found",
            service=self.service,
            origin=head.origin,
            root=EMPTY.root,
            checkpoint=folder.checkpoint(),
        )

    def waiting(self) -> dict[bytes, UUID]:
        """Return the entries that this log had not taken yet, by their leaves."""
        rows = self.transaction.rows("ledger", "waiting", service=self.service)
        return {bytes(row["leaf"]): row["id"] for row in rows}

    def take_keys(self, folder: PublicFolder) -> None:
        """Take the published notes back by which keys of the log named the next."""
        for number in range(1, folder.next_key()):
            self.transaction.change(
                "ledger",
                "put_succession",
                service=self.service,
                number=number,
                note=folder.read(succession_path(number)),
                overlap=timedelta(0),
            )

    def settle(self, waiting: list[UUID]) -> None:
        """Bring the inbox below this server's transactions; what waits comes next."""
        self.transaction.change("ledger", "settle_entries", service=self.service, waiting=waiting)
        self.transaction.change("ledger", "settle", service=self.service)


def _published_head(
    storage: Storage, service: str, folder: PublicFolder, standing: Mapping[str, Any] | None
) -> Checkpoint | None:
    """Return the published checkpoint, signed by this service's key; ``None`` before the first."""
    data = folder.checkpoint()
    if data is None:
        if standing is not None and standing["size"]:
            raise MissingFile(path=CHECKPOINT_PATH)
        return None
    origin = read_unverified(data).origin
    if standing is not None and standing["origin"] != origin:
        raise SecondHistory(service=service, size=int(standing["size"]))
    seeds = storage.signing_keys.seeds(service)
    own = tuple(Ed25519Signer(name=origin, seed=seed).key for seed in seeds)
    return KeyChain(keys=own).open(data, check_signature)


def _taken_back(place: _Place, folder: PublicFolder, head: Checkpoint | None) -> GoneOn:
    """Take the published leaves beyond those held, and set the inbox right."""
    if head is not None:
        place.found(head, folder)
    waiting = place.waiting()
    size, taken = place.held, set[UUID]()
    if head is not None and head.size > place.held:
        size, taken = head.size, _adopt(place, folder, head, waiting)
        _move_on(place, folder, head)
    elif head is not None:
        _check_beginning(place, head)
    place.take_keys(folder)
    place.settle([entry for entry in waiting.values() if entry not in taken])
    return GoneOn(
        held=place.held,
        size=size,
        lost=size - place.held - len(taken),
        waiting=len(waiting) - len(taken),
    )


def _check_beginning(place: _Place, head: Checkpoint) -> None:
    """Make sure that what was published is how the database's log begins."""
    ledger = Ledger(place.transaction, service=place.service)
    if place.held and ledger.root_at(head.size) != head.root:
        raise SecondHistory(service=place.service, size=head.size)


def _adopt(
    place: _Place, folder: PublicFolder, head: Checkpoint, waiting: Mapping[bytes, UUID]
) -> set[UUID]:
    """Write the published leaves that the database lacks; return the ids that it knew of them.

    The root over all of them, from the database's own edge on, must be the published one: so the
    leaves that the database holds are how the published log begins.
    """
    frontier: Frontier = edge_of(place.transaction, place.service, place.held)
    leaves, taken = _leaves(folder, place.held, head.size), set[UUID]()
    while some := list(islice(leaves, _AT_ONCE)):
        entries = [waiting.get(leaf) for leaf in some]
        put_bundles(place.transaction, place.service, frontier.size, some, entries)
        growth = frontier.grown(hash_leaves(some))
        frontier = growth.frontier
        put_tiles(place.transaction, place.service, (*growth.completed, *frontier.partial_tiles))
        taken.update(entry for entry in entries if entry is not None)
    if frontier.root != head.root:
        raise SecondHistory(service=place.service, size=head.size)
    return taken


def _leaves(folder: PublicFolder, start: int, end: int) -> Iterator[bytes]:
    """Yield the published leaves from one position up to another, a bundle in memory at a time."""
    for first in range(start - start % TILE_WIDTH, end, TILE_WIDTH):
        leaves = folder.leaves(bundle_of(first, end))
        yield from leaves[max(0, start - first) :]


def _move_on(place: _Place, folder: PublicFolder, head: Checkpoint) -> None:
    """Make the published checkpoint the database's own."""
    place.transaction.change(
        "ledger",
        "move_on",
        service=place.service,
        size=head.size,
        root=head.root,
        next_xact="0",
        last_entry=NO_ENTRY,
        checkpoint=folder.checkpoint(),
    )
