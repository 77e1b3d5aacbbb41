"""Reading a service's ledger out of the database: its checkpoint, tiles, and proofs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger.checkpoint import Checkpoint, read_unverified
from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.proof import (
    Subtree,
    consistency_proof,
    inclusion_proof,
    range_root,
)
from amana.domain.ledger.tile import (
    TILE_WIDTH,
    BundleName,
    TileName,
    first_leaves,
    leaf_of,
)
from amana.domain.ledger.tiled import TileReader, subtrees, tiles_of
from amana.domain.ledger.tree import HASH_BYTES
from amana.storage.ledger.errors import NotSequenced
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """Where an entry stands in the ledger, and what shows it to anybody."""

    entry: UUID
    position: int
    """From 0."""
    leaf: bytes
    """The public leaf itself."""
    leaf_hash: bytes
    size: int
    """The size of the tree that the proof is about: that of ``checkpoint``."""
    proof: tuple[bytes, ...]
    checkpoint: str
    """The signed checkpoint, as published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands in the ledger."""

    position: int
    """From 0."""
    leaf_hash: bytes


class Ledger:
    """One service's ledger, as one transaction sees it."""

    __slots__ = ("_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str) -> None:
        """Read inside the given transaction; it should see one state only."""
        self._transaction = transaction
        self._service = service

    def checkpoint(self) -> str | None:
        """Return the latest signed checkpoint; ``None`` before the ledger has begun."""
        row = self._transaction.row("ledger", "standing", service=self._service)
        return None if row is None else bytes(row["checkpoint"]).decode("utf-8")

    def head(self) -> Checkpoint:
        """Return what the latest checkpoint says, or raise ``NotSequenced``."""
        signed = self.checkpoint()
        if signed is None:
            raise NotSequenced(service=self._service)
        return read_unverified(signed.encode("utf-8"))

    def places_of(self, entries: Iterable[UUID]) -> Mapping[UUID, Place]:
        """Return the places of the entries that are sequenced, in one look."""
        rows = self._transaction.rows(
            "ledger", "places", service=self._service, entries=sorted(set(entries))
        )
        return {row["entry"]: _place(row) for row in rows}

    def inclusions(self, entries: Iterable[UUID]) -> Mapping[UUID, Inclusion]:
        """Return what shows each of the entries that are sequenced; each tile is read once."""
        rows = self._transaction.rows(
            "ledger",
            "checkpoint_and_places",
            service=self._service,
            entries=sorted(set(entries)),
        )
        places = {row["entry"]: _place(row) for row in rows if row["entry"] is not None}
        if not places:
            return {}
        signed = bytes(rows[0]["checkpoint"]).decode("utf-8")
        size = read_unverified(signed.encode("utf-8")).size
        positions = {place.position for place in places.values()}
        leaves = self._leaves(positions)
        subtree = subtrees(self._tiles_for(positions, size), size)
        return {
            entry: Inclusion(
                entry=entry,
                position=place.position,
                leaf=leaves[place.position],
                leaf_hash=place.leaf_hash,
                size=size,
                proof=inclusion_proof(place.position, size, subtree),
                checkpoint=signed,
            )
            for entry, place in places.items()
        }

    def _tiles_for(self, positions: Collection[int], size: int) -> TileReader:
        """Read all the tiles that the proofs of these places are made from, in one look."""

        def proofs(subtree: Subtree) -> None:
            for position in positions:
                inclusion_proof(position, size, subtree)

        names = tiles_of(proofs, size)
        rows = self._transaction.bytes_rows(
            "ledger",
            "tiles_at",
            service=self._service,
            levels=[name.level for name in names],
            indexes=[name.index for name in names],
        )
        held = {(row["level"], row["index"]): row["hashes"] for row in rows}

        def read(name: TileName) -> bytes:
            return _cut(held.get((name.level, name.index), b""), name)

        return read

    def _leaves(self, positions: Iterable[int]) -> Mapping[int, bytes]:
        """Return the public leaves at these places, each bundle read once."""
        wanted: dict[int, list[int]] = {}
        for position in positions:
            wanted.setdefault(position // TILE_WIDTH, []).append(position)
        return {
            position: leaf_of(data, BundleName(index=index), position % TILE_WIDTH)
            for index, held in wanted.items()
            for data in [self._bundle(BundleName(index=index))]
            for position in held
        }

    def consistency(self, old_size: int, *, size: int | None = None) -> tuple[bytes, ...]:
        """Return what shows that the ledger of ``old_size`` leaves is how today's begins.

        With ``size``, how the ledger of that many leaves begins.
        """
        size = self.head().size if size is None else size
        return consistency_proof(old_size, size, subtrees(self.tile, size))

    def root_at(self, size: int) -> bytes:
        """Return the root over the first ``size`` leaves."""
        return range_root(0, size, subtrees(self.tile, self.head().size))

    def tile(self, name: TileName) -> bytes:
        """Return the tile's bytes; a narrower one is the beginning of the row."""
        rows = self._transaction.bytes_rows(
            "ledger", "tile", service=self._service, level=name.level, index=name.index
        )
        return _cut(rows[0]["hashes"] if rows else b"", name)

    def bundle(self, name: BundleName) -> bytes:
        """Return the bundle's bytes; a narrower one is the beginning of the row."""
        return first_leaves(self._bundle(name), name)

    def _bundle(self, name: BundleName) -> bytes:
        """Return the whole row of a bundle, which may hold more than is called for."""
        rows = self._transaction.bytes_rows(
            "ledger", "bundle", service=self._service, index=name.index
        )
        if not rows:
            raise MissingFile(path=name.path)
        return bytes(rows[0]["leaves"])


def _place(row: DictRow) -> Place:
    return Place(position=row["position"], leaf_hash=bytes(row["leaf_hash"]))


def _cut(hashes: bytes, name: TileName) -> bytes:
    """Return the tile out of its row, which may have grown since."""
    data = hashes[: name.width * HASH_BYTES]
    if len(data) != name.width * HASH_BYTES:
        raise MissingFile(path=name.path)
    return data
