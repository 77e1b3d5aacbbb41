"""The files of a backup: compressed as they are written, their hashes known at the end.

A file is written once, whole, with mode 0600, and is on the disk before its hash counts. Memory
is bounded by a block, whatever the size.
"""

import gzip
import hashlib
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from amana.storage.archive.errors import Damaged

BLOCK: Final = 1 << 18
_FASTEST: Final = 1
"""Sealed bodies and hashes do not get smaller by more work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file of a backup, as it lies on the disk."""

    path: str
    """Below the part's folder; with ``/`` between its names."""
    size: int
    """Bytes."""
    sha256: str
    """In hex."""


class _Hashing(io.RawIOBase):
    """Passes on what is written, counts it and hashes it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.size = 0
        self.hash = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        held = bytes(data)  # type: ignore[call-overload]  # any buffer, as in RawIOBase
        self._file.write(held)
        self.hash.update(held)
        self.size += len(held)
        return len(held)


class Target:
    """A file that is being written: the caller writes plain bytes into ``plain``."""

    __slots__ = ("_hashing", "path", "plain")

    def __init__(self, path: str, hashing: _Hashing, plain: gzip.GzipFile) -> None:
        """Name the parts."""
        self.path, self._hashing, self.plain = path, hashing, plain

    @property
    def written(self) -> Written:
        """What was written; true only after the context has been left."""
        return Written(
            path=self.path, size=self._hashing.size, sha256=self._hashing.hash.hexdigest()
        )


@contextmanager
def writing(folder: Path, path: str) -> Iterator[Target]:
    """Write one compressed file below the folder; it must not be there yet."""
    full = folder / path
    full.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(
        full, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
    )
    with os.fdopen(descriptor, "wb") as file:
        hashing = _Hashing(file)
        # No name and no time in it: the same content gives the same bytes.
        with gzip.GzipFile("", "wb", _FASTEST, hashing, mtime=0) as plain:
            yield Target(path, hashing, plain)
        file.flush()
        os.fsync(descriptor)


def check(folder: Path, written: Written) -> None:
    """Read the file whole, or raise ``Damaged`` where it is not the one that was written."""
    for _ in _blocks(folder, written):
        pass


def plain_blocks(folder: Path, written: Written) -> Iterator[bytes]:
    """Yield what was written, block by block; raise ``Damaged`` at the end at the latest.

    Who uses the blocks must be able to take back what it did with them.
    """
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for block in _blocks(folder, written):
            rest = block
            while rest:
                yield unpacking.decompress(rest, BLOCK)
                rest = unpacking.unconsumed_tail
        yield unpacking.flush()
    except zlib.error as error:
        raise Damaged(file=written.path) from error
    if not unpacking.eof or unpacking.unused_data:
        raise Damaged(file=written.path)


def _blocks(folder: Path, written: Written) -> Iterator[bytes]:
    """Yield the file as it lies there; raise ``Damaged`` if size or hash differ."""
    size, hashed = 0, hashlib.sha256()
    try:
        descriptor = os.open(folder / written.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            while block := file.read(BLOCK):
                size += len(block)
                hashed.update(block)
                if size > written.size:
                    break
                yield block
    except OSError as error:
        raise Damaged(file=written.path) from error
    if size != written.size or hashed.hexdigest() != written.sha256:
        raise Damaged(file=written.path)


class Unpacked(io.RawIOBase):
    """What was written, as a file that can be read forwards: for formats that ask for one."""

    def __init__(self, folder: Path, written: Written) -> None:
        """Open it lazily; reading raises ``Damaged``."""
        super().__init__()
        self._blocks = plain_blocks(folder, written)
        self._left = b""

    def readable(self) -> bool:
        """Tell that it is for reading."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes; none at the end."""
        while size < 0 or len(self._left) < size:
            block = next(self._blocks, None)
            if block is None:
                break
            self._left += block
        end = len(self._left) if size < 0 else size
        found, self._left = self._left[:end], self._left[end:]
        return found
