"""The public files of a ledger, apart from the database: whole, in order, never rewritten.

A checkpoint is published after every file that it calls for, so that a reader never finds one
without the other. Each file appears under its name at once, and is on the disk before the
checkpoint that calls for it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice, takewhile
from pathlib import Path
from typing import Final

from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.succession import succession_path
from amana.domain.ledger.tile import (
    CHECKPOINT_PATH,
    KEY_PATH,
    TILE_WIDTH,
    BundleName,
    TileName,
    decode_bundle,
    first_leaves,
)
from amana.domain.ledger.tree import HASH_BYTES
from amana.storage.durable import sync_folder

_LOCK: Final = ".lock"
_FOLDER_MODE: Final = 0o755
_FILE_MODE: Final = 0o644
_AT_ONCE: Final = 128
_SYNCED_TOGETHER: Final = 8
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


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

    def key(self) -> str | None:
        """Return the published verifier key; ``None`` before the first checkpoint."""
        held = self.read(KEY_PATH)
        return None if held is None else held.decode("utf-8").strip()

    def file(self, name: TileName | BundleName) -> bytes:
        """Return a tile or bundle, cut from the full one where that has taken its place.

        Raises ``MissingFile`` where there is neither, ``MalformedTile`` for a damaged bundle.
        """
        held = self.read(name.path)
        if held is not None:
            return held
        full = self.read(replace(name, width=TILE_WIDTH).path)
        if full is None:
            raise MissingFile(path=name.path)
        if isinstance(name, BundleName):
            return first_leaves(full, name)
        return full[: name.width * HASH_BYTES]

    def leaves(self, name: BundleName) -> tuple[bytes, ...]:
        """Return a bundle's leaves; raises what :meth:`file` does, and ``MalformedTile``."""
        return decode_bundle(self.file(name), name)

    def read(self, below: str) -> bytes | None:
        """Return a public file by its path below the log; ``None`` where there is none."""
        try:
            return (self.path / below).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def put_checkpoint(self, data: bytes) -> None:
        """Publish a checkpoint: everything that it calls for must be there already."""
        self._write(CHECKPOINT_PATH, data)

    def put_keys(self, successions: Mapping[int, bytes], key: str) -> None:
        """Publish the notes that name further keys, then the key that signs now.

        They follow a checkpoint that it signed: whoever reads in between still finds the one
        before, which signed that checkpoint too.
        """
        for number, note in successions.items():
            self._write(succession_path(number), note)
        self.put_key(key)

    def next_key(self) -> int:
        """Return the number of the first key that is not published yet."""
        numbers = takewhile(lambda each: (self.path / succession_path(each)).exists(), count(1))
        return 1 + sum(1 for _ in numbers)

    def has_key(self) -> bool:
        """Tell whether any verifier key was published."""
        return (self.path / KEY_PATH).exists()

    def put_key(self, text: str) -> None:
        """Publish the verifier key, if it is not there already."""
        data = f"{text}\n".encode()
        path = self.path / KEY_PATH
        if not path.exists() or path.read_bytes() != data:
            self._write(KEY_PATH, data)

    def put(self, files: Iterable[tuple[TileName | BundleName, bytes]]) -> None:
        """Publish tiles and bundles; afterwards they are on the disk with their names.

        A full one takes the place of its partial ones.
        """
        waiting = iter(files)
        while some := list(islice(waiting, _AT_ONCE)):
            self._replace([(name.path, data) for name, data in some])
            for name, _ in some:
                if name.width == TILE_WIDTH:
                    shutil.rmtree(self.path / f"{name.path}.p", ignore_errors=True)

    def _write(self, below: str, data: bytes) -> None:
        self._replace([(below, data)])

    def _replace(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Put whole files under their names; they are on the disk before they have them."""
        fresh = {self.path / below: self._fresh(self.path / below, data) for below, data in files}
        try:
            _sync_all(list(fresh.values()))
        finally:
            for descriptor in fresh.values():
                os.close(descriptor)
        for path in fresh:
            _fresh_name(path).replace(path)
        for folder in {path.parent for path in fresh}:
            sync_folder(folder)

    def _fresh(self, path: Path, data: bytes) -> int:
        """Write a file under a name of its own; return it open."""
        descriptor = self._open(_fresh_name(path))
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(data)
        return descriptor

    def _open(self, fresh: Path) -> int:
        try:
            return os.open(fresh, _FRESH, _FILE_MODE)
        except FileNotFoundError:
            _make_folder(fresh.parent)
            return os.open(fresh, _FRESH, _FILE_MODE)


def _fresh_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.fresh")


def _sync_all(descriptors: Sequence[int]) -> None:
    """Bring files to the disk; together they wait for little more than one alone."""
    if len(descriptors) == 1:
        os.fsync(descriptors[0])
        return
    with ThreadPoolExecutor(_SYNCED_TOGETHER) as threads:
        list(threads.map(os.fsync, descriptors))


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it; each name is on the disk."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    sync_folder(folder.parent)


def partial_files(folder: Path) -> Iterator[str]:
    """Yield the paths of the partial tiles and bundles that lie below a ledger's folder."""
    for path in sorted((folder / "tile").glob("**/*.p/*")):
        yield path.relative_to(folder).as_posix()
