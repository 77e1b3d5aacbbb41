"""The public files of a ledger, apart from the database: whole, in order, never rewritten.

A checkpoint is published after every file that it calls for, so that a reader never finds one
without the other. Each file appears under its name at once and is on the disk before the next.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.tile import (
    CHECKPOINT_PATH,
    KEY_PATH,
    TILE_WIDTH,
    BundleName,
    TileName,
    decode_bundle,
)

_LOCK: Final = ".lock"
_FOLDER_MODE: Final = 0o755
_FILE_MODE: Final = 0o644


class PublicFolder:
    """The folder of one service's public ledger files."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        """Name the folder; it is made with the first file."""
        self.path = path

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one writer at a time at the folder, on this machine."""
        self.path.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        descriptor = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def checkpoint(self) -> bytes | None:
        """Return the published checkpoint; ``None`` before the first."""
        try:
            return (self.path / CHECKPOINT_PATH).read_bytes()
        except FileNotFoundError:
            return None

    def leaves(self, name: BundleName) -> tuple[bytes, ...]:
        """Return a bundle's leaves, cut from the full bundle where that has taken its place.

        Raises ``MissingFile`` where there is neither, ``MalformedTile`` for a damaged one.
        """
        for held in (name, BundleName(index=name.index)):
            try:
                data = (self.path / held.path).read_bytes()
            except FileNotFoundError:
                continue
            return decode_bundle(data, held)[: name.width]
        raise MissingFile(path=name.path)

    def put_checkpoint(self, data: bytes) -> None:
        """Publish a checkpoint: everything that it calls for must be there already."""
        self._write(CHECKPOINT_PATH, data)

    def put_key(self, text: str) -> None:
        """Publish the verifier key, if it is not there already."""
        data = f"{text}\n".encode()
        path = self.path / KEY_PATH
        if not path.exists() or path.read_bytes() != data:
            self._write(KEY_PATH, data)

    def put(self, name: TileName | BundleName, data: bytes) -> None:
        """Publish a tile or bundle. A full one takes the place of its partial ones."""
        self._write(name.path, data)
        if name.width == TILE_WIDTH:
            shutil.rmtree(self.path / f"{name.path}.p", ignore_errors=True)

    def _write(self, below: str, data: bytes) -> None:
        path = self.path / below
        path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.fresh")
        descriptor = os.open(
            fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, _FILE_MODE
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        fresh.replace(path)
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a new name durable too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
