"""Taking a backup while the system runs: parts that can go to different places.

The order matters. Rows come before the keys that open them, and the journals of erasures come
last: so a restored row has its key, and an erasure that the rows do not show is in the journal.
"""

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from amana.storage.archive.copying import Copied, Tell, copy_out, instant_of
from amana.storage.archive.errors import NoRoom
from amana.storage.archive.folders import Places, journals_out, ledgers_out, secrets_out
from amana.storage.archive.manifest import Manifest, Part, write_manifest
from amana.storage.database import Storage
from amana.storage.keys.root import Purpose, RootKey

_PARTIAL: Final = ".partial"
_PREFIX: Final = "amana-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A backup that is whole."""

    backup: uuid.UUID
    at: datetime
    """The instant of the rows' snapshot; aware, UTC."""
    parts: Mapping[Part, Path]
    """Where each part lies."""
    manifests: Mapping[Part, Manifest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be taken, and where to."""

    folders: Mapping[Part, Path]
    """In which folder each part gets a folder of its own."""
    root_key: bool = False
    """Whether the root key goes with the epochs' keys: then that part alone opens everything."""


def take(storage: Storage, places: Places, wanted: Wanted, *, key: RootKey, tell: Tell) -> Taken:
    """Take a backup; on any fault, and after Ctrl-C, nothing of it is left.

    Raises ``NoRoom`` where it cannot be written, and what the database raises.
    """
    with storage.snapshot() as connection:
        at = instant_of(connection)
    identity = uuid.uuid4()
    name = f"{_PREFIX}{at:%Y%m%dT%H%M%SZ}-{identity.hex[:8]}"
    first = Manifest(backup=identity, part=Part.DATA, taken_at=at, release=version("amana"))
    authentic = key.derive(Purpose.BACKUP, service="")
    manifests: dict[Part, Manifest] = {}
    try:
        with _folders(wanted, name) as parts:
            for part, held in _filled(storage, places, wanted, parts, tell):
                manifests[part] = replace(first, part=part, **held)
                write_manifest(parts[part], manifests[part], key=authentic)
    except OSError as error:
        raise NoRoom(folder=str(error.filename or "?")) from error
    final = {part: base / name / part.value for part, base in wanted.folders.items()}
    return Taken(backup=identity, at=at, parts=final, manifests=manifests)


def _filled(
    storage: Storage,
    places: Places,
    wanted: Wanted,
    parts: Mapping[Part, Path],
    tell: Tell,
) -> Iterator[tuple[Part, dict[str, Any]]]:
    """Fill the parts' folders in their order; yield what the manifest of each says."""
    if Part.EPOCHS in parts:
        files = secrets_out(places, parts[Part.EPOCHS], root_key=wanted.root_key)
        yield Part.EPOCHS, {"files": files}
    if Part.DATA in parts:
        with storage.snapshot() as connection:
            yield Part.DATA, _rows(copy_out(connection, parts[Part.DATA], tell))
    if Part.LEDGER in parts:
        folder = parts[Part.LEDGER]
        files = ledgers_out(places, folder)
        yield Part.LEDGER, {"files": (*files, *journals_out(places, folder))}


def _rows(copied: Copied) -> dict[str, Any]:
    """Return what a manifest says of the rows of a database."""
    return {
        "taken_at": copied.at,
        "migrations": copied.migrations,
        "tables": copied.tables,
        "sequences": copied.sequences,
        "heads": copied.heads,
    }


@contextmanager
def _folders(wanted: Wanted, name: str) -> Iterator[Mapping[Part, Path]]:
    """Give each part a folder that gets its name only when every part is written."""
    with ExitStack() as stack:
        made = {
            base: stack.enter_context(_partial(base, name))
            for base in dict.fromkeys(wanted.folders.values())
        }
        parts = {part: made[base] / part.value for part, base in wanted.folders.items()}
        for folder in parts.values():
            folder.mkdir(mode=0o700)
        yield parts
        for base, folder in made.items():
            folder.rename(base / name)
            _sync(base)


@contextmanager
def _partial(base: Path, name: str) -> Iterator[Path]:
    """Make a folder under a name for what is not whole, and take it away if it keeps that name."""
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(base)
    folder = base / f".{name}{_PARTIAL}"
    folder.mkdir(mode=0o700)
    held = _hold(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _sweep(base: Path) -> None:
    """Take away what a backup that was killed left here; one that goes on holds its folder."""
    for left in base.glob(f".{_PREFIX}*{_PARTIAL}"):
        held = _hold(left)
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


def _sync(folder: Path) -> None:
    """Make a new name durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
