"""Public files of a log: hash tiles and entry bundles, their paths and bytes (C2SP tlog-tiles)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from amana.domain.ledger.errors import MalformedTile
from amana.domain.ledger.tree import HASH_BYTES

TILE_WIDTH: Final = 256
HIGHEST_LEVEL: Final = 63
"""As the format has it; a log of ``LARGEST_SIZE`` leaves does not fill level 7."""
CHECKPOINT_PATH: Final = "checkpoint"
KEY_PATH: Final = "key"

_LENGTH_BYTES: Final = 2
_PATH: Final = re.compile(
    r"tile/(?P<level>entries|[0-9]{1,2})/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TileName:
    """A hash tile: its hashes are roots of complete subtrees of ``256 ** level`` leaves."""

    level: int
    index: int
    width: int = TILE_WIDTH
    """Hashes in it, 1 to 256; the tile is full at 256."""

    @property
    def path(self) -> str:
        """Return its path below the log's prefix, such as ``tile/0/x001/234.p/56``."""
        return f"tile/{self.level}/{_number(self.index)}{_part(self.width)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleName:
    """An entry bundle: the leaves whose hashes are the level 0 tile of the same index."""

    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """Return its path below the log's prefix, such as ``tile/entries/000``."""
        return f"tile/entries/{_number(self.index)}{_part(self.width)}"


def parse_path(path: str) -> TileName | BundleName:
    """Return the tile or bundle that the path names; ``MalformedTile`` for every other path."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise MalformedTile(path="?")
    index = int(match["index"].replace("x", "").replace("/", ""))
    width = int(match["width"] or TILE_WIDTH)
    name = (
        BundleName(index=index, width=width)
        if match["level"] == "entries"
        else TileName(level=int(match["level"]), index=index, width=width)
    )
    beyond = isinstance(name, TileName) and name.level > HIGHEST_LEVEL
    if beyond or name.path != path:
        raise MalformedTile(path="?")
    return name


def partial_width(level: int, size: int) -> int:
    """Return the width of the partial tile of a level in a log of ``size`` leaves, or 0."""
    return int(size // TILE_WIDTH**level % TILE_WIDTH)


def bundle_names(size: int) -> Iterator[BundleName]:
    """Yield the bundles that hold a log's ``size`` leaves, in order."""
    for index in range(size // TILE_WIDTH):
        yield BundleName(index=index)
    if width := partial_width(0, size):
        yield BundleName(index=size // TILE_WIDTH, width=width)


def bundle_of(position: int, size: int) -> BundleName:
    """Return the bundle that holds this place of a log of ``size`` leaves."""
    index = position // TILE_WIDTH
    return BundleName(index=index, width=min(TILE_WIDTH, size - index * TILE_WIDTH))


def tile_names(size: int) -> Iterator[TileName]:
    """Yield the tiles of a log of ``size`` leaves: level by level, in order."""
    level = 0
    while hashes := size // TILE_WIDTH**level:
        for index in range(hashes // TILE_WIDTH):
            yield TileName(level=level, index=index)
        if width := hashes % TILE_WIDTH:
            yield TileName(level=level, index=hashes // TILE_WIDTH, width=width)
        level += 1


def new_names(before: int, after: int) -> Iterator[TileName | BundleName]:
    """Yield what a log that grew from ``before`` to ``after`` leaves has to publish."""
    for bundle in _new_bundles(before, after):
        yield bundle
        yield TileName(level=0, index=bundle.index, width=bundle.width)
    level = 1
    while hashes := after // TILE_WIDTH**level:
        old = before // TILE_WIDTH**level
        for bundle in _new_bundles(old, hashes):
            yield TileName(level=level, index=bundle.index, width=bundle.width)
        level += 1


def encode_bundle(leaves: Iterable[bytes]) -> bytes:
    """Return the leaves, each after its length in sixteen bits, big end first."""
    return b"".join(len(leaf).to_bytes(_LENGTH_BYTES, "big") + leaf for leaf in leaves)


def decode_bundle(data: bytes, name: BundleName) -> tuple[bytes, ...]:
    """Return the leaves of a bundle; ``MalformedTile`` unless there are ``name.width`` of them."""
    spans = tuple(_spans(data, name))
    if spans[-1][1] != len(data):
        raise MalformedTile(path=name.path)
    return tuple(data[start:end] for start, end in spans)


def first_leaves(data: bytes, name: BundleName) -> bytes:
    """Return the first ``name.width`` leaves of a bundle that may hold more, as a bundle."""
    *_, (_, end) = _spans(data, name)
    return data[:end]


def leaf_of(data: bytes, name: BundleName, place: int) -> bytes:
    """Return the leaf at a place of a bundle, which may be partial; the places count from 0."""
    *_, (start, end) = _spans(data, replace(name, width=place + 1))
    return data[start:end]


def decode_tile(data: bytes, name: TileName) -> tuple[bytes, ...]:
    """Return the hashes of a tile; ``MalformedTile`` unless there are ``name.width`` of them."""
    if len(data) != name.width * HASH_BYTES:
        raise MalformedTile(path=name.path)
    return tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def _new_bundles(before: int, after: int) -> Iterator[BundleName]:
    if before == after:
        return
    for position in range(before - before % TILE_WIDTH, after, TILE_WIDTH):
        yield bundle_of(position, after)


def _spans(data: bytes, name: BundleName) -> Iterator[tuple[int, int]]:
    """Yield where each of the bundle's leaves begins and ends."""
    end = 0
    for _ in range(name.width):
        start = end + _LENGTH_BYTES
        end = start + int.from_bytes(data[end:start], "big")
        if end > len(data):
            raise MalformedTile(path=name.path)
        yield start, end


def _number(index: int) -> str:
    """Write the index in groups of three digits, all but the last behind an ``x``."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    *groups, last = (digits[at : at + 3] for at in range(0, len(digits), 3))
    return "".join(f"x{group}/" for group in groups) + last


def _part(width: int) -> str:
    return "" if width == TILE_WIDTH else f".p/{width}"
