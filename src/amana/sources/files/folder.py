"""A source's folder: locked, its files opened so that none leads elsewhere, replaced together."""

import fcntl
import os
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amana.sources.errors import FileChanged, FileRefused, SourceTooSlow, SourceUnreachable
from amana.sources.files.journal import NEW, Replacement, identity, take_up
from amana.sources.files.lines import FileLimits

SUFFIXES: Final = (".csv", ".jsonl", ".ndjson")
_PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """One table's file, open to be read."""

    table: str
    name: str
    """In its folder."""
    descriptor: int
    identity: tuple[int, int, int]
    """When it was opened."""


@contextmanager
def opened(path: Path, limits: FileLimits, lock_seconds: float) -> Iterator["Folder"]:
    """Open a folder for us alone; what a killed change left is ended, or taken away.

    Raises ``SourceUnreachable`` and ``SourceTooSlow``.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        raise SourceUnreachable from None
    with ExitStack() as kept:
        kept.callback(os.close, descriptor)
        _lock(descriptor, lock_seconds)
        take_up(descriptor)
        yield Folder(descriptor, kept, limits)


def _lock(descriptor: int, seconds: float) -> None:
    """Take the folder's lock, or give up in time."""
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise SourceTooSlow from None
            time.sleep(_PAUSE)
        else:
            return


class Folder:
    """A folder that nobody else who asks for its lock changes meanwhile."""

    def __init__(self, descriptor: int, kept: ExitStack, limits: FileLimits) -> None:
        """``kept`` closes what is opened."""
        self.descriptor = descriptor
        self._kept = kept
        self._limits = limits

    def file(self, table: str) -> OpenFile | None:
        """Open a table's file, if there is one. Raises ``FileRefused``."""
        if table.startswith(".") or "/" in table:
            return None
        names = [table + suffix for suffix in SUFFIXES if self._has(table + suffix)]
        if not names:
            return None
        if len(names) > 1:
            raise FileRefused(table=table, what="twice")
        try:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            descriptor = os.open(names[0], flags, dir_fd=self.descriptor)
        except OSError:
            raise FileRefused(table=table, what="link") from None
        self._kept.callback(os.close, descriptor)
        self._check(table, os.fstat(descriptor))
        return OpenFile(
            table=table, name=names[0], descriptor=descriptor, identity=identity(descriptor)
        )

    def check_unchanged(self, files: Sequence[OpenFile]) -> None:
        """Raise ``FileChanged`` where a file is no more the one that was read."""
        for file in files:
            now = identity(file.name, self.descriptor)
            if now != file.identity or identity(file.descriptor) != now:
                raise FileChanged(table=file.table)

    def beside(self, file: OpenFile, number: int) -> tuple[int, Replacement]:
        """Make the file that is to take a file's place, with its rights and owner."""
        name = f"{NEW}{number}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        descriptor = os.open(name, flags, 0o600, dir_fd=self.descriptor)
        self._kept.callback(os.close, descriptor)
        _like(file, descriptor)
        return descriptor, Replacement(new=name, name=file.name, identity=file.identity)

    def _has(self, name: str) -> bool:
        try:
            os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)
        except OSError:
            return False
        return True

    def _check(self, table: str, seen: os.stat_result) -> None:
        """Refuse what is no file of its own: another name of it would keep what is erased."""
        if not stat.S_ISREG(seen.st_mode):
            raise FileRefused(table=table, what="kind")
        if seen.st_nlink > 1:
            raise FileRefused(table=table, what="hard_link")
        if seen.st_size > self._limits.file_bytes:
            raise FileRefused(table=table, what="size")


def _like(file: OpenFile, descriptor: int) -> None:
    """Give a new file the rights and the owner of another."""
    old, new = os.fstat(file.descriptor), os.fstat(descriptor)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
    for name in os.listxattr(file.descriptor):
        os.setxattr(descriptor, name, os.getxattr(file.descriptor, name))
