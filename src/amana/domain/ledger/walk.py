"""Walking a log from its first leaf to its last, hashing all and comparing every tile."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from amana.domain.ledger.encoding import COMMITMENT_BYTES, LONGEST_LEAF, decode_header
from amana.domain.ledger.errors import MalformedLeaf, MalformedTile, MissingFile
from amana.domain.ledger.frontier import EMPTY, Frontier, Tile
from amana.domain.ledger.tile import (
    TILE_WIDTH,
    BundleName,
    TileName,
    bundle_names,
    decode_bundle,
    decode_tile,
)
from amana.domain.ledger.tree import EMPTY_ROOT, hash_leaves

MOST_FAULTS: Final = 100
"""Faults that are kept; a log with more has been shown to be false many times over."""

Reader: TypeAlias = Callable[[str], bytes | None]
"""Gives the bytes of a public file by its path below the log, or ``None`` where there is none."""


class Wrong(StrEnum):
    """What can be wrong with a log."""

    CHECKPOINT_MALFORMED = "checkpoint_malformed"
    CHECKPOINT_FORGED = "checkpoint_forged"
    UNWITNESSED = "unwitnessed"
    FILE_MISSING = "file_missing"
    FILE_MALFORMED = "file_malformed"
    LEAF_MALFORMED = "leaf_malformed"
    LEAF_DIFFERS = "leaf_differs"
    """A leaf does not have the hash that the lowest tile gives it: one of the two was changed."""
    TILE_DIFFERS = "tile_differs"
    SUPERSEDED_DIFFERS = "superseded_differs"
    """A partial file does not begin the longer one that followed it."""
    ROOT_DIFFERS = "root_differs"
    ORIGIN_DIFFERS = "origin_differs"
    SHRUNK = "shrunk"
    HISTORY_DIFFERS = "history_differs"
    ENTRY_DIFFERS = "entry_differs"
    ENTRY_ABSENT = "entry_absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where."""

    wrong: Wrong
    path: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What hashing a log gave."""

    frontier: Frontier = EMPTY
    old_root: bytes | None = None
    """The root at the earlier size, as today's leaves give it; ``None`` if not reached."""
    own_leaf: bytes | None = None
    """The leaf at the wanted position; ``None`` if not reached."""
    tiles: int = 0
    faults: tuple[Fault, ...] = ()


def walk_log(read: Reader, size: int, *, old_size: int | None, position: int | None) -> Walk:
    """Hash all leaves, in order, and compare every tile on the way.

    A bundle that cannot be read ends the walk: without its leaves nothing above can be computed.
    """
    walk = Walk(old_root=EMPTY_ROOT if old_size == 0 else None)
    for name in bundle_names(size):
        try:
            leaves = _leaves(read, name)
        except (MissingFile, MalformedTile) as error:
            return _with(walk, [_unreadable(error)])
        walk = _step(read, walk, name, leaves, old_size=old_size)
        at = -1 if position is None else position - name.index * TILE_WIDTH
        if 0 <= at < len(leaves):
            walk = replace(walk, own_leaf=leaves[at])
    return _compared(read, walk, (t for t in walk.frontier.partial_tiles if t.name.level))


def _step(
    read: Reader,
    walk: Walk,
    name: BundleName,
    leaves: tuple[bytes, ...],
    *,
    old_size: int | None,
) -> Walk:
    """Go on by one bundle: its leaves, the tile of their hashes, the tiles that it completes."""
    before = walk.frontier
    hashes = hash_leaves(leaves)
    growth = before.grown(hashes)
    walk = replace(walk, frontier=growth.frontier, tiles=walk.tiles + 1)
    if old_size is not None and before.size < old_size <= growth.frontier.size:
        walk = replace(walk, old_root=before.grown(hashes[: old_size - before.size]).frontier.root)
    walk = _with(walk, _leaf_faults(name, leaves))
    walk = _with(walk, _lowest_tile_faults(read, name, hashes))
    return _compared(read, walk, (tile for tile in growth.completed if tile.name.level))


def _leaf_faults(name: BundleName, leaves: tuple[bytes, ...]) -> Iterator[Fault]:
    for at, leaf in enumerate(leaves):
        if not _is_leaf(leaf):
            yield Fault(
                wrong=Wrong.LEAF_MALFORMED,
                path=name.path,
                position=name.index * TILE_WIDTH + at,
            )


def _lowest_tile_faults(
    read: Reader, name: BundleName, hashes: tuple[bytes, ...]
) -> Iterator[Fault]:
    tile = TileName(level=0, index=name.index, width=name.width)
    try:
        published = _hashes(read, tile)
    except (MissingFile, MalformedTile) as error:
        yield _unreadable(error)
        return
    for at, (own, other) in enumerate(zip(hashes, published, strict=True)):
        if own != other:
            yield Fault(
                wrong=Wrong.LEAF_DIFFERS, path=tile.path, position=name.index * TILE_WIDTH + at
            )


def _compared(read: Reader, walk: Walk, tiles: Iterable[Tile]) -> Walk:
    """Compare tiles above the lowest level with the published ones."""
    faults: list[Fault] = []
    count = 0
    for tile in tiles:
        count += 1
        try:
            if b"".join(_hashes(read, tile.name)) != tile.data:
                faults.append(Fault(wrong=Wrong.TILE_DIFFERS, path=tile.name.path))
        except (MissingFile, MalformedTile) as error:
            faults.append(_unreadable(error))
    return _with(replace(walk, tiles=walk.tiles + count), faults)


def _leaves(read: Reader, name: BundleName) -> tuple[bytes, ...]:
    """Return a bundle's leaves. A partial bundle may have given way to the full one."""
    data = read(name.path)
    if data is not None:
        return decode_bundle(data, name)
    full = BundleName(index=name.index)
    return decode_bundle(_there(read(full.path), name.path), full)[: name.width]


def _hashes(read: Reader, name: TileName) -> tuple[bytes, ...]:
    """Return a tile's hashes. A partial tile may have given way to the full one."""
    data = read(name.path)
    if data is not None:
        return decode_tile(data, name)
    full = TileName(level=name.level, index=name.index)
    return decode_tile(_there(read(full.path), name.path), full)[: name.width]


def _there(data: bytes | None, path: str) -> bytes:
    if data is None:
        raise MissingFile(path=path)
    return data


def _is_leaf(leaf: bytes) -> bool:
    if not COMMITMENT_BYTES < len(leaf) <= LONGEST_LEAF:
        return False
    try:
        _known_header(leaf[:-COMMITMENT_BYTES])
    except MalformedLeaf:
        return False
    return True


_known_header = lru_cache(maxsize=4096)(decode_header)
"""Within an hour the same header stands in very many leaves."""


def _unreadable(error: MissingFile | MalformedTile) -> Fault:
    missing = isinstance(error, MissingFile)
    return Fault(
        wrong=Wrong.FILE_MISSING if missing else Wrong.FILE_MALFORMED,
        path=str(error.fields["path"]),
    )


def _with(walk: Walk, faults: Iterable[Fault]) -> Walk:
    return replace(walk, faults=(*walk.faults, *faults)[:MOST_FAULTS])
