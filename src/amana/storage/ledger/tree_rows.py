"""The rows of a ledger's tree: where it stands, its tiles, its entry bundles."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from amana.domain.ledger.frontier import Frontier, Tile
from amana.domain.ledger.tile import TILE_WIDTH, encode_bundle
from amana.domain.ledger.tiled import frontier_of
from amana.storage.ledger.errors import NotSequenced
from amana.storage.transaction import Transaction

NO_ENTRY: Final = UUID(int=0)
_PAST_ALL: Final = UUID(int=(1 << 128) - 1)


def standing_of(transaction: Transaction, service: str) -> dict[str, Any]:
    """Return the row that says where the log stands, or raise ``NotSequenced``."""
    row = transaction.row("ledger", "standing", service=service)
    if row is None:
        raise NotSequenced(service=service)
    return row


def edge_of(transaction: Transaction, service: str, size: int) -> Frontier:
    """Return the tree's edge out of its partial tiles."""
    levels = [level for level in range(8) if size >= TILE_WIDTH**level]
    rows = transaction.rows(
        "ledger",
        "edge",
        service=service,
        levels=levels,
        indexes=[size // TILE_WIDTH ** (level + 1) for level in levels],
    )
    return frontier_of(size, ((row["level"], bytes(row["hashes"])) for row in rows))


def put_tiles(transaction: Transaction, service: str, tiles: Sequence[Tile]) -> None:
    """Write a row for each tile; one that was partial grows in its row."""
    transaction.change(
        "ledger",
        "put_tiles",
        service=service,
        levels=[tile.name.level for tile in tiles],
        indexes=[tile.name.index for tile in tiles],
        hashes=[tile.data for tile in tiles],
    )


def put_bundles(
    transaction: Transaction,
    service: str,
    size: int,
    leaves: Sequence[bytes],
    entries: Sequence[UUID | None],
) -> None:
    """Write the new leaves behind those of the last bundle, then into bundles of their own.

    ``entries`` are their ids, in the same order; ``None`` where the entry itself was lost.
    """
    rows: list[Mapping[str, Any]] = []
    start = 0
    while start < len(leaves):
        index, held = divmod(size + start, TILE_WIDTH)
        end = start + TILE_WIDTH - held
        some = entries[start:end]
        known = [entry for entry in some if entry is not None]
        rows.append(
            {
                "service": service,
                "index": index,
                "leaves": encode_bundle(leaves[start:end]),
                "entries": list(some),
                "first_entry": min(known, default=_PAST_ALL),
                "last_entry": max(known, default=NO_ENTRY),
            }
        )
        start = end
    transaction.changes("ledger", "put_bundle", rows)
