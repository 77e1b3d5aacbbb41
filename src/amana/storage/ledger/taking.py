"""Taking a batch out of the inbox: the database puts the leaves into bundles and hashes them.

No leaf travels: the statement gives back 32 bytes of hash for each. The inbox is ordered by
transaction without an index that an act would pay for, so a batch looks at a span of
transactions that holds about twice as many entries as it takes, by the measure of the last one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from amana.domain.ledger.tree import HASH_BYTES
from amana.storage.ledger.tree_rows import NO_ENTRY
from amana.storage.transaction import Transaction

_LEAST_SPAN: Final = 16
_WIDER: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Leaves that were put into bundles, by their hashes in order, and how far that reaches."""

    hashes: tuple[bytes, ...]
    reached_xact: int
    reached_entry: UUID
    """All before this transaction is taken, and of this one all up to this entry."""
    more: bool
    """Whether more may wait below the horizon."""
    next_span: int
    """Transactions that the next batch should look at."""


def take_batch(
    transaction: Transaction, service: str, standing: Mapping[str, Any], *, limit: int, span: int
) -> Batch:
    """Put at most ``limit`` of the next leaves into bundles, below the ``standing``'s horizon."""
    start, entry, horizon = standing["next_xact"], standing["last_entry"], standing["horizon"]
    while True:
        below = min(horizon, start + span)
        rows = transaction.bytes_rows(
            "ledger",
            "take",
            service=service,
            size=standing["size"],
            next_xact=start,
            last_entry=entry,
            below=below,
            limit=limit,
        )
        if rows or below == horizon:
            break
        start, entry, span = below, NO_ENTRY, span * _WIDER
    hashes = _hashes(bytes(row["hashes"]) for row in rows)
    # A batch that is not full emptied all below its bound.
    full = len(hashes) == limit
    reached = int(rows[-1]["xact"]) if full else below
    return Batch(
        hashes=hashes,
        reached_xact=reached,
        reached_entry=rows[-1]["last_entry"] if full else NO_ENTRY,
        more=full or below < horizon,
        next_span=max(_LEAST_SPAN, 2 * limit * (reached - start + 1) // max(1, len(hashes))),
    )


def _hashes(rows: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(row[at : at + HASH_BYTES] for row in rows for at in range(0, len(row), HASH_BYTES))
