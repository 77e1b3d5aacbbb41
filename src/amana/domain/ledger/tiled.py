"""Roots of complete subtrees, read out of tiles: what proofs are made from."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from amana.domain.ledger.frontier import Frontier
from amana.domain.ledger.proof import Subtree
from amana.domain.ledger.tile import TILE_WIDTH, TileName, decode_tile, partial_width
from amana.domain.ledger.tree import HASH_BYTES, root_of

TileReader: TypeAlias = Callable[[TileName], bytes]
"""Gives a tile's bytes; raises where it is not there."""

_HEIGHT = 8
"""Tree levels that a tile spans: ``2 ** 8 == TILE_WIDTH``."""


def subtrees(read: TileReader, size: int) -> Subtree:
    """Return how to look up subtrees of a log of ``size`` leaves; each tile is read once."""
    tiles: dict[TileName, tuple[bytes, ...]] = {}

    def hashes_of(name: TileName) -> tuple[bytes, ...]:
        if name not in tiles:
            tiles[name] = decode_tile(read(name), name)
        return tiles[name]

    def subtree(height: int, index: int) -> bytes:
        level, above = divmod(height, _HEIGHT)
        first = index << above
        tile, at = divmod(first, TILE_WIDTH)
        hashes = hashes_of(name_at(level, tile, size))
        return root_of(hashes[at : at + (1 << above)])

    return subtree


def tiles_of(proof: Callable[[Subtree], object], size: int) -> frozenset[TileName]:
    """Return the tiles that a proof out of a log of ``size`` leaves is made from; none is read."""
    names: set[TileName] = set()

    def subtree(height: int, index: int) -> bytes:
        level, above = divmod(height, _HEIGHT)
        names.add(name_at(level, (index << above) // TILE_WIDTH, size))
        return bytes(HASH_BYTES)

    proof(subtree)
    return frozenset(names)


def name_at(level: int, index: int, size: int) -> TileName:
    """Return the tile of this place in a log of ``size`` leaves, partial at its right edge."""
    full = index < size // TILE_WIDTH ** (level + 1)
    return TileName(
        level=level, index=index, width=TILE_WIDTH if full else partial_width(level, size)
    )


def frontier_of(size: int, partial: Iterable[tuple[int, bytes]]) -> Frontier:
    """Return the edge of a log from its partial tiles, given as level and bytes.

    Raises ``ValueError`` where the tiles are not those of a log of this size.
    """
    found = dict(partial)
    levels: list[tuple[bytes, ...]] = []
    while size >= TILE_WIDTH ** len(levels):
        level = len(levels)
        width = partial_width(level, size)
        data = found.pop(level, b"")
        if len(data) != width * HASH_BYTES:
            msg = f"level {level} of the tree's edge does not fit its size"
            raise ValueError(msg)
        levels.append(tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)))
    if found:
        msg = "the tree's edge has levels above its top"
        raise ValueError(msg)
    return Frontier(size=size, levels=tuple(levels))
