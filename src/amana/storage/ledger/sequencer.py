"""The sequencer: puts committed entries in their final order, signs, and publishes.

One at a time for each service, in one transaction: the leaves taken, their tiles, the signed
checkpoint. Only what lies below the oldest transaction still at work is taken, so that an entry
that commits late is never passed over. Public files follow after the commit; a sequencer that is
killed anywhere leaves either nothing or a commit whose files the next run makes.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from amana.domain.ledger.checkpoint import Checkpoint, read_unverified, sign_checkpoint
from amana.domain.ledger.frontier import Frontier
from amana.domain.ledger.note import Signer
from amana.domain.ledger.tree import EMPTY_ROOT
from amana.storage.database import Storage
from amana.storage.ledger.errors import PublishedAhead, SecondHistory, TransactionsRewound
from amana.storage.ledger.lookup import Ledger
from amana.storage.ledger.public import PublicFolder
from amana.storage.ledger.publishing import new_files
from amana.storage.ledger.signing import Ed25519Signer
from amana.storage.ledger.taking import Batch, take_batch
from amana.storage.ledger.tree_rows import (
    edge_of,
    put_tiles,
    standing_of,
)
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import instant_of

BATCH: Final = 65_536
"""Most entries of one transaction: 256 bundles."""
_FAR_BEHIND: Final = 4_096
"""Transactions of other services after which a quiet one's place is moved on too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SequencedSize:
    """How a run left the ledger."""

    service: str
    size: int
    taken: int
    """Entries that this run took."""
    more: bool = False
    """Whether more may wait that can be taken now."""
    busy: bool = False
    """Whether another sequencer was at work, so that this run did nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """What is committed and not yet in the ledger."""

    waiting: int
    oldest: datetime | None
    """When the oldest of them was made; UTC."""


class Sequencer:
    """Sequences the ledgers of all services of one database."""

    __slots__ = ("_batch", "_folder", "_origin_of", "_spans", "_storage")

    def __init__(
        self,
        storage: Storage,
        *,
        folder: Path,
        origin_of: Callable[[str], str],
        batch: int = BATCH,
    ) -> None:
        """Publish below ``folder``, a folder a service, apart from the database's own.

        ``origin_of`` names a new log, such as ``privacy.example.org/services-app``; one that has
        begun keeps the name with which it began.
        """
        self._storage = storage
        self._folder = folder
        self._origin_of = origin_of
        self._batch = batch
        self._spans: dict[str, int] = {}

    def public_folder(self, service: str) -> PublicFolder:
        """Return where this service's files are published."""
        return PublicFolder(self._folder / service)

    def run_once(self, service: str) -> SequencedSize:
        """Take one batch and publish it; also publish what an earlier run could not.

        Raises ``PublishedAhead``, ``SecondHistory`` or ``TransactionsRewound`` where going on
        would give the log a second history: then nothing is signed.
        """
        done = self._sequence(service)
        if not done.busy:
            self.publish(service)
        return done

    def catch_up(self, service: str) -> SequencedSize:
        """Run until nothing more can be taken; a batch is published while the next is taken."""
        done = self._sequence(service)
        if done.more:
            with ThreadPoolExecutor(max_workers=1) as publisher:
                while done.more:
                    published = publisher.submit(self.publish, service)
                    done = self._sequence(service)
                    published.result()
        if not done.busy:
            self.publish(service)
        return done

    def _sequence(self, service: str) -> SequencedSize:
        with self._storage.sequencing() as transaction:
            self._found(transaction, service)
            self._check_published(transaction, service)
            done = self._take_turn(transaction, service)
            transaction.end(commit=True)
        return done

    def lag(self, service: str) -> Lag:
        """Return what waits, those that an open transaction holds back included."""
        with self._storage.sequencing() as transaction:
            row = transaction.rows("ledger", "lag", service=service)[0]
        oldest = row["oldest"]
        return Lag(waiting=row["waiting"], oldest=None if oldest is None else instant_of(oldest))

    def publish(self, service: str) -> None:
        """Make the public files what the database says; whole files only, the checkpoint last."""
        folder = self.public_folder(service)
        with folder.turn(), self._storage.sequencing() as transaction:
            signed = self._check_published(transaction, service)
            if signed == folder.checkpoint():
                return
            head, before = read_unverified(signed), _size_of(folder.checkpoint())
            folder.put(new_files(transaction, service, before, head.size))
            folder.put_key(str(self._signer(service, head.origin).key))
            folder.put_checkpoint(signed)

    def _signer(self, service: str, origin: str) -> Signer:
        return Ed25519Signer(name=origin, seed=self._storage.signing_keys.seed(service))

    def _found(self, transaction: Transaction, service: str) -> None:
        """Lay down an empty, signed log where there is none."""
        if transaction.row("ledger", "standing", service=service) is not None:
            return
        empty = Checkpoint(origin=self._origin_of(service), size=0, root=EMPTY_ROOT)
        transaction.change(
            "ledger",
            "found",
            service=service,
            origin=empty.origin,
            root=empty.root,
            checkpoint=sign_checkpoint(empty, self._signer(service, empty.origin)),
        )

    def _check_published(self, transaction: Transaction, service: str) -> bytes:
        """Return the database's checkpoint, if what was published is how its log begins."""
        # First the folder: it never holds what the database did not hold before.
        published = self.public_folder(service).checkpoint()
        standing = standing_of(transaction, service)
        if published is not None:
            old = read_unverified(published)
            if old.size > standing["size"]:
                raise PublishedAhead(
                    service=service, published=old.size, held=int(standing["size"])
                )
            if published == bytes(standing["checkpoint"]):
                return published
            ledger = Ledger(transaction, service=service)
            if ledger.root_at(old.size) != old.root or old.origin != standing["origin"]:
                raise SecondHistory(service=service, size=old.size)
        return bytes(standing["checkpoint"])

    def _take_turn(self, transaction: Transaction, service: str) -> SequencedSize:
        """Take a batch if one waits, and if no other sequencer is at it."""
        standing = standing_of(transaction, service)
        size, behind = int(standing["size"]), standing["horizon"] - standing["next_xact"]
        if behind < 0:
            raise TransactionsRewound(service=service)
        if behind < _FAR_BEHIND and not _waits(transaction, service, standing):
            return SequencedSize(service=service, size=size, taken=0)
        if transaction.row("ledger", "take_turn", service=service) is None:
            return SequencedSize(service=service, size=size, taken=0, busy=True)
        return self._take(transaction, service)

    def _take(self, transaction: Transaction, service: str) -> SequencedSize:
        """Take the next leaves, write their bundles and tiles, sign."""
        transaction.rows("ledger", "room")
        standing = standing_of(transaction, service)
        size, span = int(standing["size"]), self._spans.get(service, self._batch)
        batch = take_batch(transaction, service, standing, limit=self._batch, span=span)
        self._spans[service] = batch.next_span
        if not batch.hashes:
            transaction.change(
                "ledger", "reach", service=service, next_xact=str(batch.reached_xact)
            )
            return SequencedSize(service=service, size=size, taken=0)
        growth = edge_of(transaction, service, size).grown(batch.hashes)
        put_tiles(transaction, service, (*growth.completed, *growth.frontier.partial_tiles))
        self._move_on(transaction, service, growth.frontier, standing["origin"], batch)
        return SequencedSize(
            service=service, size=growth.frontier.size, taken=len(batch.hashes), more=batch.more
        )

    def _move_on(
        self,
        transaction: Transaction,
        service: str,
        frontier: Frontier,
        origin: str,
        batch: Batch,
    ) -> None:
        """Sign the new size and root, and remember up to where all is taken."""
        head = Checkpoint(origin=origin, size=frontier.size, root=frontier.root)
        transaction.change(
            "ledger",
            "move_on",
            service=service,
            size=head.size,
            root=head.root,
            next_xact=str(batch.reached_xact),
            last_entry=batch.reached_entry,
            checkpoint=sign_checkpoint(head, self._signer(service, origin)),
        )


def _waits(transaction: Transaction, service: str, standing: Mapping[str, Any]) -> bool:
    """Tell whether anything can be taken, without a lock and without a transaction's number."""
    row = transaction.row(
        "ledger",
        "waits",
        service=service,
        next_xact=standing["next_xact"],
        last_entry=standing["last_entry"],
        horizon=standing["horizon"],
    )
    return row is not None and bool(row["any"])


def _size_of(checkpoint: bytes | None) -> int:
    return 0 if checkpoint is None else read_unverified(checkpoint).size
