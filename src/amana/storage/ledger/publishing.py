"""What a ledger has to publish, read out of the database many files at a time."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, TypeAlias

from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.tile import (
    TILE_WIDTH,
    BundleName,
    TileName,
    first_leaves,
    new_names,
)
from amana.domain.ledger.tree import HASH_BYTES
from amana.storage.transaction import Transaction

_AT_ONCE: Final = 256
"""Files read together; a bundle of entries of today takes about 60 kB."""

Name: TypeAlias = TileName | BundleName


def new_files(
    transaction: Transaction, service: str, before: int, after: int
) -> Iterator[tuple[Name, bytes]]:
    """Yield what a log that grew from ``before`` to ``after`` leaves has to publish.

    Rows may have grown further meanwhile: each file is cut to what belongs to ``after``. Raises
    ``MissingFile`` where a row is not there or too short.
    """
    names = new_names(before, after)
    while some := list(islice(names, _AT_ONCE)):
        rows = _Rows(transaction, service, some)
        yield from ((name, rows.file(name)) for name in some)


class _Rows:
    """The rows behind some names, read with one statement for each kind and level."""

    def __init__(self, transaction: Transaction, service: str, names: Iterable[Name]) -> None:
        self._transaction, self._service = transaction, service
        indexes: dict[int | None, list[int]] = {}
        for name in names:
            indexes.setdefault(_level(name), []).append(name.index)
        self._held = {level: self._read(level, some) for level, some in indexes.items()}

    def file(self, name: Name) -> bytes:
        """Return the bytes of a file."""
        data = self._held[_level(name)].get(name.index)
        if data is None:
            raise MissingFile(path=name.path)
        if isinstance(name, BundleName):
            return data if name.width == TILE_WIDTH else first_leaves(data, name)
        if len(data) < name.width * HASH_BYTES:
            raise MissingFile(path=name.path)
        return data[: name.width * HASH_BYTES]

    def _read(self, level: int | None, indexes: list[int]) -> Mapping[int, bytes]:
        """Return the rows of a level's tiles, or of the bundles, by index."""
        between = {"service": self._service, "first": min(indexes), "end": max(indexes) + 1}
        if level is None:
            rows = self._transaction.bytes_rows("ledger", "bundles", **between)
        else:
            rows = self._transaction.bytes_rows("ledger", "tiles", level=level, **between)
        return {row["index"]: row["data"] for row in rows}


def _level(name: Name) -> int | None:
    return name.level if isinstance(name, TileName) else None
