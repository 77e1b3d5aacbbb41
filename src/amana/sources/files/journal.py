"""Files that take others' places, all of them: written down first, and ended after a kill."""

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final

from amana.sources.errors import SourceUnreachable

NEW: Final = ".amana-new-"
_JOURNAL: Final = ".amana-journal"
_DRAFT: Final = ".amana-new-journal"
_NEW_NAME: Final = re.compile(r"\.amana-new-[0-9]{1,6}", re.ASCII)
_LONGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A file that is to take another's place."""

    new: str
    name: str
    identity: tuple[int, int, int]
    """Of the file whose place it takes: it takes no other's."""


def identity(file: int | str, folder: int | None = None) -> tuple[int, int, int]:
    """Return what is otherwise once a file was changed: its inode, length and instant."""
    if isinstance(file, int):
        seen = os.fstat(file)
    else:
        try:
            seen = os.stat(file, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            return (0, 0, 0)
    return (seen.st_ino, seen.st_size, seen.st_mtime_ns)


def replace(folder: int, replacements: Sequence[Replacement]) -> None:
    """Let all take their places. Killed anywhere, ``take_up`` ends it."""
    text = json.dumps([asdict(each) for each in replacements])
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    descriptor = os.open(_DRAFT, flags, 0o600, dir_fd=folder)
    try:
        os.write(descriptor, text.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.fsync(folder)
    os.replace(_DRAFT, _JOURNAL, src_dir_fd=folder, dst_dir_fd=folder)
    os.fsync(folder)
    _end(folder, replacements)


def take_up(folder: int) -> None:
    """End a replacement that was killed; take away what one that never began has written.

    Raises ``SourceUnreachable`` where the folder is not ours to mend.
    """
    left = [name for name in os.listdir(folder) if name.startswith(NEW) or name == _JOURNAL]
    if not left:
        return
    try:
        if _JOURNAL in left:
            _end(folder, _read(folder))
        discard(folder)
    except (OSError, ValueError, TypeError, KeyError):
        raise SourceUnreachable from None


def discard(folder: int) -> None:
    """Take away what was written beside, unless it is to take a place: it is people's data."""
    names = os.listdir(folder)
    if _JOURNAL in names:
        return
    for name in names:
        if _NEW_NAME.fullmatch(name) or name == _DRAFT:
            os.unlink(name, dir_fd=folder)


def _read(folder: int) -> tuple[Replacement, ...]:
    """Return what a journal says; no name in it leads out of the folder."""
    descriptor = os.open(_JOURNAL, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
    try:
        said = json.loads(os.read(descriptor, _LONGEST))
    finally:
        os.close(descriptor)
    found = tuple(
        Replacement(new=each["new"], name=each["name"], identity=tuple(each["identity"]))
        for each in said
    )
    if any("/" in each.name or not _NEW_NAME.fullmatch(each.new) for each in found):
        raise ValueError
    return found


def _end(folder: int, replacements: Sequence[Replacement]) -> None:
    """Replace what still is to be, and forget the journal.

    A file that another program has changed meanwhile keeps its place: what was to be done there is
    found again when it is asked for again.
    """
    for each in replacements:
        if identity(each.name, folder) == each.identity:
            with suppress(FileNotFoundError):
                os.replace(each.new, each.name, src_dir_fd=folder, dst_dir_fd=folder)
    os.fsync(folder)
    os.unlink(_JOURNAL, dir_fd=folder)
    os.fsync(folder)
