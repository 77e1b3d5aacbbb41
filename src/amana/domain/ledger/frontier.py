"""The right edge of a log: what is needed to go on with its tree, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.ledger.tile import TILE_WIDTH, TileName
from amana.domain.ledger.tree import EMPTY_ROOT, root_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A hash tile with its bytes."""

    name: TileName
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """The partial tile of each level, the lowest first.

    INVARIANT: ``len(levels[l]) == partial_width(l, size)``, and no level above the last has any.
    """

    size: int
    levels: tuple[tuple[bytes, ...], ...]

    @property
    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.size:
            return EMPTY_ROOT
        below: tuple[bytes, ...] = ()
        for hashes in self.levels:
            # What lies below is one incomplete subtree at the right of this level.
            above = (*hashes, *below)
            below = (root_of(above),) if above else ()
        return below[0]

    @property
    def partial_tiles(self) -> tuple[Tile, ...]:
        """Return the tiles at the right edge that are not full."""
        return tuple(
            Tile(
                name=TileName(
                    level=level,
                    index=self.size // TILE_WIDTH ** (level + 1),
                    width=len(hashes),
                ),
                data=b"".join(hashes),
            )
            for level, hashes in enumerate(self.levels)
            if hashes
        )

    def grown(self, leaf_hashes: Sequence[bytes]) -> "Growth":
        """Return the edge after these leaves, and the tiles that they completed."""
        completed: list[Tile] = []
        levels: list[tuple[bytes, ...]] = []
        rising = tuple(leaf_hashes)
        level = 0
        while rising or level < len(self.levels):
            old = self.levels[level] if level < len(self.levels) else ()
            first = self.size // TILE_WIDTH ** (level + 1)
            full, rest = _cut((*old, *rising))
            completed.extend(_full_tiles(level, first, full))
            levels.append(rest)
            rising = tuple(root_of(hashes) for hashes in full)
            level += 1
        grown = Frontier(size=self.size + len(leaf_hashes), levels=tuple(levels))
        return Growth(frontier=grown, completed=tuple(completed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A log's edge after new leaves, and the tiles that became full by them."""

    frontier: Frontier
    completed: tuple[Tile, ...]


EMPTY: Final = Frontier(size=0, levels=())


def _cut(hashes: tuple[bytes, ...]) -> tuple[list[tuple[bytes, ...]], tuple[bytes, ...]]:
    """Split hashes into full tiles and what is left over."""
    end = len(hashes) // TILE_WIDTH * TILE_WIDTH
    full = [hashes[at : at + TILE_WIDTH] for at in range(0, end, TILE_WIDTH)]
    return full, hashes[end:]


def _full_tiles(level: int, first: int, full: list[tuple[bytes, ...]]) -> list[Tile]:
    return [
        Tile(name=TileName(level=level, index=first + at), data=b"".join(hashes))
        for at, hashes in enumerate(full)
    ]
