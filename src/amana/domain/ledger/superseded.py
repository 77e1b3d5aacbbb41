"""Partial files that a longer one has followed: no checkpoint calls for them, and some still lie.

Whoever kept an earlier checkpoint, or mirrors a log, reads them all the same: they have to begin
what followed them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from amana.domain.ledger.errors import MalformedTile
from amana.domain.ledger.tile import (
    TILE_WIDTH,
    BundleName,
    TileName,
    decode_bundle,
    decode_tile,
    parse_path,
)
from amana.domain.ledger.tiled import name_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """What comparing them found."""

    compared: int
    """How many began as what followed them does, or should have."""
    differing: tuple[str, ...]
    """The paths of those that do not."""


def compare_superseded(
    read: Callable[[str], bytes | None], size: int, paths: Iterable[str]
) -> Superseded:
    """Compare partial files with the files of a log of ``size`` leaves, which were checked before.

    What is not named as a partial file, or reaches beyond the log, is left out: a log that grows
    publishes the next one before its checkpoint.
    """
    compared, differing = 0, []
    for path in paths:
        follower = _follower(path, size)
        data = None if follower is None else read(path)
        if follower is None or data is None:
            continue
        compared += 1
        if not _begins(read, parse_path(path), data, follower):
            differing.append(path)
    return Superseded(compared=compared, differing=tuple(differing))


def _follower(path: str, size: int) -> TileName | BundleName | None:
    """Return the name of the longer file, where the path is that of a file that one followed."""
    try:
        name = parse_path(path)
    except MalformedTile:
        return None
    level = name.level if isinstance(name, TileName) else 0
    if size // TILE_WIDTH**level <= name.index * TILE_WIDTH:
        return None
    longer = name_at(level, name.index, size)
    if name.width >= longer.width:
        return None
    if isinstance(name, TileName):
        return longer
    return BundleName(index=name.index, width=longer.width)


def _begins(
    read: Callable[[str], bytes | None],
    name: TileName | BundleName,
    data: bytes,
    follower: TileName | BundleName,
) -> bool:
    """Tell whether the longer file begins with this one; where there is none, that is told."""
    longer = read(follower.path)
    if longer is None:
        return True
    try:
        return tuple(_parts(data, name)) == tuple(_parts(longer, follower))[: name.width]
    except MalformedTile:
        return False


def _parts(data: bytes, name: TileName | BundleName) -> Iterable[bytes]:
    return decode_tile(data, name) if isinstance(name, TileName) else decode_bundle(data, name)
