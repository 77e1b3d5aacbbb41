"""A folder that is there whole or not at all, whoever ends this program and when."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from amana.storage.durable import sync_folder

_PARTIAL: Final = ".amana-partial"
"""Our own: in a folder that others use, what else is partial is theirs."""


@contextmanager
def whole_folder(base: Path, name: str) -> Iterator[Path]:
    """Give a folder below ``base`` that gets its name when it is whole; else nothing is left."""
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(base)
    folder = base / f".{name}{_PARTIAL}"
    folder.mkdir(mode=0o700)
    held = _hold(folder)
    try:
        yield folder
        folder.rename(base / name)
        sync_folder(base)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _sweep(base: Path) -> None:
    """Take away what a backup that was killed left here; one that goes on holds its folder."""
    for left in base.glob(f".*{_PARTIAL}"):
        # A link, or a file of such a name, is not of ours, and must not stop us.
        held = _hold(left) if left.is_dir() and not left.is_symlink() else None
        if held is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(held)


def _hold(folder: Path) -> int | None:
    """Take the folder's lock, which the kernel frees however this program ends."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
